package io.videotask.codegen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says after a generation what differs from what was committed: operations, schemas and fields, and
 * whether that breaks the wire or those who compile against the generated client.
 */
final class RegenerationSummary {
  /** Where the lines are committed, beside the POM that generates. */
  static final String FOLDER = "contract";

  private static final String ACCEPT =
      "accept it: mvn test -pl integration-tests -am -Dtest='Generated*Test'"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dsurface.update=true";

  private final Path home;
  private final Path document;
  private final String name;

  /**
   * @param home the folder of the POM that generates
   * @param document the folder of the document
   */
  RegenerationSummary(Path home, Path document) {
    this.home = home.toAbsolutePath().normalize();
    this.document = document.toAbsolutePath().normalize();
    this.name = String.valueOf(document.getFileName());
  }

  /** Keeps the contract's lines with the sources: that is what gets committed once accepted. */
  static void keep(Map<String, String> contract, Path output) {
    String text =
        contract.entrySet().stream()
            .map(fact -> fact.getKey() + " = " + fact.getValue() + "\n")
            .collect(Collectors.joining());
    Path file = output.resolve(".openapi-generator").resolve("contract.txt");
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file) || !Files.readString(file).equals(text)) {
        Files.writeString(file, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The lines to print; none where all is as committed. */
  List<String> lines(Map<String, String> contract, String packageName, Set<String> surface) {
    Path committed = home.resolve(FOLDER).resolve(name + ".txt");
    List<ContractChange> changes = ContractChange.between(facts(committed), contract);
    List<String> lost =
        JavaSurface.lost(
            JavaSurface.committed(packageName, read(home.resolve("surface.txt"))), surface);
    List<String> lines = new ArrayList<>();
    if (!Files.exists(committed)) {
      lines.add(name + ": new here, " + contract.size() + " facts; " + accept());
    } else if (!changes.isEmpty() || !lost.isEmpty()) {
      lines.add(name + ": differs from the committed contract");
      changes.forEach(change -> lines.add("  " + change));
      lost.forEach(member -> lines.add("  BREAKS THE SOURCE: " + member));
      boolean wire = changes.stream().anyMatch(change -> !change.breaks().isEmpty());
      lines.add(
          "  wire "
              + (wire ? "broken" : "compatible")
              + ", source "
              + (lost.isEmpty() ? "compatible" : "broken")
              + "; "
              + accept());
    }
    return lines;
  }

  /** Specs that lie elsewhere are named again: without them the command would read ours. */
  private String accept() {
    Path specs = document.resolveSibling("");
    boolean ours = specs.equals(home.resolveSibling("specs"));
    return ACCEPT + (ours ? "" : " -Dvideotask.specs='" + specs + "'") + ", and commit";
  }

  private static Map<String, String> facts(Path file) {
    Map<String, String> facts = new TreeMap<>();
    for (String line : read(file)) {
      int sign = line.indexOf(" = ");
      facts.put(line.substring(0, sign), line.substring(sign + 3));
    }
    return facts;
  }

  private static List<String> read(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
