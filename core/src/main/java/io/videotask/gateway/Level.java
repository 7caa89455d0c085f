package io.videotask.gateway;

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
record Level(
    Ids ids,
    Hints hints,
    @Nullable String word,
    @Nullable Scalar progress,
    @Nullable Scalar code,
    List<Reason> reasons,
    @Nullable BaseResp baseResp,
    @Nullable Reason failReason,
    Times times,
    List<Place> places,
    List<Detail> details,
    Inner inner) {

  /**
   * @param taskId the field {@code task_id}
   * @param id the field {@code id}, which is a row's number in an envelope
   * @param model whether the level names a model
   */
  record Ids(@Nullable Scalar taskId, @Nullable Scalar id, boolean model) {}

  /**
   * @param kind what kind of task it is: its model, or else what it does
   * @param updated when the gateway last heard something new
   */
  record Hints(@Nullable String kind, @Nullable Scalar updated) {
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
  record Reason(String place, @Nullable Scalar code, @Nullable String message) {}

  /** MiniMax's {@code base_resp}: code 0 is success. */
  record BaseResp(long code, @Nullable String message) {}

  /** Each in the order in which they are preferred. */
  record Times(
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
  record Place(String name, List<Found> videos) {}

  /** What may be an address, with what stands beside it. */
  record Found(@Nullable String address, @Nullable String backup, @Nullable Scalar duration) {}

  /** One fact about the video; the first usable one of a kind counts. */
  record Detail(Kind kind, @Nullable Scalar value) {
    enum Kind {
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
  record Inner(@Nullable Level data, @Nullable Level wrapped, List<Level> rows) {}

  /** The first usable reason. */
  @Nullable Reason reason() {
    for (Reason reason : reasons) {
      if (reason.message() != null || reason.code() != null) {
        return reason;
      }
    }
    return null;
  }
}
