package io.videotask.internal.answer;

import io.videotask.internal.http.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What was decided on the way from a body to a task, and why. */
public final class DecisionLog {
  /** A body of a million surprises must not become a million sentences. */
  private static final int MOST = 100;

  private final List<String> notes = new ArrayList<>();
  private final List<Supplier<String>> why = new ArrayList<>();
  private final boolean explains;
  private boolean usual = true;

  /** One that keeps everything. */
  public DecisionLog() {
    this(true);
  }

  private DecisionLog(boolean explains) {
    this.explains = explains;
  }

  /** One for an answer that nobody asks to explain. */
  public static DecisionLog ofNotes() {
    return new DecisionLog(false);
  }

  /** An empty one of the same kind. */
  DecisionLog another() {
    return new DecisionLog(explains);
  }

  /** What a person who sees the task should know. */
  void note(String sentence) {
    if (notes.size() < MOST) {
      String clean = Redaction.note(sentence);
      keep(clean);
      if (explains) {
        why.add(() -> clean);
      }
    }
  }

  /** What another one of this kind holds. */
  void add(DecisionLog other) {
    other.notes.forEach(this::keep);
    why.addAll(other.why);
  }

  private void keep(String clean) {
    if (notes.size() < MOST && !notes.contains(clean)) {
      notes.add(clean);
    }
  }

  /** What only a person who asks for an explanation should know; put together only then. */
  void why(Supplier<String> sentence) {
    if (explains && why.size() < 2 * MOST) {
      why.add(() -> Redaction.message(sentence.get()));
    }
  }

  /** The dialect's own servers don't answer like this; what could be read of it was read. */
  void unusual() {
    usual = false;
  }

  public boolean isUsual() {
    return usual;
  }

  public List<String> notes() {
    return List.copyOf(notes);
  }

  public List<String> why() {
    return why.stream().map(Supplier::get).distinct().toList();
  }
}
