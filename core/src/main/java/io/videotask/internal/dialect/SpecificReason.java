package io.videotask.internal.dialect;

import com.squareup.moshi.JsonDataException;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.ReportedUrl;
import io.videotask.internal.text.Scalar;
import io.videotask.internal.text.SuccessCodes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the most specific reason in a body. Gateways put a general text such as "Internal Server
 * Error" into the usual field, and the actual reason into another one.
 */
public final class SpecificReason {
  /** Fields that hold reasons, by their {@link NestedJsonObjects#key}, the more specific first. */
  private static final List<String> FIELDS =
      List.of(
          "failurereason",
          "failreason",
          "failedreason",
          "errormessage",
          "errormsg",
          "errmsg",
          "errordescription",
          "reason",
          "detail",
          "details",
          "errors",
          "message",
          "msg",
          "statusmessage",
          "statusmsg",
          "taskstatusmsg",
          "error");

  private static final String FAILED =
      "(?:error|err|fail|failed|failure|unsuccessful|unknown(?:[ _-]error)?)";

  private static final Pattern GENERAL =
      Pattern.compile(
          "(?i)(?:(?:http|status|error)?(?:[ _-]?code)?[ :]*[1-5][0-9]{2}[ :,-]*)?(?:"
              + "internal(?:[ _-]server)?[ _-]error|server[ _-]error|bad gateway|bad request"
              + "|gateway time-?out|service(?: temporarily)? unavailable|unauthorized|forbidden"
              + "|not found|too many requests|unprocessable (?:entity|content)|conflict"
              + "|payload too large|method not allowed|an? (?:unknown )?error (?:has )?occurred"
              + "|(?:something went wrong)"
              + "|(?:(?:the )?(?:task|job|video|image|generation|request|upstream|api|provider|model|"
              + "render|execution|operation|status|invalid[ _-]request)[ _-]?(?:has )?(?:is )?){0,3}"
              + FAILED
              + ")?[.!]?");

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_.:/-]+");

  private static final int MAX_LENGTH = 2000;

  private SpecificReason() {}

  /**
   * Returns the most specific reason.
   *
   * @param reported the reasons in known fields, by preference
   * @param body the whole body; JSON or not
   * @return null for none
   */
  public static AnswerNode.@Nullable Reason of(List<AnswerNode.Reason> reported, String body) {
    List<AnswerNode.Reason> all = new ArrayList<>(reported);
    List<AnswerNode.Reason> inBody = inBody(body);
    all.addAll(inBody);
    AnswerNode.Reason best = null;
    for (AnswerNode.Reason reason : all) {
      boolean better = rank(reason) > (best == null ? -1 : rank(best));
      best = better ? reason : best;
    }
    if (best == null) {
      return null;
    }
    Scalar code = best.code() == null ? code(best, reported) : best.code();
    String message = best.message();
    if (message != null && best.kind() == AnswerNode.Reason.FieldKind.ERROR) {
      message = withMore(message, inBody);
    }
    Scalar otherCode = code == null ? null : otherCode(best, code, reported);
    return unpacked(new AnswerNode.Reason(best.kind(), best.field(), code, message, otherCode));
  }

  /** Returns another code with the same message: an error may have a number and a name. */
  private static @Nullable Scalar otherCode(
      AnswerNode.Reason best, Scalar code, List<AnswerNode.Reason> reported) {
    for (AnswerNode.Reason other : reported) {
      Scalar own = other.code();
      if (own != null
          && !own.equals(code)
          && best.message() != null
          && best.message().equals(other.message())) {
        return own;
      }
    }
    return null;
  }

  /**
   * Finds the code of a reason. A gateway may repeat the vendor's sentence without its code, which
   * is in the vendor's field; or the code is next to the general text that the sentence explains.
   */
  private static @Nullable Scalar code(AnswerNode.Reason best, List<AnswerNode.Reason> reported) {
    for (AnswerNode.Reason other : reported) {
      String message = best.message();
      boolean isNextTo =
          best.kind() == AnswerNode.Reason.FieldKind.ERROR
              && other.kind() == AnswerNode.Reason.FieldKind.ENVELOPE
              && other.message() == null;
      if (other.code() != null
          && message != null
          && (isNextTo || message.equals(other.message()))) {
        return other.code();
      }
    }
    AnswerNode.Reason first = reported.isEmpty() ? null : reported.get(0);
    return first == null || first.message() == null || rank(first) > 0 ? null : first.code();
  }

  /** Returns a heading with its sentence: a text in {@code error} is often only a heading. */
  private static String withMore(String heading, List<AnswerNode.Reason> inBody) {
    for (AnswerNode.Reason reason : inBody) {
      String message = reason.message();
      if (message != null
          && reason.kind() == AnswerNode.Reason.FieldKind.HEADING_WITH_SENTENCE
          && message.startsWith(heading + ": ")) {
        return message;
      }
    }
    return heading;
  }

  /** Returns 2 for a sentence, 1 for an identifier, 0 for a general text or none. */
  private static int rank(AnswerNode.Reason reason) {
    String message = reason.message();
    if (message == null) {
      return 0;
    }
    String text = message.strip();
    if (text.length() <= 100 && GENERAL.matcher(text).matches()) {
      return 0;
    }
    return text.length() <= 100 && IDENTIFIER.matcher(text).matches() ? 1 : 2;
  }

  private static List<AnswerNode.Reason> inBody(String body) {
    List<AnswerNode.Reason> reasons = new ArrayList<>();
    for (NestedJsonObjects.Found found : ReasonText.objects(body)) {
      List<AnswerNode.Reason> reported = inObject(found.object());
      reasons.addAll(reported);
      join(reported, reasons);
    }
    return reasons;
  }

  private static List<AnswerNode.Reason> inObject(JsonObject object) {
    List<AnswerNode.Reason> reported = new ArrayList<>();
    for (String field : FIELDS) {
      object
          .fields()
          .forEach(
              (name, json) -> {
                if (NestedJsonObjects.key(name).equals(field)) {
                  UsableReason.add(reported, kind(field), name, null, ReasonText.of(json));
                }
              });
    }
    // A URL in such a field is a result, not a reason.
    reported.removeIf(
        reason -> reason.message() != null && ReportedUrl.of(reason.message(), null) != null);
    return reported;
  }

  private static AnswerNode.Reason.FieldKind kind(String field) {
    return field.equals("error")
        ? AnswerNode.Reason.FieldKind.ERROR
        : AnswerNode.Reason.FieldKind.OTHER;
  }

  private static void join(List<AnswerNode.Reason> reported, List<AnswerNode.Reason> reasons) {
    AnswerNode.Reason last = reported.isEmpty() ? null : reported.get(reported.size() - 1);
    String heading = last == null ? null : last.message();
    if (last == null || heading == null || last.kind() != AnswerNode.Reason.FieldKind.ERROR) {
      return;
    }
    for (AnswerNode.Reason other : reported) {
      String more = other.message();
      if (more != null && rank(other) == 2 && !more.contains(heading) && !heading.contains(more)) {
        reasons.add(
            new AnswerNode.Reason(
                AnswerNode.Reason.FieldKind.HEADING_WITH_SENTENCE,
                "error",
                null,
                heading + ": " + more));
        return;
      }
    }
  }

  /** Replaces a vendor's JSON answer inside a gateway's sentence by its reason. */
  private static AnswerNode.Reason unpacked(AnswerNode.Reason reason) {
    String message = reason.message();
    if (message == null || message.length() > MAX_LENGTH * 4) {
      return reason;
    }
    String text =
        message.contains("&#34;") || message.contains("&quot;") ? plain(message) : message;
    int from = text.indexOf('{');
    int to = text.lastIndexOf('}');
    if (from < 0 || to < from) {
      return reason;
    }
    String json = text.substring(from, to + 1);
    AnswerNode.Reason inner = isObject(json) ? of(List.of(), json) : null;
    if (inner == null || inner.message() == null) {
      return reason;
    }
    String before = text.substring(0, from).replaceAll("[\\s:,(\\[\"]+$", "");
    String after = text.substring(to + 1).replaceAll("^[\\s:,)\\]\"]+", "");
    return new AnswerNode.Reason(
        reason.kind(),
        reason.field(),
        reason.code() == null ? code(json) : reason.code(),
        (before.isBlank() ? "" : before.strip() + ": ")
            + inner.message()
            + (after.isBlank() ? "" : " " + after.strip()),
        reason.otherCode());
  }

  private static boolean isObject(String json) {
    try {
      return !JsonObject.of(json).fields().isEmpty() && BodyClassifier.isJson(json);
    } catch (IOException | JsonDataException e) {
      return false; // It only looks like an object.
    }
  }

  private static @Nullable Scalar code(String json) {
    for (NestedJsonObjects.Found found : ReasonText.objects(json)) {
      for (String name : List.of("code", "error_code", "status_code")) {
        Scalar code = found.scalar(name);
        if (code != null && !SuccessCodes.is(code)) {
          return code;
        }
      }
    }
    return null;
  }

  private static String plain(String escaped) {
    return escaped
        .replace("&#34;", "\"")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
