package io.videotask.internal.client;

import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.http.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How a gateway's clock differs from this client's.
 *
 * @param ahead by how much the gateway's clock is ahead; zero where that is not known
 * @param known whether the answer has told the gateway's time
 */
record ClockOffset(Duration ahead, boolean known) {
  /**
   * @param now when the answer was received, by this client's clock
   */
  static ClockOffset of(HttpAnswer answer, Instant now) {
    Instant gatewayTime = HttpDate.of(answer.headers(), "Date");
    return gatewayTime == null
        ? new ClockOffset(Duration.ZERO, false)
        : new ClockOffset(Duration.between(now.truncatedTo(ChronoUnit.SECONDS), gatewayTime), true);
  }
}
