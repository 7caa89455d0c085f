package io.videotask.cli;

import io.videotask.VideoTasksBuilder;
import io.videotask.gateway.Dialect;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The values of {@code --max-requests-per-second}: {@code 2} and {@code kling=0.5}. */
final class RateLimitOption {
  private RateLimitOption() {}

  /**
   * Sets the limits. That of a gateway without a task in this call has no effect.
   *
   * @param gateways the client's
   * @throws UsageException if a value is not valid, or two are for the same requests
   */
  static void apply(List<String> values, Collection<String> gateways, VideoTasksBuilder client) {
    Set<String> seen = new HashSet<>();
    for (String value : values) {
      int equals = value.indexOf('=');
      String gateway = equals < 0 ? "" : gateway(value.substring(0, equals));
      double rate = parse(value.substring(equals + 1));
      if (!seen.add(gateway)) {
        throw new UsageException(
            "--max-requests-per-second is given twice "
                + (equals < 0 ? "without a gateway" : "for " + gateway));
      }
      if (equals < 0) {
        client.maxRequestsPerSecond(rate);
      } else if (gateways.contains(gateway)) {
        client.maxRequestsPerSecond(gateway, rate);
      }
    }
  }

  private static String gateway(String name) {
    return Dialect.named(name)
        .map(Dialect::name)
        .orElseThrow(
            () ->
                new UsageException(
                    "--max-requests-per-second names no gateway; there are "
                        + TaskRefParser.names()));
  }

  private static double parse(String text) {
    if (!text.matches("\\d{1,9}(\\.\\d{1,9})?") || Double.parseDouble(text) < 1e-5) {
      throw new UsageException(
          "--max-requests-per-second takes a number from 0.00001 on, such as 2 or 0.5, or one with"
              + " a gateway, such as kling=0.5");
    }
    return Double.parseDouble(text);
  }
}
