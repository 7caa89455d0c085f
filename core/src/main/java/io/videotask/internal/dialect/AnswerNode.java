package io.videotask.internal.dialect;

import io.videotask.generated.gateway.DetailKind;
import io.videotask.internal.text.Scalar;
import io.videotask.task.TaskCost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One level of an answer, in terms common to all dialects: the top level, the one in its {@code
 * data}, the one in that, and so on. Adapters create it from generated records. Values are as
 * received.
 *
 * @param ids the task's ids
 * @param hints hints for the time of the next poll
 * @param status the status as received; null for none
 * @param progress the progress as received; null for none
 * @param code the envelope's code; null for none
 * @param reasons reasons of a failure, by preference
 * @param baseResp MiniMax's own result of the request; null for none
 * @param failReason new-api's {@code fail_reason}, or a fork's name for it, which holds a result as
 *     often as a reason; not blank
 * @param times the times as received
 * @param urlFields fields that may hold URLs, by preference
 * @param details details of the video
 * @param marks what else the level says about the task's end
 * @param inner the levels below
 */
public record AnswerNode(
    Ids ids,
    Hints hints,
    @Nullable String status,
    @Nullable Scalar progress,
    @Nullable Scalar code,
    List<Reason> reasons,
    @Nullable BaseResp baseResp,
    @Nullable Reason failReason,
    Times times,
    List<UrlField> urlFields,
    List<Detail> details,
    Marks marks,
    Inner inner) {

  /**
   * The ids of a level.
   *
   * @param taskId the field {@code task_id}
   * @param id the field {@code id}, which is a row number in an envelope
   * @param model whether the level has a model
   */
  public record Ids(@Nullable Scalar taskId, @Nullable Scalar id, boolean model) {}

  /**
   * What helps to choose the time of the next poll.
   *
   * @param kind the kind of task: its model, or else its action
   * @param updated when the gateway last updated the task
   */
  public record Hints(@Nullable String kind, @Nullable Scalar updated) {
    private static final Hints NONE = new Hints(null, null);

    static Hints of(@Nullable String kind, @Nullable Scalar updated) {
      return kind == null && updated == null ? NONE : new Hints(kind, updated);
    }
  }

  /**
   * A reason for a failure.
   *
   * @param kind the kind of field that it was in
   * @param field the field's name, for messages only
   * @param code null where the field has none
   * @param message null where the field has none
   * @param otherCode another code of the same message, which counts where the first means nothing;
   *     null for none
   */
  public record Reason(
      FieldKind kind,
      String field,
      @Nullable Scalar code,
      @Nullable String message,
      @Nullable Scalar otherCode) {
    /** Creates a reason with one code. */
    public Reason(FieldKind kind, String field, @Nullable Scalar code, @Nullable String message) {
      this(kind, field, code, message, null);
    }

    /** Creates a reason in a field of no special kind. */
    public Reason(String field, @Nullable Scalar code, @Nullable String message) {
      this(FieldKind.OTHER, field, code, message);
    }

    /** The kinds of fields that rules distinguish. */
    public enum FieldKind {
      /** An error object, or a text in its place. */
      ERROR,
      /** The envelope's own code and message, which a success has as well. */
      ENVELOPE,
      /** A web page instead of an answer; the message describes it. */
      PAGE,
      /** A heading in {@code error}, joined with the sentence of another field. */
      HEADING_WITH_SENTENCE,
      /** Any other field that holds a reason. */
      OTHER
    }

    /** Creates the reason of a web page. */
    public static Reason ofPage(String description) {
      return new Reason(FieldKind.PAGE, "page", null, description);
    }

    /** Returns whether the reason is a web page instead of an answer. */
    public boolean isPage() {
      return kind == FieldKind.PAGE;
    }
  }

  /** MiniMax's {@code base_resp}: code 0 is success. */
  public record BaseResp(long code, @Nullable String message) {}

  /** Each list is in order of preference. */
  public record Times(
      List<@Nullable Scalar> submitted,
      List<@Nullable Scalar> started,
      List<@Nullable Scalar> finished,
      List<@Nullable Scalar> expires) {
    private static final Times NONE = new Times(List.of(), List.of(), List.of(), List.of());

    static Times of(
        List<@Nullable Scalar> submitted,
        List<@Nullable Scalar> started,
        List<@Nullable Scalar> finished,
        List<@Nullable Scalar> expires) {
      return submitted.isEmpty() && started.isEmpty() && finished.isEmpty() && expires.isEmpty()
          ? NONE
          : new Times(submitted, started, finished, expires);
    }
  }

  /**
   * A field that may hold URLs.
   *
   * @param name the field's name, for messages only
   * @param needsKey whether its URLs can be fetched with the key only, so that others are preferred
   * @param videos its candidates; more than one where it is a list
   */
  public record UrlField(String name, boolean needsKey, List<Found> videos) {
    /** Creates a field whose URLs need no key. */
    public UrlField(String name, List<Found> videos) {
      this(name, false, videos);
    }
  }

  /** A candidate for a URL, with the fields next to it. */
  public record Found(
      @Nullable String url, @Nullable String backupUrl, @Nullable Scalar duration) {}

  /** One detail of the video; the first usable one of a kind counts. */
  public record Detail(DetailKind kind, @Nullable Scalar value) {}

  /**
   * What a level says about a task's end besides its status.
   *
   * @param failed whether it has failed, although its status may be that of a finished one
   * @param removed whether the gateway has removed the video
   * @param cost what the task has cost; null where unknown
   */
  public record Marks(boolean failed, boolean removed, @Nullable TaskCost cost) {
    private static final Marks NONE = new Marks(false, false, null);

    static Marks of(boolean failed, boolean removed, @Nullable TaskCost cost) {
      return failed || removed || cost != null ? new Marks(failed, removed, cost) : NONE;
    }
  }

  /**
   * The levels within a level.
   *
   * @param data the object in {@code data}, also where it was received as a JSON text
   * @param wrapped the object in a wrapper such as {@code task} or {@code output}
   * @param wrapper the wrapper's field; null for none
   * @param rows the objects of a {@code data} that is a list
   */
  public record Inner(
      @Nullable AnswerNode data,
      @Nullable AnswerNode wrapped,
      @Nullable String wrapper,
      List<AnswerNode> rows) {}

  /** Returns the first usable reason; null for none. */
  @Nullable
  public Reason reason() {
    for (Reason reason : reasons) {
      if (reason.message() != null || reason.code() != null) {
        return reason;
      }
    }
    return null;
  }
}
