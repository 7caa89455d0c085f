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
 * Reports after a generation how the client differs from the committed contract: operations,
 * schemas and fields, and whether the changes are compatible on the wire and for source code.
 */
final class RegenerationSummary {
  /** Folder of the committed contract, next to the POM. */
  static final String FOLDER = "contract";

  private static final String ACCEPT =
      "accept it: mvn test -pl integration-tests -am -Dtest='Generated*Test'"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dsurface.update=true";

  private final Path pomFolder;
  private final Path documentFolder;
  private final String name;

  /**
   * @param pomFolder folder of the POM
   * @param documentFolder folder of the document
   */
  RegenerationSummary(Path pomFolder, Path documentFolder) {
    this.pomFolder = pomFolder.toAbsolutePath().normalize();
    this.documentFolder = documentFolder.toAbsolutePath().normalize();
    this.name = String.valueOf(documentFolder.getFileName());
  }

  /**
   * Writes the contract next to the generated sources; this file is committed once the changes are
   * accepted.
   */
  static void writeFacts(Map<String, String> contract, Path output) {
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

  /** Returns the lines to print; empty if nothing has changed. */
  List<String> lines(Map<String, String> contract, String packageName, Set<String> generatedApi) {
    Path committed = pomFolder.resolve(FOLDER).resolve(name + ".txt");
    List<ContractChange> changes = ContractChange.between(facts(committed), contract);
    List<String> lost =
        ApiListing.missingMembers(
            ApiListing.parseCommitted(packageName, read(pomFolder.resolve("surface.txt"))),
            generatedApi);
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

  /**
   * Repeats a non-default location of the specs, so that the printed command reads the same ones.
   */
  private String accept() {
    Path specs = documentFolder.resolveSibling("");
    boolean isDefault = specs.equals(pomFolder.resolveSibling("specs"));
    return ACCEPT + (isDefault ? "" : " -Dvideotask.specs='" + specs + "'") + ", and commit";
  }

  private static Map<String, String> facts(Path file) {
    Map<String, String> facts = new TreeMap<>();
    for (String line : read(file)) {
      int separator = line.indexOf(" = ");
      facts.put(line.substring(0, separator), line.substring(separator + 3));
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
