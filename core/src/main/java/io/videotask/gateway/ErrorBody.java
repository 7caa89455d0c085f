package io.videotask.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error, of any server between here and the vendor: a web page, plain text, or JSON
 * in one of the usual formats. Finds the most specific reason in it: "Internal Server Error" beside
 * a vendor's sentence is no reason.
 */
final class ErrorBody {
  /** Fields with a sentence for people; the order decides between two specific ones. */
  private static final List<String> MESSAGES =
      List.of(
          "message",
          "msg",
          "detail",
          "details",
          "reason",
          "failure_reason",
          "fail_reason",
          "error_message",
          "error_msg",
          "error_description",
          "errors",
          "description",
          "title");

  /** Sentences that only repeat that there was an error; compared in lower case. */
  private static final Set<String> GENERAL =
      Set.of(
          "error",
          "errors",
          "fail",
          "failed",
          "failure",
          "task failed",
          "request failed",
          "generation failed",
          "generation_failed",
          "unknown error",
          "server error",
          "server_error",
          "internal error",
          "internal_error",
          "internal server error",
          "bad request",
          "bad gateway",
          "gateway timeout",
          "service unavailable",
          "unauthorized",
          "forbidden",
          "not found",
          "conflict",
          "payload too large",
          "content too large",
          "request entity too large",
          "unprocessable entity",
          "unprocessable content",
          "too many requests",
          "invalid request",
          "invalid_request_error",
          "api_error",
          "validation error",
          "validation failed",
          "one or more validation errors occurred.");

  private static final Pattern TITLE =
      Pattern.compile("(?is)<title[^>]{0,200}>([^<]{1,500})</title>");
  private static final Pattern XML_MESSAGE =
      Pattern.compile("(?is)<message[^>]{0,200}>([^<]{1,500})</message>");
  private static final int MOST_READ = 64 * 1024;
  private static final int LONGEST_TEXT = 300;
  private static final int DEEPEST = 5;
  private static final int MOST_LISTED = 3;

  private final String text;
  private final @Nullable Object json;

  ErrorBody(String body) {
    this.text = body.strip();
    this.json = JsonValue.inText(text);
  }

  /** Whether a web page came instead of an API's answer. */
  boolean isWebPage() {
    return text.startsWith("<") && !isXml();
  }

  /** The web page's title; null where it has none, or is no page. */
  @Nullable String title() {
    return isWebPage() ? first(TITLE) : null;
  }

  /** The most specific reason; null where the body has none, or is a web page. */
  Level.@Nullable Reason reason() {
    if (json != null) {
      List<Level.Reason> told = new ArrayList<>();
      collect(json, 0, told);
      for (Level.Reason reason : told) {
        String message = reason.message();
        if (message != null && !isGeneral(message)) {
          return new Level.Reason(reason.place(), codeFor(reason, told), message);
        }
      }
      return told.isEmpty() ? null : told.get(0);
    }
    if (isXml()) {
      String message = first(XML_MESSAGE);
      return message == null ? null : new Level.Reason("message", null, message);
    }
    if (text.isEmpty() || isWebPage() || text.startsWith("{") || text.startsWith("[")) {
      return null;
    }
    String line = text.lines().filter(l -> !l.isBlank()).findFirst().orElse("").strip();
    return new Level.Reason("text", null, line.substring(0, Math.min(line.length(), LONGEST_TEXT)));
  }

  /** The error's {@code type}, as OpenAI's format has it; null where there is none. */
  @Nullable String type() {
    Object error = json instanceof Map<?, ?> fields ? fields.get("error") : null;
    Object type = error instanceof Map<?, ?> fields ? fields.get("type") : null;
    return type instanceof Scalar scalar ? scalar.text().strip() : null;
  }

  /** Whether a sentence says no more than that there was an error. */
  static boolean isGeneral(String message) {
    String plain = message.strip().toLowerCase(Locale.ROOT);
    return GENERAL.contains(plain)
        || GENERAL.contains(plain.replaceAll("^\\d{3}\\W+", ""))
        || FailureReasons.isSuccessWord(message);
  }

  private boolean isXml() {
    return text.startsWith("<?xml") && !text.contains("<html");
  }

  private @Nullable String first(Pattern pattern) {
    Matcher found = pattern.matcher(text.substring(0, Math.min(text.length(), MOST_READ)));
    String title = found.find() ? found.group(1).strip().replaceAll("\\s+", " ") : "";
    return title.isEmpty() ? null : title;
  }

  /** The specific sentence's own code, or else the first one that the body has. */
  private static @Nullable Scalar codeFor(Level.Reason best, List<Level.Reason> told) {
    if (best.code() != null) {
      return best.code();
    }
    return told.stream().map(Level.Reason::code).filter(c -> c != null).findFirst().orElse(null);
  }

  /** What a value tells, the best place first: the error object before what is around it. */
  private static void collect(@Nullable Object value, int depth, List<Level.Reason> told) {
    if (depth > DEEPEST) {
      return;
    }
    if (value instanceof List<?> list) {
      list.stream().limit(MOST_LISTED).forEach(element -> collect(element, depth + 1, told));
    } else if (value instanceof Scalar scalar) {
      sentence(null, scalar, depth, told);
    } else if (value instanceof Map<?, ?> fields) {
      collect(fields.get("error"), depth + 1, told);
      Scalar code = fields.get("code") instanceof Scalar c && !SuccessCode.is(c) ? c : null;
      for (String name : MESSAGES) {
        Object message = fields.get(name);
        if (message instanceof Scalar scalar) {
          sentence(code, scalar, depth, told);
        } else {
          collect(message, depth + 1, told);
        }
      }
      if (code != null && told.stream().noneMatch(reason -> code.equals(reason.code()))) {
        told.add(new Level.Reason("code", code, null));
      }
    }
  }

  /** new-api writes a vendor's whole JSON into its own sentence. */
  private static void sentence(
      @Nullable Scalar code, Scalar message, int depth, List<Level.Reason> told) {
    Object inner = JsonValue.inText(message.text());
    if (inner == null) {
      if (!message.isNumber() && !FailureReasons.isSuccessWord(message.text())) {
        told.add(new Level.Reason("message", code, message.text().strip()));
      }
      return;
    }
    List<Level.Reason> within = new ArrayList<>();
    collect(inner, depth + 1, within);
    within.forEach(
        reason ->
            told.add(
                new Level.Reason(
                    reason.place(), code == null ? reason.code() : code, reason.message())));
  }
}
