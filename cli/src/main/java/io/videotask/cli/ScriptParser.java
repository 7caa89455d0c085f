package io.videotask.cli;

import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the scripts of the fake gateway: steps with commas between them, {@code
 * WORD[:VALUE][@AGE]}. Without ages each query gets the next step; with them, a state lasts from
 * its age on, and a fault comes once.
 */
final class ScriptParser {
  private static final Pattern STEP =
      Pattern.compile("\\s*([a-z-]+|[1-5]\\d\\d)(?::([^,@]*))?(?:@([0-9a-zA-Z]+))?\\s*");
  private static final Pattern HTTP_STATUS = Pattern.compile("[2-5]\\d\\d");
  private static final int TOO_MANY_REQUESTS = 429;

  private static final Map<String, Function<String, Reply>> STATES = states();
  private static final Map<String, Function<String, Reply>> FAULTS = faults();

  private ScriptParser() {}

  private static Map<String, Function<String, Reply>> states() {
    Map<String, Function<String, Reply>> states = new LinkedHashMap<>();
    states.put("queued", none -> Reply.queued());
    states.put("running", percent -> Reply.inProgress(number(percent, 50)));
    states.put("completed", none -> Reply.completed());
    states.put("url-expired", none -> Reply.urlExpired());
    states.put("failed", why -> why.isEmpty() ? Reply.failed() : Reply.failed(why));
    states.put("cancelled", none -> Reply.cancelled());
    states.put("expired", none -> Reply.expired());
    return states;
  }

  private static Map<String, Function<String, Reply>> faults() {
    Map<String, Function<String, Reply>> faults = new LinkedHashMap<>();
    faults.put("not-found", none -> Reply.notFound());
    faults.put("unauthorised", none -> Reply.unauthorised());
    faults.put("reset", none -> Reply.reset());
    faults.put("closed", none -> Reply.closed());
    faults.put("truncated", none -> Reply.truncated());
    faults.put("garbage", none -> Reply.garbage());
    faults.put("silence", none -> Reply.silence());
    return faults;
  }

  /** Returns the words of steps, beside HTTP statuses. */
  static List<String> words() {
    List<String> words = new ArrayList<>(STATES.keySet());
    words.addAll(FAULTS.keySet());
    return words;
  }

  /**
   * Parses a script.
   *
   * @throws UsageException if it is none
   */
  static TaskScript parse(String text) {
    List<Step> steps = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      steps.add(step(part));
    }
    if (steps.stream().allMatch(step -> step.age() == null)) {
      return TaskScript.of(steps.stream().map(Step::reply).toArray(Reply[]::new));
    }
    Step first = steps.get(0);
    if (!first.state() || first.age() != null) {
      throw new UsageException(
          "a script with ages begins with a state without one, such as queued");
    }
    TaskScript script = TaskScript.startingWith(first.reply());
    for (Step step : steps.subList(1, steps.size())) {
      Duration age = step.age();
      if (age == null) {
        throw new UsageException(
            "in a script with ages each step but the first has one: queued,502@3s");
      }
      script = append(script, step, age);
    }
    return script;
  }

  private static TaskScript append(TaskScript script, Step step, Duration age) {
    try {
      return step.state() ? script.from(age, step.reply()) : script.onceAt(age, step.reply());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private record Step(Reply reply, boolean state, @Nullable Duration age) {}

  private static Step step(String text) {
    Matcher parts = STEP.matcher(text);
    if (!parts.matches()) {
      throw new UsageException(
          "not a step of a script: " + TerminalText.oneLine(text) + "; write WORD[:VALUE][@AGE]");
    }
    String word = parts.group(1);
    String value = parts.group(2) == null ? "" : parts.group(2).strip();
    Duration age = parts.group(3) == null ? null : Durations.seconds(parts.group(3));
    Function<String, Reply> state = STATES.get(word);
    return new Step(state == null ? fault(word, value) : state.apply(value), state != null, age);
  }

  private static Reply fault(String word, String value) {
    if (HTTP_STATUS.matcher(word).matches()) {
      int status = Integer.parseInt(word);
      return status == TOO_MANY_REQUESTS
          ? Reply.tooManyRequests(Duration.ofSeconds(number(value, 1)))
          : Reply.page(status, "<html><body>" + status + "</body></html>");
    }
    Function<String, Reply> fault = FAULTS.get(word);
    if (fault == null) {
      throw new UsageException(
          "a script has no step "
              + word
              + "; write an HTTP status or one of "
              + String.join(", ", words()));
    }
    return fault.apply(value);
  }

  private static int number(String text, int usual) {
    if (text.isEmpty()) {
      return usual;
    }
    if (!text.matches("\\d{1,2}|100")) {
      throw new UsageException("not a number from 0 to 100: " + TerminalText.oneLine(text));
    }
    return Integer.parseInt(text);
  }
}
