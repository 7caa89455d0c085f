package io.videotask.generated.runtime;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Provides Moshi with adapters for one generated package, {@link RawJson}, and lists and maps of
 * these, so that an invalid element does not fail the others. Each generated package has a
 * subclass. Thread-safe; one instance can be shared by any number of Moshi instances.
 */
public abstract class TolerantAdapterFactory implements JsonAdapter.Factory {
  /** Called by generated code. */
  protected TolerantAdapterFactory() {}

  /**
   * Returns the adapter of a generated type.
   *
   * @param type any class
   * @return null if the class is not of the generated package
   */
  protected abstract @Nullable TolerantAdapter<?> adapterOf(Class<?> type);

  @Override
  public final @Nullable JsonAdapter<?> create(
      Type type, Set<? extends Annotation> annotations, Moshi moshi) {
    return annotations.isEmpty() ? find(type) : null;
  }

  private @Nullable TolerantAdapter<?> find(Type type) {
    if (type instanceof ParameterizedType container) {
      Type[] arguments = container.getActualTypeArguments();
      TolerantAdapter<?> element = find(arguments[arguments.length - 1]);
      if (element != null && container.getRawType() == List.class) {
        return listOf(element);
      }
      if (element != null && container.getRawType() == Map.class && arguments[0] == String.class) {
        return mapOf(element);
      }
      return null;
    }
    Class<?> plain = Types.getRawType(type);
    return plain == RawJson.class
        ? new TolerantAdapter<>("any", TolerantReader::readRaw, ModelWriter::writeRaw)
        : adapterOf(plain);
  }

  private static <T> TolerantAdapter<List<T>> listOf(TolerantAdapter<T> element) {
    return new TolerantAdapter<>(
        "array",
        reader -> TolerantReader.readList(reader, element.reader()),
        (writer, value) -> ModelWriter.writeList(writer, value, element.writer()));
  }

  private static <T> TolerantAdapter<Map<String, T>> mapOf(TolerantAdapter<T> element) {
    return new TolerantAdapter<>(
        "object",
        reader -> TolerantReader.readMap(reader, element.reader()),
        (writer, value) -> ModelWriter.writeMap(writer, value, element.writer()));
  }
}
