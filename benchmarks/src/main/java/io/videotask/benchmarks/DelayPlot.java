package io.videotask.benchmarks;

import io.videotask.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Plots mean delay over requests per task: alone, with callbacks, and in groups. */
final class DelayPlot {
  private DelayPlot() {}

  static void draw(Path file, Curve optimum, List<Script> tasks) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(1000)
            .height(520)
            .title("Hearing of the end: tasks that take two minutes or so, LN(120, 0.45)")
            .xAxisTitle("requests a task")
            .yAxisTitle("mean delay, seconds")
            .build();
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setChartTitleFont(chart.getStyler().getLegendFont());
    List<double[]> best = optimum.points().stream().filter(p -> p[0] > 2.2 && p[0] < 60).toList();
    line(chart, "the optimum, distribution known", best).setMarker(SeriesMarkers.NONE);
    line(chart, "learning", Sweep.of(tasks, 500).mean().points());
    line(
        chart,
        "learning, with callbacks, 3 % lost",
        CallbacksPart.curve(tasks, 500, 0.03).points());
    line(chart, "learning, 1000 tasks in groups", GroupsPart.curve(1000).points());
    for (Map.Entry<String, Schedule> policy : Policies.ofToday().entrySet()) {
      Outcome outcome = VirtualRun.of(tasks, policy.getValue(), 7);
      double[][] point = {{outcome.requestsATask(), outcome.meanDelay()}};
      line(chart, policy.getKey(), List.of(point));
    }
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
  }

  private static XYSeries line(XYChart chart, String name, List<double[]> points) {
    return chart.addSeries(
        name,
        points.stream().mapToDouble(point -> point[0]).toArray(),
        points.stream().mapToDouble(point -> point[1]).toArray());
  }
}
