package io.videotask.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which words the requests of an operation may have: others have no value there. */
final class OperationWords {
  private static final String IDS = "$ids";
  private static final Set<String> OF_TASK = Set.of("$id", "$kind");

  /** The words of operations other than the submit. */
  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "list", Set.of("$after", "$page", "$limit", "$kind"),
          "many", Set.of(IDS, "$kind"),
          "content", Set.of("$id", "$variant"),
          "operation", Set.of("$id", "$kind", "$fileId"));

  private OperationWords() {}

  /**
   * Reports words that the operation does not have, and {@code $ids} that are there twice.
   *
   * @param kind the kind of object that the operation is in the mapping
   */
  static void check(String kind, Map<String, MappingNode> keys) {
    boolean submit = kind.equals("submit");
    Set<String> words = submit ? ofSubmit() : WORDS.getOrDefault(kind, OF_TASK);
    Set<String> seen = new HashSet<>();
    for (MappingNode value : values(keys)) {
      String word = value.textOfAll();
      if (RequestWords.all().containsKey(word) && !words.contains(word)) {
        value.error(
            "`" + word + "` has no value in `" + kind + "`",
            "write one of " + MappingErrors.suggestions(word, words));
      } else if (word.equals(IDS) && !seen.add(word)) {
        value.error("`" + word + "` is there twice", "keep the one that the server reads");
      }
    }
  }

  private static Set<String> ofSubmit() {
    Set<String> words = new HashSet<>(Set.of("$clientId", "$kind"));
    RequestWords.all()
        .forEach(
            (name, word) -> {
              if (word.field() != null) {
                words.add(name);
              }
            });
    return words;
  }

  private static List<MappingNode> values(Map<String, MappingNode> keys) {
    List<MappingNode> values = new ArrayList<>();
    for (String part : List.of("with", "body")) {
      MappingNode node = keys.get(part);
      if (node != null) {
        values.addAll(node.scalars());
      }
    }
    return values;
  }
}
