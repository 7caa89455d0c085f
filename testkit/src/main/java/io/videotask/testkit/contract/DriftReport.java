package io.videotask.testkit.contract;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The differences of a response from its spec.
 *
 * @param subject gateway, operation and status, such as {@code new-api GET /v1/…: 200}
 * @param drifts the differences; empty if the response conforms
 */
public record DriftReport(String subject, List<SchemaDrift> drifts) {
  /** Copies the list. */
  public DriftReport {
    drifts = List.copyOf(drifts);
  }

  /** Returns whether the response conforms to the spec. */
  public boolean isClean() {
    return drifts.isEmpty();
  }

  /** Returns a summary line and one line per difference, for people. */
  public String text() {
    String verdict =
        switch (drifts.size()) {
          case 0 -> "as its spec promises";
          case 1 -> "1 difference from its spec";
          default -> drifts.size() + " differences from its spec";
        };
    return subject
        + ": "
        + verdict
        + "\n"
        + drifts.stream()
            .map(drift -> label(drift.kind()) + ": " + drift + "\n")
            .collect(Collectors.joining());
  }

  /**
   * Returns a JUnit XML test suite with one test case per kind of drift; a kind that occurs has
   * failed.
   */
  public String junitXml() {
    List<SchemaDrift.Kind> kinds = List.of(SchemaDrift.Kind.values());
    long failures = kinds.stream().filter(kind -> !driftsOf(kind).isEmpty()).count();
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuite name=\"contract: ")
        .append(escape(subject))
        .append("\" tests=\"")
        .append(kinds.size())
        .append("\" failures=\"")
        .append(failures)
        .append("\" errors=\"0\" skipped=\"0\">\n");
    for (SchemaDrift.Kind kind : kinds) {
      xml.append("  <testcase classname=\"contract\" name=\"").append(label(kind)).append('"');
      List<SchemaDrift> matching = driftsOf(kind);
      if (matching.isEmpty()) {
        xml.append("/>\n");
      } else {
        String lines =
            matching.stream().map(SchemaDrift::toString).collect(Collectors.joining("\n"));
        xml.append("><failure message=\"")
            .append(matching.size())
            .append("\">")
            .append(escape(lines))
            .append("</failure></testcase>\n");
      }
    }
    return xml.append("</testsuite>\n").toString();
  }

  private List<SchemaDrift> driftsOf(SchemaDrift.Kind kind) {
    return drifts.stream().filter(drift -> drift.kind() == kind).toList();
  }

  private static String label(SchemaDrift.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** XML allows most control characters not even escaped. */
  private static String escape(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uD800-\\uDFFF\\uFFFE\\uFFFF]", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
