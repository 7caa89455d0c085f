package io.videotask.generated.runtime;

/**
 * A listener for schema drift, called for each value of a document whose type differs from its
 * specification. Attached to a document by {@link DriftReporting}; called on the thread that reads
 * the document.
 */
@FunctionalInterface
public interface DriftListener {
  /**
   * Called for one value whose type differs from its specification.
   *
   * @param path the JSON path of the value, for example {@code $.data.file_id}
   * @param expected the specified type: string, integer, number, boolean, object or array
   * @param found the type of the value: string, number, boolean, object or array
   * @param kept true if the value was converted to the specified type, false if it was dropped
   */
  void drift(String path, String expected, String found, boolean kept);
}
