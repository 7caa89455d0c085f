package io.videotask.testkit.contract;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How far an answer is from its spec.
 *
 * @param subject whose answer to what, such as {@code new-api GET /v1/…: 200}
 * @param drifts each of them; none where the answer is what the spec promises
 */
public record DriftReport(String subject, List<SchemaDrift> drifts) {
  /** Copies the list. */
  public DriftReport {
    drifts = List.copyOf(drifts);
  }

  /** Whether the answer is what the spec promises. */
  public boolean isClean() {
    return drifts.isEmpty();
  }

  /** For people: a line on the whole, and a line for each drift. */
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
            .map(drift -> word(drift.kind()) + ": " + drift + "\n")
            .collect(Collectors.joining());
  }

  /**
   * For machines: a suite in JUnit's XML, with a case for each kind of drift; those that occurred
   * have failed.
   */
  public String junitXml() {
    List<SchemaDrift.Kind> kinds = List.of(SchemaDrift.Kind.values());
    long failures = kinds.stream().filter(kind -> !of(kind).isEmpty()).count();
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuite name=\"contract: ")
        .append(escaped(subject))
        .append("\" tests=\"")
        .append(kinds.size())
        .append("\" failures=\"")
        .append(failures)
        .append("\" errors=\"0\" skipped=\"0\">\n");
    for (SchemaDrift.Kind kind : kinds) {
      xml.append("  <testcase classname=\"contract\" name=\"").append(word(kind)).append('"');
      List<SchemaDrift> found = of(kind);
      if (found.isEmpty()) {
        xml.append("/>\n");
      } else {
        String lines = found.stream().map(SchemaDrift::toString).collect(Collectors.joining("\n"));
        xml.append("><failure message=\"")
            .append(found.size())
            .append("\">")
            .append(escaped(lines))
            .append("</failure></testcase>\n");
      }
    }
    return xml.append("</testsuite>\n").toString();
  }

  private List<SchemaDrift> of(SchemaDrift.Kind kind) {
    return drifts.stream().filter(drift -> drift.kind() == kind).toList();
  }

  private static String word(SchemaDrift.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** XML has no place for most control characters, escaped or not. */
  private static String escaped(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uD800-\\uDFFF\\uFFFE\\uFFFF]", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
