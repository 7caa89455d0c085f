package io.videotask.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.generated.gateway.GatewayProfile;
import io.videotask.generated.gateway.KeyHeader;
import io.videotask.generated.gateway.LostField;
import io.videotask.generated.gateway.RequestField;
import io.videotask.internal.client.SubmitRefusals;
import io.videotask.internal.dialect.ErrorCodes;
import io.videotask.internal.dialect.LostFieldNotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Compares docs/gateways.md with the dialects, and docs/statuses.md with the outcomes of submits.
 */
class GatewaysPageTest {
  private static final Path DOCS = Path.of(System.getProperty("videotask.root")).resolve("docs");

  @Test
  void tableOfOperationsMatchesCode() throws IOException {
    List<String> rows = new ArrayList<>();
    for (Dialect dialect : Dialect.all()) {
      dialect
          .paths()
          .forEach(
              (name, path) ->
                  rows.add("| `" + dialect.name() + "` | " + name + " | `" + path + "` |"));
    }

    assertRows("## Operations", rows);
  }

  @Test
  void tableOfKeysMatchesCode() throws IOException {
    List<String> rows = new ArrayList<>();
    for (Dialect dialect : Dialect.all()) {
      KeyHeader header = dialect.gateway().keyHeader();
      String key = dialect.takesKeyPair() ? "TOKEN, signed with ACCESS:SECRET" : "KEY";
      rows.add(
          "| `" + dialect.name() + "` | `" + header.name() + ": " + header.prefix() + key + "` |");
    }

    assertRows("## The key", rows);
  }

  @Test
  void tableOfStatusesMatchesCode() throws IOException {
    List<String> rows = new ArrayList<>();
    for (Dialect dialect : Dialect.all()) {
      StringBuilder row = new StringBuilder("| `" + dialect.name() + "` |");
      for (RequestField status : RequestField.values()) {
        boolean needed = dialect.adapter().requests().requiredFields().contains(status);
        boolean known = dialect.adapter().requests().knownFields().contains(status);
        row.append(needed ? " needed |" : known ? " yes |" : " – |");
      }
      rows.add(row.toString());
    }

    assertRows("## The words of a request", rows);
  }

  @Test
  void tableOfProfilesMatchesCode() throws IOException {
    List<String> rows = new ArrayList<>();
    for (Dialect dialect : Dialect.all()) {
      for (GatewayProfile profile : dialect.gateway().profiles()) {
        rows.add(row(dialect, profile));
      }
    }

    assertRows("## Servers that differ: profiles", rows);
  }

  private static String row(Dialect dialect, GatewayProfile profile) {
    boolean isJson = profile.form() == GatewayProfile.Form.NEVER;
    Set<RequestField> more = new TreeSet<>(profile.fields());
    more.removeAll(dialect.gateway().requestFields());
    Set<RequestField> needed = new TreeSet<>(profile.required());
    needed.removeAll(dialect.gateway().requiredFields());
    return "| `"
        + String.join(
            " | ",
            profile.name() + "`",
            profile.about(),
            switch (profile.form()) {
              case NEVER -> "JSON";
              case FOR_FILES -> "JSON; a form with a file";
              case ALWAYS -> "form";
            },
            String.valueOf(profile.body().get("seconds")).replace("string", "text"),
            profile.takesImageUrls() ? imageField(profile) : "–",
            !profile.takesImageFiles() ? "–" : isJson ? "`data:` URL" : "part of the form",
            names(more),
            names(needed),
            profile.lacking().isEmpty() ? "–" : String.join(", ", new TreeSet<>(profile.lacking())))
        + " |";
  }

  private static String imageField(GatewayProfile profile) {
    return List.of("input_reference", "image_reference", "reference_url", "image").stream()
        .filter(profile.body()::containsKey)
        .map(
            field ->
                "`"
                    + field
                    + "`, "
                    + String.valueOf(profile.body().get(field)).replace("string", "text"))
        .findFirst()
        .orElseThrow();
  }

  private static String names(Set<RequestField> fields) {
    return fields.isEmpty()
        ? "–"
        : fields.stream()
            .map(field -> field.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .collect(Collectors.joining(", "));
  }

  @Test
  void tableOfVideoFieldsMatchesCode() throws IOException {
    List<String> rows = new ArrayList<>();
    for (Dialect dialect : Dialect.all()) {
      String field =
          dialect.adapter().servesContent()
              ? "its own content path, with the key, unless the answer has a URL"
              : dialect.paths().containsKey("file")
                  ? "a URL in the answer, or in the file's"
                  : dialect.paths().containsKey("result")
                      ? "a URL in the result"
                      : "a URL in the answer";
      rows.add("| `" + dialect.name() + "` | " + field + " |");
    }

    assertRows("## The finished video", rows);
  }

  @Test
  void tableOfIgnoredFieldsMatchesNotes() throws IOException {
    List<String> rows = new ArrayList<>();
    for (Dialect dialect : Dialect.all()) {
      for (LostField lost : dialect.adapter().requests().lostFields()) {
        rows.add(
            "| `"
                + dialect.name()
                + "` | "
                + LostFieldNotes.description(lost)
                + " | "
                + String.join(", ", lost.vendors().keySet())
                + " |");
      }
    }

    assertRows("## What is lost on the way", rows);
  }

  @Test
  void tableOfRequestIdsMatchesCode() throws IOException {
    List<String> rows = new ArrayList<>();
    for (Dialect dialect : Dialect.all()) {
      List<String> fields = dialect.gateway().requestIdFields();
      List<String> headers = dialect.gateway().requestIdHeaders();
      if (!fields.isEmpty() || !headers.isEmpty()) {
        rows.add("| `" + dialect.name() + "` |" + cell(fields) + cell(headers));
      }
    }

    assertRows("## The id of a request", rows);
  }

  private static String cell(List<String> names) {
    return names.isEmpty() ? " |" : " `" + String.join("`, `", names) + "` |";
  }

  @Test
  void tableOfSubmitCodesMatchesCode() throws IOException {
    String page = Files.readString(DOCS.resolve("statuses.md"));

    assertEquals(refusalsOfMiniMax(), listed(page, "refusals of MiniMax: "));
    assertEquals(
        numbers(SubmitRefusals.AMBIGUOUS_STATUSES), listed(page, "4xx that leave doubt: "));
    assertEquals(
        new TreeSet<>(SubmitRefusals.QUOTA_CODES), listed(page, "codes of an empty account: "));
  }

  private static Set<String> refusalsOfMiniMax() {
    Set<Long> codes = new TreeSet<>();
    ErrorCodes.MINIMAX.forEach(
        (code, meaning) -> {
          if (SubmitRefusals.isRefusal(meaning)) {
            codes.add(code);
          }
        });
    return numbers(codes);
  }

  private static Set<String> numbers(Set<? extends Number> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> listed(String page, String start) {
    String line = page.lines().filter(l -> l.startsWith("- " + start)).findFirst().orElseThrow();
    return new TreeSet<>(List.of(line.substring(start.length() + 2).split(", ", -1)));
  }

  /** Says which rows to paste, and which ones to remove, rather than print whole tables. */
  private static void assertRows(String heading, List<String> rows) throws IOException {
    List<String> present = rowsAfter(heading);
    List<String> missing = new ArrayList<>(rows);
    missing.removeAll(present);
    List<String> wrong = new ArrayList<>(present);
    wrong.removeAll(rows);
    StringBuilder message = new StringBuilder("docs/gateways.md, \"" + heading + "\":");
    wrong.forEach(row -> message.append("\nremove  ").append(row));
    for (String row : missing) {
      int at = rows.indexOf(row);
      message
          .append("\nadd     ")
          .append(row)
          .append(at == 0 ? "\n  as the first row" : "\n  below " + rows.get(at - 1));
    }
    if (wrong.isEmpty() && missing.isEmpty()) {
      message.append("\nput the rows into this order: ").append(String.join("\n", rows));
    }
    assertTrue(rows.equals(present), message::toString);
  }

  private static List<String> rowsAfter(String heading) throws IOException {
    List<String> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(DOCS.resolve("gateways.md"))) {
      if (line.startsWith("#")) {
        inside = line.equals(heading);
      } else if (inside && line.startsWith("| `")) {
        rows.add(line);
      }
    }
    return rows;
  }
}
