package io.videotask.codegen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a gateway's folder that concern its answers in tests: the templates in {@code
 * answers}, which take precedence over derived ones, and the ids in {@code examples}.
 */
final class AnswerFolder {
  /** The names of templates beside those of a task in a state. */
  private static final Set<String> OTHER_NAMES =
      Set.of(
          "submitted",
          "request",
          "callback",
          "file",
          "deleted",
          "cancel",
          "too-late",
          "page",
          "last-page",
          "many",
          "error",
          "not-found",
          "unauthorised",
          "expired-content");

  /** What is before a state's name for a task on a page, a task's result, and a callback. */
  private static final List<String> STATE_PREFIXES = List.of("row-", "result-", "callback-");

  private static final Set<String> PLACEHOLDERS =
      new TreeSet<>(
          List.of(
              "id",
              "status",
              "progress",
              "model",
              "clientid",
              "prompt",
              "created",
              "createdtext",
              "started",
              "startedtext",
              "updated",
              "updatedtext",
              "finished",
              "finishedtext",
              "expires",
              "expirestext",
              "video",
              "backup",
              "content",
              "data",
              "file",
              "base",
              "kind",
              "code",
              "number",
              "message",
              "tasks",
              "answer",
              "row",
              "more",
              "next"));

  private static final Pattern FILE = Pattern.compile("([a-z-]+)(?:\\.([1-5][0-9]{2}))?\\.json");
  static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z]+)(?::([^}]*))?}");
  private static final String DEFAULT_ID = "task-0000000000";
  private static final int MIN_ID_LENGTH = 8;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
          .build();

  private final Path folder;
  private final Path examples;

  /**
   * @param gateway the gateway's folder
   */
  AnswerFolder(Path gateway) {
    this.folder = gateway.resolve("answers");
    this.examples = gateway.resolve("examples");
  }

  /** A template's text and its HTTP status. */
  record Template(int status, String text) {}

  /**
   * Returns the formats, each with its templates by name; those directly in the folder are every
   * format's.
   */
  Map<String, Map<String, Template>> formats() {
    Map<String, Map<String, Template>> formats = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return formats;
    }
    Map<String, Template> common = templates(folder);
    for (Path format : list(folder)) {
      if (Files.isDirectory(format)) {
        Map<String, Template> templates = new LinkedHashMap<>(common);
        templates.putAll(templates(format));
        formats.put(String.valueOf(format.getFileName()), templates);
      }
    }
    if (formats.isEmpty()) {
      formats.put("", common);
    }
    return formats;
  }

  private static Map<String, Template> templates(Path folder) {
    Map<String, Template> templates = new LinkedHashMap<>();
    for (Path file : list(folder)) {
      if (Files.isDirectory(file)) {
        continue;
      }
      MappingErrors errors = new MappingErrors(file.toString());
      Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
      if (!name.matches() || !isName(name.group(1))) {
        errors.add(
            1,
            "no answer has this name",
            "name the file NAME.json or NAME.STATUS.json, where NAME is one of "
                + String.join(", ", names()));
        errors.throwIfAny();
      }
      String text = read(file).strip();
      check(text, errors);
      errors.throwIfAny();
      String status = name.group(2);
      templates.put(
          name.group(1), new Template(status == null ? 200 : Integer.parseInt(status), text));
    }
    return templates;
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>(OTHER_NAMES);
    names.addAll(AnswerSamples.templatesOfStates().keySet());
    return names;
  }

  private static boolean isName(String name) {
    return names().contains(name)
        || STATE_PREFIXES.stream()
            .anyMatch(
                prefix ->
                    name.startsWith(prefix)
                        && AnswerSamples.templatesOfStates()
                            .containsKey(name.substring(prefix.length())));
  }

  /** Reports unknown placeholders, and text that is no JSON when they are filled in. */
  private static void check(String text, MappingErrors errors) {
    for (Matcher found = PLACEHOLDER.matcher(text); found.find(); ) {
      if (!PLACEHOLDERS.contains(found.group(1))) {
        int line = (int) text.substring(0, found.start()).lines().count();
        errors.add(
            Math.max(line, 1),
            "there is no placeholder " + found.group(),
            "write one of " + MappingErrors.suggestions(found.group(1), PLACEHOLDERS));
      }
    }
    try {
      JSON.readTree(PLACEHOLDER.matcher(text).replaceAll("1"));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      errors.add(line, "is no JSON: " + e.getOriginalMessage(), "correct it");
    }
  }

  /** Returns the id that most examples ask for, of those that are long enough to show a form. */
  String sampleId(Set<String> prefixes) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Path file : Files.isDirectory(examples) ? list(examples) : List.<Path>of()) {
      if (file.toString().endsWith(".expected.json")) {
        String asked = asked(file);
        for (String prefix : prefixes) {
          asked = asked.startsWith(prefix) ? asked.substring(prefix.length()) : asked;
        }
        if (asked.length() >= MIN_ID_LENGTH) {
          counts.merge(asked, 1, Integer::sum);
        }
      }
    }
    String best = DEFAULT_ID;
    for (Map.Entry<String, Integer> id : counts.entrySet()) {
      if (id.getValue() > counts.getOrDefault(best, 0)) {
        best = id.getKey();
      }
    }
    return best;
  }

  private static String asked(Path file) {
    try {
      return JSON.readTree(read(file)).path("asked").asText("");
    } catch (JsonProcessingException e) {
      return ""; // the tests of the examples say so
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(files.sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
