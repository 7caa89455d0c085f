package io.videotask.benchmarks;

import io.videotask.benchmarks.track.LoadNode;
import io.videotask.benchmarks.track.TrackLoad;
import io.videotask.benchmarks.track.TrackLoad.MostResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/**
 * What one, two, four and eight nodes of the tracker can do at most. The gateway takes 250 ms for
 * an answer, so that a node, which sends at most 256 requests at once, polls 1,024 times a second
 * at most, whatever its processor. The ends of tasks are found without that delay.
 */
final class NodesPart {
  private static final int[] NODES = {1, 2, 4, 8};
  private static final int ANSWER_MILLIS = 250;

  /** What a client sends to one server at most. */
  private static final int MOST_AT_ONCE = 256;

  private static final double MOST_A_NODE = MOST_AT_ONCE / (ANSWER_MILLIS / 1000.0);

  private NodesPart() {}

  /**
   * Prints a table, and draws it where there is a file.
   *
   * @param database creates a database and returns its URL
   */
  static void run(
      Targets targets,
      Callable<String> database,
      int tasks,
      int seconds,
      int interval,
      @Nullable Path plot)
      throws Exception {
    System.out.println(
        "nodes  polls/s  of what is due  ends/s  CPU nodes  database  database, ms an end");
    List<MostResult> results = new ArrayList<>();
    for (int nodes : NODES) {
      MostResult most =
          new TrackLoad(LoadNode.Kind.TRACKER, database.call(), tasks, nodes, interval)
              .withAnswersAfter(ANSWER_MILLIS)
              .runMost(seconds);
      results.add(most);
      System.out.printf(
          Locale.ROOT,
          "%5d  %7.0f  %14.3f  %6.0f  %9.2f  %8.3f  %19.2f%n",
          nodes,
          most.polls().pollsPerSecond(),
          most.polls().shareOfDue(),
          most.endsPerSecond(),
          most.polls().cpu(),
          most.polls().databaseCpu(),
          1000 * most.databaseCpuPerEnd());
      targets.figure(nodes + " nodes, polls a second", most.polls().pollsPerSecond());
      targets.figure(nodes + " nodes, ends a second", most.endsPerSecond());
    }
    if (plot != null) {
      draw(plot, results);
    }
  }

  private static void draw(Path file, List<MostResult> results) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(420)
            .title(
                "Nodes on two cores, with the database and a gateway that answers after "
                    + ANSWER_MILLIS
                    + " ms")
            .xAxisTitle("nodes")
            .yAxisTitle("a second")
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setChartTitleFont(chart.getStyler().getLegendFont());
    chart.getStyler().setYAxisMin(0.0);
    double[] nodes = results.stream().mapToDouble(each -> each.polls().nodes()).toArray();
    chart.addSeries(
        "polls", nodes, results.stream().mapToDouble(r -> r.polls().pollsPerSecond()).toArray());
    chart.addSeries(
        "ends delivered", nodes, results.stream().mapToDouble(MostResult::endsPerSecond).toArray());
    chart.addSeries(
        MOST_AT_ONCE + " polls at once a node",
        new double[] {1, 4},
        new double[] {MOST_A_NODE, 4 * MOST_A_NODE});
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
  }
}
