package io.videotask.internal.dialect;

import io.videotask.internal.text.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the gateway itself speaks of the task, and what lies below that.
 *
 * @param top the whole body
 * @param row the level with the gateway's own status word, or the one that should have it
 * @param place where the row stands
 * @param shape the shape's name, for people
 * @param isVerdict whether the row's word is the envelope's on the request, and no task's
 */
public record AnswerEnvelope(
    AnswerNode top, AnswerNode row, Place place, String shape, boolean isVerdict) {
  private AnswerEnvelope(AnswerNode top, AnswerNode row, Place place, String shape) {
    this(top, row, place, shape, false);
  }

  /** Where the level with the gateway's own word may stand. */
  public enum Place {
    TOP,
    DATA,
    WRAPPER
  }

  /** Ids with more digits than this may have been through a double on their way. */
  private static final int EXACT_DIGITS = 15;

  /**
   * The level with the gateway's own word, taken for a task's; {@code EnvelopeStatus} doubts it.
   */
  public static AnswerEnvelope of(AnswerNode top) {
    AnswerNode data = top.inner().data();
    AnswerNode wrapped = top.inner().wrapped();
    if (top.status() != null && !isNumber(top.status())) {
      return flat(top);
    }
    if (wrapped != null && (data == null || data.status() == null)) {
      return new AnswerEnvelope(
          top, wrapped, Place.WRAPPER, "a task in a wrapper (MiniMax v2, DashScope)");
    }
    if (data == null) {
      return flat(top);
    }
    AnswerNode row = innermostRow(data);
    return row.status() == null && top.status() != null
        ? flat(top)
        : new AnswerEnvelope(top, row, Place.DATA, "an envelope around a task row");
  }

  private static AnswerEnvelope flat(AnswerNode top) {
    return new AnswerEnvelope(top, top, Place.TOP, flatShape(top));
  }

  /** The same, its word the envelope's. */
  public AnswerEnvelope withVerdict() {
    return new AnswerEnvelope(top, row, place, "an envelope without a task", true);
  }

  public boolean hasWord() {
    return row.status() != null && !isVerdict;
  }

  /** Whether the body names this task. */
  public boolean names(@Nullable String asked) {
    return asked != null
        && (isId(row.ids().taskId(), asked)
            || isId(row.ids().id(), asked)
            || isId(top.ids().taskId(), asked));
  }

  /**
   * All that may tell of the video or of a failure: the outer level, what lies below, and the top
   * last.
   */
  public List<AnswerNode> levels() {
    List<AnswerNode> levels = new ArrayList<>(4);
    levels.add(row);
    collect(row, levels);
    if (place != Place.TOP) {
      levels.add(top);
    }
    return levels;
  }

  /** Those of the levels that lie below the outer one, from the outside inward. */
  public List<AnswerNode> nestedOf(List<AnswerNode> levels) {
    return levels.subList(1, place == Place.TOP ? levels.size() : levels.size() - 1);
  }

  /** Whether the body names tasks of its own, and none of them is the asked one. */
  public boolean isAboutAnother(String asked) {
    Scalar first = exact(top.ids().taskId());
    Scalar second =
        switch (place) {
          case TOP -> exact(top.ids().id());
          case DATA -> exact(row.ids().taskId());
          case WRAPPER -> null;
        };
    return (first != null || second != null) && !isId(first, asked) && !isId(second, asked);
  }

  public static boolean isId(@Nullable Scalar id, String asked) {
    return id != null && id.text().strip().equals(asked);
  }

  /** The task's id as the body has it; null where it has none. */
  @Nullable
  public String id() {
    for (AnswerNode level : List.of(row, top)) {
      Scalar taskId = level.ids().taskId();
      if (taskId != null) {
        return taskId.text().strip();
      }
    }
    Scalar id = place == Place.DATA ? null : row.ids().id();
    return id == null ? null : id.text().strip();
  }

  /** Null for an id that may be another than it says. */
  private static @Nullable Scalar exact(@Nullable Scalar id) {
    return id != null && id.isNumber() && digits(id) > EXACT_DIGITS ? null : id;
  }

  private static int digits(Scalar id) {
    BigDecimal number = id.number();
    return number == null ? id.text().length() : number.precision() - Math.min(0, number.scale());
  }

  /**
   * A gateway behind a gateway may wrap an envelope in an envelope; how deep, {@link AnswerDecoder}
   * limits.
   */
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

  private static boolean isNumber(String word) {
    return Scalar.isNumber(word);
  }

  private static String flatShape(AnswerNode top) {
    if (top.baseResp() != null) {
      return "MiniMax's own answer";
    }
    return top.ids().taskId() == null && top.ids().id() != null
        ? "an OpenAI video object"
        : "a flat task";
  }
}
