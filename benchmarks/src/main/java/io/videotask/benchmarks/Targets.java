package io.videotask.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measured figures and their targets. */
final class Targets {
  private final Map<String, Double> figures = new LinkedHashMap<>();
  private final List<String> missed = new ArrayList<>();

  /** Adds a figure without a target. */
  void figure(String name, double value) {
    figures.put(name, value);
  }

  /** Adds a figure with a maximum. Returns what to print beside it. */
  String atMost(String name, double value, double limit) {
    return judge(name, value, "<=", limit, value <= limit);
  }

  /** Adds a figure with a minimum. Returns what to print beside it. */
  String atLeast(String name, double value, double limit) {
    return judge(name, value, ">=", limit, value >= limit);
  }

  private String judge(String name, double value, String relation, double limit, boolean met) {
    figures.put(name, value);
    if (!met) {
      missed.add(name + " " + number(value) + ", wanted " + relation + " " + number(limit));
    }
    return number(value) + " (" + relation + " " + number(limit) + (met ? ")" : ", MISSED)");
  }

  List<String> missed() {
    return List.copyOf(missed);
  }

  /** Returns one line with all figures. */
  String json(String benchmark) {
    StringBuilder json = new StringBuilder("{\"benchmark\":\"" + benchmark + "\",\"figures\":{");
    String comma = "";
    for (Map.Entry<String, Double> figure : figures.entrySet()) {
      json.append(comma).append('"').append(figure.getKey()).append("\":");
      json.append(String.format(Locale.ROOT, "%.4g", figure.getValue()));
      comma = ",";
    }
    json.append("},\"missed\":[");
    comma = "";
    for (String miss : missed) {
      json.append(comma).append('"').append(miss).append('"');
      comma = ",";
    }
    return json.append("]}").toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
