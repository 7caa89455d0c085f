package io.videotask.internal.dialect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a generated record that say the same, by preference, each with the code that reads it.
 *
 * @param <T> the record
 * @param <E> what is read
 */
final class FieldList<T, E extends @Nullable Object> {
  private final List<Entry<T, E>> entries = new ArrayList<>();

  /** An accessor of a field of one type. */
  @FunctionalInterface
  interface Accessor<T, S extends @Nullable Object> {
    @Nullable S of(T record);
  }

  /** Collects results from a field's value. */
  @FunctionalInterface
  interface Collector<V, E extends @Nullable Object> {
    void collect(V value, FieldSource source, List<E> found);
  }

  /** A field and its collector, which runs only where the field is present; most are not. */
  private record Entry<T, E extends @Nullable Object>(
      Accessor<? super T, ?> field, Collector<Object, E> collector) {}

  @SuppressWarnings("unchecked") // The collector takes the type that the accessor returns.
  <V> void add(Accessor<? super T, ? extends V> field, Collector<V, E> collector) {
    entries.add(new Entry<>(field, (Collector<Object, E>) collector));
  }

  /** Adds the results of all fields. */
  void collect(T record, FieldSource source, List<E> found) {
    // An index avoids an iterator per loop: there are many, and escape analysis does not remove
    // all.
    for (int i = 0; i < entries.size(); i++) {
      Entry<T, E> entry = entries.get(i);
      Object value = entry.field().of(record);
      if (value != null) {
        entry.collector().collect(value, source, found);
      }
    }
  }

  /**
   * Returns the results of all fields.
   *
   * @param scratch an empty list, and empty again afterwards: most fields are missing, and need no
   *     list of their own
   */
  @SuppressWarnings("unchecked") // The list holds only these results, and is emptied below.
  List<E> collected(T record, FieldSource source, List<?> scratch) {
    List<E> found = (List<E>) scratch;
    collect(record, source, found);
    if (found.isEmpty()) {
      return Collections.emptyList(); // its iterator always has the same class, unlike List.of()'s
    }
    List<E> all =
        found.size() == 1 ? Collections.singletonList(found.get(0)) : new ArrayList<>(found);
    found.clear();
    return all;
  }
}
