package io.videotask.cli;

import io.videotask.gateway.Dialect;
import io.videotask.task.TaskRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the words of a call to tasks and gateways. */
final class TaskRefParser {
  private TaskRefParser() {}

  /** Each task once, in the order of the call. */
  static Set<TaskRef> all(List<String> words, @Nullable String gateway) {
    Set<TaskRef> refs = new LinkedHashSet<>();
    words.forEach(word -> refs.add(one(word, gateway)));
    return refs;
  }

  /**
   * Reads {@code gateway:id}, or an id of the gateway that was named. What stands before the first
   * colon is a gateway only where it names one that exists, for ids hold colons too.
   *
   * @throws UsageException when it is neither, or the two name different gateways
   */
  static TaskRef one(String word, @Nullable String gateway) {
    if (gateway != null) {
      dialect(gateway);
    }
    int colon = word.indexOf(':');
    Optional<Dialect> prefix =
        colon < 0 ? Optional.empty() : Dialect.named(word.substring(0, colon));
    if (prefix.isEmpty()) {
      return ref(gateway, word);
    }
    String named = prefix.get().name();
    if (gateway != null && !gateway.equals(named)) {
      throw new UsageException("the task is one of " + named + ", but --gateway says " + gateway);
    }
    return ref(named, word.substring(colon + 1));
  }

  /**
   * The dialect of that name.
   *
   * @throws UsageException when there is none
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

  /** The gateways that there are. */
  static String names() {
    return Dialect.all().stream().map(Dialect::name).collect(Collectors.joining(", "));
  }
}
