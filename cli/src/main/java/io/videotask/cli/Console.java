package io.videotask.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints whole lines, one at a time, and keeps live progress rows below them. If standard output
 * can't be written, because the disk is full or the pipe closed, results go to standard error.
 * Thread-safe.
 */
final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final Map<Integer, String> rows = new TreeMap<>();
  private int paintedRows;
  private boolean closed;
  private boolean lost;

  Console(ProcessEnvironment process) {
    this.out = process.out();
    this.err = process.err();
  }

  /**
   * Prints a result; on standard error if standard output fails, as a reference may be worth a paid
   * task.
   */
  synchronized void result(String line) {
    if (!closed && !repeatable(line)) {
      print(err, line);
    }
  }

  /**
   * Prints a result that the same command can print again. Returns whether it was printed; the
   * first failure is reported on standard error.
   */
  synchronized boolean repeatable(String line) {
    if (lost) {
      return false;
    }
    print(out, line);
    checkOutput();
    return !lost;
  }

  /** Returns whether standard output has failed; reports the first failure. */
  synchronized boolean checkOutputLost() {
    checkOutput();
    return lost;
  }

  private void checkOutput() {
    // A print stream does not throw; its error state has to be polled.
    if (!lost && !closed && out.checkError()) {
      lost = true;
      print(
          err,
          "videotask: standard output can't be written to, it is full or closed; results that can't"
              + " be had again follow here");
    }
  }

  /** Prints a message for people on standard error. */
  synchronized void say(String line) {
    print(err, line);
  }

  /** Prints an error for people, and as JSON if requested. */
  synchronized void problem(ErrorReport problem, boolean json) {
    if (json) {
      result(Json.of(problem));
    }
    say("videotask: " + TerminalText.oneLine(problem.message()));
  }

  /** Sets the text of a live row at the bottom of the terminal. */
  synchronized void row(int row, String text) {
    if (!closed && !text.equals(rows.put(row, text))) {
      repaint();
    }
  }

  /** Leaves the rows on screen and continues below them. */
  synchronized void leaveRows() {
    rows.clear();
    paintedRows = 0;
  }

  /** Suppresses all further output. */
  synchronized void close() {
    closed = true;
  }

  private void print(PrintStream stream, String line) {
    if (closed) {
      return;
    }
    if (paintedRows > 0) {
      err.print(clearing());
      err.flush();
      paintedRows = 0;
    }
    stream.print(line + "\n");
    stream.flush();
    if (!rows.isEmpty()) {
      repaint();
    }
  }

  private void repaint() {
    List<String> lines = new ArrayList<>(rows.values());
    StringBuilder screen = new StringBuilder(clearing());
    lines.forEach(line -> screen.append(line).append('\n'));
    err.print(screen);
    err.flush();
    paintedRows = lines.size();
  }

  /**
   * Returns the escape sequence that moves the cursor to the first row and clears everything below.
   */
  private String clearing() {
    return paintedRows == 0 ? "" : "\u001b[" + paintedRows + "A\r\u001b[J";
  }
}
