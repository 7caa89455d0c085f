package io.videotask.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.callback.RefusedCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tables of docs/callbacks.md are what the code does. */
class CallbacksPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("videotask.root")).resolve("docs/callbacks.md");

  /** Returns the cells of the rows below a heading's table header. */
  private static List<String[]> rows(String header) throws IOException {
    List<String[]> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(PAGE)) {
      inside = inside ? line.startsWith("|") : line.startsWith(header);
      if (inside && !line.startsWith(header) && !line.startsWith("|---")) {
        rows.add(Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new));
      }
    }
    return rows;
  }

  @Test
  void everyVendorIsListedWithItsSignature() throws IOException {
    List<String> listed = new ArrayList<>();
    for (String[] row : rows("| vendor | signature in")) {
      listed.add(row[1] + " " + row[2] + " " + row[3].replaceFirst(":.*", ""));
    }
    List<String> expected = new ArrayList<>();
    for (CallbackVendor vendor : CallbackVendor.values()) {
      String header = vendor.signatureHeader();
      String signs = header == null ? "–" : vendor.isBodySigned() ? "yes" : "no";
      expected.add("`" + vendor + "` " + (header == null ? "–" : "`" + header + "`") + " " + signs);
    }
    assertEquals(expected, listed);
  }

  @Test
  void everyStatusOfAReplyIsListed() throws IOException {
    TreeSet<String> listed = new TreeSet<>();
    for (String[] row : rows("| reply | when")) {
      listed.addAll(List.of(row[1].split(", ", -1)));
    }
    TreeSet<String> expected = new TreeSet<>(List.of("200"));
    for (RefusedCallException.Kind kind : RefusedCallException.Kind.values()) {
      expected.add(Integer.toString(kind.status()));
    }
    assertEquals(expected, listed);
  }

  @Test
  void thePageFitsOneScreenOrTwo() throws IOException {
    assertTrue(Files.readAllLines(PAGE).size() < 120);
  }
}
