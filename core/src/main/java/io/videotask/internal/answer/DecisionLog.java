package io.videotask.internal.answer;

import io.videotask.internal.http.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects notes and decisions while a body is read. Not thread-safe. */
public final class DecisionLog {
  /** A limit on sentences, since a body may have any number of deviations. */
  private static final int MAX_NOTES = 100;

  private final List<String> notes = new ArrayList<>();
  private final List<Supplier<String>> why = new ArrayList<>();
  private final boolean explains;
  private boolean usual = true;

  /** Creates a log that keeps notes and explanations. */
  public DecisionLog() {
    this(true);
  }

  private DecisionLog(boolean explains) {
    this.explains = explains;
  }

  /** Creates a log that keeps notes only. */
  public static DecisionLog ofNotes() {
    return new DecisionLog(false);
  }

  /** Returns an empty log of the same kind. */
  DecisionLog emptyCopy() {
    return new DecisionLog(explains);
  }

  /** Adds a note that is shown with the task. */
  void note(String sentence) {
    if (notes.size() < MAX_NOTES) {
      String clean = Redaction.note(sentence);
      keep(clean);
      if (explains) {
        why.add(() -> clean);
      }
    }
  }

  /** Adds the content of another log of the same kind. */
  void add(DecisionLog other) {
    other.notes.forEach(this::keep);
    why.addAll(other.why);
  }

  private void keep(String clean) {
    if (notes.size() < MAX_NOTES && !notes.contains(clean)) {
      notes.add(clean);
    }
  }

  /** Adds an explanation; the supplier is called only if this log keeps explanations. */
  void why(Supplier<String> sentence) {
    if (explains && why.size() < 2 * MAX_NOTES) {
      why.add(() -> Redaction.message(sentence.get()));
    }
  }

  /** Marks the answer as not in the form that the dialect's own servers send. */
  void markUnusual() {
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
