package io.videotask.cli;

import io.videotask.gateway.Dialect;
import io.videotask.task.TaskRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parses task references and gateway names. */
final class TaskRefParser {
  private TaskRefParser() {}

  /** Parses references, without duplicates, in order. */
  static Set<TaskRef> all(List<String> references, @Nullable String gateway) {
    Set<TaskRef> refs = new LinkedHashSet<>();
    references.forEach(reference -> refs.add(one(reference, gateway)));
    return refs;
  }

  /**
   * Parses {@code gateway:id}, or an id of the given gateway. The part before the first colon is a
   * gateway only if one of that name exists, as ids may contain colons.
   *
   * @throws UsageException if it is neither, or the two gateways differ
   */
  static TaskRef one(String reference, @Nullable String gateway) {
    if (gateway != null) {
      dialect(gateway);
    }
    int colon = reference.indexOf(':');
    Optional<Dialect> prefix =
        colon < 0 ? Optional.empty() : Dialect.named(reference.substring(0, colon));
    if (prefix.isEmpty()) {
      return ref(gateway, reference);
    }
    String named = prefix.get().name();
    if (gateway != null && !gateway.equals(named)) {
      throw new UsageException("the task is one of " + named + ", but --gateway says " + gateway);
    }
    return ref(named, reference.substring(colon + 1));
  }

  /**
   * Returns the dialect of this name.
   *
   * @throws UsageException if it does not exist
   */
  static Dialect dialect(String name) {
    return Dialect.named(name)
        .orElseThrow(
            () ->
                new UsageException("there is no such gateway; --gateway takes one of " + names()));
  }

  private static TaskRef ref(@Nullable String gateway, String id) {
    if (gateway == null) {
      throw new UsageException(
          "which gateway? Write GATEWAY:ID, or add --gateway with one of " + names());
    }
    try {
      return new TaskRef(gateway, id);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the names of all gateways, separated by commas. */
  static String names() {
    return Dialect.all().stream().map(Dialect::name).collect(Collectors.joining(", "));
  }
}
