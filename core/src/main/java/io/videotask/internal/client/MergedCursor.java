package io.videotask.internal.client;

import io.videotask.task.TaskRef;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far several lists were read, as text for a {@link TaskRef}: {@code
 * size=20&until=2026-01-02T03:04:05.123Z&given=8812&text2video=2&image2video=}.
 *
 * @param size how many tasks each page of a list has; page numbers depend on it
 * @param until the time of the last task that was given
 * @param given the ids of the tasks of that very time that were given
 * @param pages where the page begins that has a list's next task, by the list's name; empty for the
 *     first page; a list that was read to its end is missing
 */
record MergedCursor(int size, Instant until, List<String> given, Map<String, String> pages) {
  private static final String SIZE = "size";
  private static final String UNTIL = "until";
  private static final String GIVEN = "given";
  private static final int MAX_SIZE = 1000;

  MergedCursor {
    given = List.copyOf(given);
    pages = new LinkedHashMap<>(pages);
  }

  /**
   * Returns the reference that stands for this. Of many tasks of one time the first are left out
   * where it would be too long.
   *
   * @return null where the pages alone are too long
   */
  @Nullable TaskRef ref(String gateway) {
    for (List<String> ids = given; ; ids = ids.subList(1, ids.size())) {
      StringBuilder text = new StringBuilder();
      text.append(SIZE + "=").append(size).append("&" + UNTIL + "=").append(until);
      text.append("&" + GIVEN + "=")
          .append(String.join(",", ids.stream().map(this::coded).toList()));
      pages.forEach(
          (list, page) -> text.append('&').append(coded(list)).append('=').append(coded(page)));
      if (TaskRef.isId(text.toString())) {
        return new TaskRef(gateway, text.toString());
      }
      if (ids.isEmpty()) {
        return null;
      }
    }
  }

  private String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * Reads a reference.
   *
   * @throws IllegalArgumentException when it stands for no place in several lists
   */
  static MergedCursor of(TaskRef ref) {
    try {
      Map<String, String> pages = new LinkedHashMap<>();
      for (String pair : ref.id().split("&", -1)) {
        String[] parts = pair.split("=", 2);
        pages.put(decoded(parts[0]), parts[1]);
      }
      int size = Integer.parseInt(String.valueOf(pages.remove(SIZE)));
      Instant until = Instant.parse(String.valueOf(pages.remove(UNTIL)));
      List<String> given = new ArrayList<>();
      Arrays.stream(String.valueOf(pages.remove(GIVEN)).split(","))
          .filter(id -> !id.isEmpty())
          .forEach(id -> given.add(decoded(id)));
      pages.replaceAll((list, page) -> decoded(page));
      if (size < 1 || size > MAX_SIZE) {
        throw new IllegalArgumentException("no size of a page");
      }
      return new MergedCursor(size, until, given, pages);
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "no page of "
              + ref.gateway()
              + "'s tasks begins at "
              + ref.id()
              + ": give the next of a"
              + " page",
          e);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
