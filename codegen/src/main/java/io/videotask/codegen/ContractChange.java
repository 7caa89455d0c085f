package io.videotask.codegen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An added, removed or changed fact.
 *
 * @param sign {@code +}, {@code -} or {@code ~}
 * @param what the fact; for a change with its old and new value
 * @param breaks why existing clients may fail, or an empty string
 */
record ContractChange(char sign, String what, String breaks) {
  private static final String REQUIRED = ", required";
  private static final String NULLABLE = ", nullable";
  private static final Pattern WORDS = Pattern.compile(" of \\[(.*)]");

  /** Returns all changes between two contracts, sorted by fact. */
  static List<ContractChange> between(Map<String, String> before, Map<String, String> after) {
    SortedSet<String> facts = new TreeSet<>(before.keySet());
    facts.addAll(after.keySet());
    List<ContractChange> changes = new ArrayList<>();
    for (String fact : facts) {
      String was = before.get(fact);
      String is = after.get(fact);
      boolean sent = isUsed(fact, before, after, Contract.IN_REQUESTS);
      boolean received = isUsed(fact, before, after, Contract.IN_ANSWERS);
      if (was == null && is != null) {
        boolean demanded = sent && is.contains(REQUIRED) && isPartOfOld(fact, before);
        String breaks = demanded ? "must be sent now" : "";
        changes.add(new ContractChange('+', fact + ": " + is, breaks));
      } else if (is == null && was != null) {
        changes.add(new ContractChange('-', fact + ": " + was, went(fact, sent, received)));
      } else if (was != null && is != null && !was.equals(is)) {
        String breaks = changed(fact, was, is, sent, received);
        changes.add(new ContractChange('~', fact + ": " + was + " -> " + is, breaks));
      }
    }
    changes.sort(Comparator.comparing(change -> change.breaks.isEmpty()));
    return changes;
  }

  @Override
  public String toString() {
    return sign + " " + what + (breaks.isEmpty() ? "" : "   BREAKS THE WIRE: " + breaks);
  }

  private static String went(String fact, boolean sent, boolean received) {
    return switch (kind(fact)) {
      case "operation" -> "can be called no longer";
      case "parameter", "request" -> "is read no longer";
      case "field" -> received ? "comes no longer" : sent ? "is read no longer" : "";
      case "answer" -> fact.contains(" 2") ? "comes no longer" : "";
      default -> "";
    };
  }

  private static String changed(
      String fact, String was, String is, boolean sent, boolean received) {
    if (kind(fact).equals("operation")) {
      return ""; // the operationId only affects the Java method's name, not the wire format
    }
    if (!type(was).equals(type(is))) {
      return sent || received ? "has another type" : "";
    }
    if (sent && !words(is).isEmpty() && !new HashSet<>(words(is)).containsAll(words(was))) {
      return "a word is taken no longer";
    }
    if (sent && !words(is).isEmpty() && words(was).isEmpty()) {
      return "only some words are taken now";
    }
    if (sent && is.contains(REQUIRED) && !was.contains(REQUIRED)) {
      return "must be sent now";
    }
    if (sent && was.contains(NULLABLE) && !is.contains(NULLABLE)) {
      return "null is taken no longer";
    }
    boolean mayMiss =
        (was.contains(REQUIRED) && !is.contains(REQUIRED))
            || (!was.contains(NULLABLE) && is.contains(NULLABLE));
    return received && mayMiss ? "may be missing or null now" : "";
  }

  private static boolean isUsed(
      String fact, Map<String, String> before, Map<String, String> after, String direction) {
    return switch (kind(fact)) {
      case "parameter", "request" -> direction.equals(Contract.IN_REQUESTS);
      case "answer" -> direction.equals(Contract.IN_ANSWERS);
      case "schema", "field" -> {
        String schema = "schema " + fact.split(" ", -1)[1];
        yield (before.getOrDefault(schema, "") + after.getOrDefault(schema, ""))
            .contains(direction);
      }
      default -> false;
    };
  }

  /**
   * Returns whether the fact belongs to an existing operation or schema; additions to new ones
   * break no client.
   */
  private static boolean isPartOfOld(String fact, Map<String, String> before) {
    String[] words = fact.split(" ", -1);
    return kind(fact).equals("field")
        ? before.containsKey("schema " + words[1])
        : words.length > 2 && before.containsKey("operation " + words[1] + " " + words[2]);
  }

  private static String kind(String fact) {
    return fact.substring(0, fact.indexOf(' '));
  }

  private static String type(String value) {
    return value
        .replace(REQUIRED, "")
        .replace(NULLABLE, "")
        .replace(Contract.IN_REQUESTS, "")
        .replace(Contract.IN_ANSWERS, "")
        .replaceFirst(" of \\[.*]", "");
  }

  private static List<String> words(String value) {
    Matcher listed = WORDS.matcher(value);
    return listed.find() ? List.of(listed.group(1).split(", ", -1)) : List.of();
  }
}
