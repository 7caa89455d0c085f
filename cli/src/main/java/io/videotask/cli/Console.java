package io.videotask.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where everything is printed: whole lines, one at a time, with the live rows kept below them.
 * Nobody listening any more is no error: print streams swallow it. Thread-safe.
 */
final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final Map<Integer, String> rows = new TreeMap<>();
  private int painted;
  private boolean closed;

  Console(Host host) {
    this.out = host.out();
    this.err = host.err();
  }

  /** A line of results. */
  synchronized void result(String line) {
    print(out, line);
  }

  /** A line for people. */
  synchronized void say(String line) {
    print(err, line);
  }

  /** A problem: for people always, for programs where they asked for JSON. */
  synchronized void problem(Problem problem, boolean json) {
    if (json) {
      result(Json.of(problem));
    }
    say("videotask: " + Text.oneLine(problem.message()));
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
