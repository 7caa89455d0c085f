package io.videotask.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where everything is printed: whole lines, one at a time, with the live rows kept below them. What
 * standard output does not take, a full disk or a closed pipe, is not lost: results go to standard
 * error then. Thread-safe.
 */
final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final Map<Integer, String> rows = new TreeMap<>();
  private int painted;
  private boolean closed;
  private boolean lost;

  Console(ProcessEnvironment host) {
    this.out = host.out();
    this.err = host.err();
  }

  /** A line of results: a reference may be worth a paid task, so it is told where it can be. */
  synchronized void result(String line) {
    if (!closed && !listed(line)) {
      print(err, line);
    }
  }

  /**
   * A line of results that can be had again by the same command. Returns whether it was printed;
   * where it was not, that is said once.
   */
  synchronized boolean listed(String line) {
    if (lost) {
      return false;
    }
    print(out, line);
    checkOutput();
    return !lost;
  }

  /** Whether standard output has failed to take what was printed there; says so the first time. */
  synchronized boolean hasLostOutput() {
    checkOutput();
    return lost;
  }

  private void checkOutput() {
    // A print stream keeps its error to itself until it is asked.
    if (!lost && !closed && out.checkError()) {
      lost = true;
      print(
          err,
          "videotask: standard output can't be written to, it is full or closed; results that can't"
              + " be had again follow here");
    }
  }

  /** A line for people. */
  synchronized void say(String line) {
    print(err, line);
  }

  /** A problem: for people always, for programs where they asked for JSON. */
  synchronized void problem(ErrorReport problem, boolean json) {
    if (json) {
      result(Json.of(problem));
    }
    say("videotask: " + TerminalText.oneLine(problem.message()));
  }

  /** Puts text into one of the rows at the bottom of the terminal. */
  synchronized void row(int row, String text) {
    if (!closed && !text.equals(rows.put(row, text))) {
      repaint();
    }
  }

  /** Leaves the rows as they are and goes on below them. */
  synchronized void releaseRows() {
    rows.clear();
    painted = 0;
  }

  /** Nothing is printed from now on. */
  synchronized void close() {
    closed = true;
  }

  private void print(PrintStream stream, String line) {
    if (closed) {
      return;
    }
    if (painted > 0) {
      err.print(clearing());
      err.flush();
      painted = 0;
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
    painted = lines.size();
  }

  /** Takes the cursor to where the rows begin, and clears all below. */
  private String clearing() {
    return painted == 0 ? "" : "\u001b[" + painted + "A\r\u001b[J";
  }
}
