package io.videotask.internal.dialect;

import io.videotask.internal.text.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One level of an answer in the normalizer's terms, which are the same for all dialects: the top,
 * what lies in its {@code data}, what lies in that, and so on. Adapters make it of generated
 * records.
 *
 * @param ids who the task is
 * @param hints when to ask again
 * @param word the status word as it came
 * @param progress as it came
 * @param code the envelope's code
 * @param reasons where an error is told, the best place first
 * @param baseResp MiniMax's own verdict
 * @param failReason new-api's field of that name or a fork's for it, which holds a result as often
 *     as a reason; with a text that is not blank
 * @param times as they came
 * @param places where an address may lie, the best place first
 * @param details what is told of the video
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
    List<UrlField> places,
    List<Detail> details,
    Inner inner) {

  /**
   * @param taskId the field {@code task_id}
   * @param id the field {@code id}, which is a row's number in an envelope
   * @param model whether the level names a model
   */
  public record Ids(@Nullable Scalar taskId, @Nullable Scalar id, boolean model) {}

  /**
   * @param kind what kind of task it is: its model, or else what it does
   * @param updated when the gateway last heard something new
   */
  public record Hints(@Nullable String kind, @Nullable Scalar updated) {
    private static final Hints NONE = new Hints(null, null);

    static Hints of(@Nullable String kind, @Nullable Scalar updated) {
      return kind == null && updated == null ? NONE : new Hints(kind, updated);
    }
  }

  /**
   * @param place the field, for people
   * @param code null where the place has none
   * @param message null where the place has none
   */
  public record Reason(String place, @Nullable Scalar code, @Nullable String message) {}

  /** MiniMax's {@code base_resp}: code 0 is success. */
  public record BaseResp(long code, @Nullable String message) {}

  /** Each in the order in which they are preferred. */
  public record Times(
      List<@Nullable Scalar> submitted,
      List<@Nullable Scalar> started,
      List<@Nullable Scalar> finished,
      List<@Nullable Scalar> expires) {}

  /**
   * A field that may hold addresses.
   *
   * @param name the field, for people
   * @param videos what it holds; more than one where it is a list
   */
  public record UrlField(String name, List<Found> videos) {}

  /** What may be an address, with what stands beside it. */
  public record Found(
      @Nullable String address, @Nullable String backup, @Nullable Scalar duration) {}

  /** One fact about the video; the first usable one of a kind counts. */
  public record Detail(Kind kind, @Nullable Scalar value) {
    public enum Kind {
      FILE_ID,
      FILE_NAME,
      FORMAT,
      SIZE,
      WIDTH,
      HEIGHT,
      DURATION,
      FPS,
      SEED,
      BYTES
    }
  }

  /**
   * @param data the object in {@code data}, also where it came as a text of JSON
   * @param wrapped the object in {@code task} or {@code output}
   * @param rows the objects of a {@code data} that is a list
   */
  public record Inner(
      @Nullable AnswerNode data, @Nullable AnswerNode wrapped, List<AnswerNode> rows) {}

  /** The first usable reason. */
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
