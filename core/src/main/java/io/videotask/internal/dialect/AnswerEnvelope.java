package io.videotask.internal.dialect;

import io.videotask.internal.text.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The level with the gateway's own status of the task, and the levels below it.
 *
 * @param top the whole body
 * @param row the level with the gateway's own status, or the one that should have it
 * @param position where the row is in the body
 * @param shape the name of the format, for messages
 * @param isRequestStatus whether the row's status is that of the request, not of a task
 */
public record AnswerEnvelope(
    AnswerNode top, AnswerNode row, RowPosition position, String shape, boolean isRequestStatus) {
  private AnswerEnvelope(AnswerNode top, AnswerNode row, RowPosition place, String shape) {
    this(top, row, place, shape, false);
  }

  /** The possible positions of the level with the gateway's own status. */
  public enum RowPosition {
    TOP,
    DATA,
    WRAPPER
  }

  /** Longer ids may have been rounded to a double on their way. */
  private static final int EXACT_DIGITS = 15;

  /**
   * Returns the level with the gateway's own status, taken for the task's; {@code EnvelopeStatus}
   * checks that.
   */
  public static AnswerEnvelope of(AnswerNode top) {
    AnswerNode data = top.inner().data();
    AnswerNode wrapped = top.inner().wrapped();
    if (top.status() != null && !isNumber(top.status())) {
      return flat(top);
    }
    if (wrapped != null && (data == null || data.status() == null)) {
      return new AnswerEnvelope(
          top, wrapped, RowPosition.WRAPPER, "a task in a wrapper (MiniMax v2, DashScope)");
    }
    if (data == null) {
      return flat(top);
    }
    AnswerNode row = innermostRow(data);
    return row.status() == null && top.status() != null
        ? flat(top)
        : new AnswerEnvelope(top, row, RowPosition.DATA, "an envelope around a task row");
  }

  private static AnswerEnvelope flat(AnswerNode top) {
    return new AnswerEnvelope(top, top, RowPosition.TOP, flatFormat(top));
  }

  /** Returns the same envelope, with its status marked as that of the request. */
  public AnswerEnvelope asRequestStatus() {
    return new AnswerEnvelope(top, row, position, "an envelope without a task", true);
  }

  public boolean hasStatus() {
    return row.status() != null && !isRequestStatus;
  }

  /** Returns whether the body has the id of this task. */
  public boolean names(@Nullable String wireId) {
    return wireId != null
        && (isId(row.ids().taskId(), wireId)
            || isId(row.ids().id(), wireId)
            || isId(top.ids().taskId(), wireId));
  }

  /**
   * Returns all levels that may describe the video or a failure: the outer one, those below it, and
   * the top last.
   */
  public List<AnswerNode> levels() {
    List<AnswerNode> levels = new ArrayList<>(4);
    levels.add(row);
    collect(row, levels);
    if (position != RowPosition.TOP) {
      levels.add(top);
    }
    return levels;
  }

  /** Returns those of the levels that are below the outer one, from the outside inward. */
  public List<AnswerNode> nestedOf(List<AnswerNode> levels) {
    return levels.subList(1, position == RowPosition.TOP ? levels.size() : levels.size() - 1);
  }

  /** Returns whether the body has task ids, and none of them is that of the queried task. */
  public boolean isAboutOtherTask(String wireId) {
    Scalar first = exact(top.ids().taskId());
    Scalar second =
        switch (position) {
          case TOP -> exact(top.ids().id());
          case DATA -> exact(row.ids().taskId());
          case WRAPPER -> null;
        };
    return (first != null || second != null) && !isId(first, wireId) && !isId(second, wireId);
  }

  public static boolean isId(@Nullable Scalar id, String wireId) {
    return id != null && id.text().strip().equals(wireId);
  }

  /** Returns the task's id in the body; null where it has none. */
  @Nullable
  public String id() {
    for (AnswerNode level : List.of(row, top)) {
      Scalar taskId = level.ids().taskId();
      if (taskId != null) {
        return taskId.text().strip();
      }
    }
    Scalar id = position == RowPosition.DATA ? null : row.ids().id();
    return id == null ? null : id.text().strip();
  }

  /** Returns null for an id that may have been rounded. */
  private static @Nullable Scalar exact(@Nullable Scalar id) {
    return id != null && id.isNumber() && digits(id) > EXACT_DIGITS ? null : id;
  }

  private static int digits(Scalar id) {
    BigDecimal number = id.number();
    return number == null ? id.text().length() : number.precision() - Math.min(0, number.scale());
  }

  /** A gateway behind a gateway may nest envelopes; {@link AnswerDecoder} limits the depth. */
  private static AnswerNode innermostRow(AnswerNode row) {
    if (row.status() != null) {
      return row;
    }
    AnswerNode wrapped = row.inner().wrapped();
    if (wrapped != null && wrapped.status() != null) {
      return wrapped;
    }
    AnswerNode below = row.inner().data();
    boolean isRow = row.code() == null || row.ids().taskId() != null;
    return isRow || below == null ? row : innermostRow(below);
  }

  private static void collect(AnswerNode level, List<AnswerNode> nested) {
    AnswerNode.Inner inner = level.inner();
    addWithNested(inner.data(), nested);
    addWithNested(inner.wrapped(), nested);
    for (AnswerNode row : inner.rows()) {
      addWithNested(row, nested);
    }
  }

  private static void addWithNested(@Nullable AnswerNode level, List<AnswerNode> nested) {
    if (level != null) {
      nested.add(level);
      collect(level, nested);
    }
  }

  private static boolean isNumber(String status) {
    return Scalar.isNumber(status);
  }

  private static String flatFormat(AnswerNode top) {
    if (top.baseResp() != null) {
      return "MiniMax's own answer";
    }
    return top.ids().taskId() == null && top.ids().id() != null
        ? "an OpenAI video object"
        : "a flat task";
  }
}
