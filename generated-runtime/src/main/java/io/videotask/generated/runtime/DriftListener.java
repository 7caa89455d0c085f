package io.videotask.generated.runtime;

/**
 * Is called for each value of a document whose type is not the type that its specification
 * promises. Attached to a document by {@link DriftReporting}; called on the thread that reads the
 * document.
 */
@FunctionalInterface
public interface DriftListener {
  /**
   * Called for one value of another type than promised.
   *
   * @param path the JSON path of the value, for example {@code $.data.file_id}
   * @param expected the promised type: string, integer, number, boolean, object or array
   * @param found the type of the value: string, number, boolean, object or array
   * @param kept true if the value was converted to the promised type, false if it was dropped
   */
  void drift(String path, String expected, String found, boolean kept);
}
