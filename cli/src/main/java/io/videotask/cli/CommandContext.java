package io.videotask.cli;

import io.videotask.http.HttpExchange;
import io.videotask.http.RequestListener;
import java.util.Locale;

/** What the commands of one run share. */
record CommandContext(ProcessEnvironment process, Console console, ShutdownHandler shutdown) {

  /** Returns a listener that prints each request on standard error. */
  RequestListener requests() {
    return exchange -> console.say(TerminalText.oneLine(line(exchange)));
  }

  private static String line(HttpExchange exchange) {
    Integer status = exchange.status();
    String end = status == null ? String.valueOf(exchange.failure()) : status.toString();
    return String.format(
        Locale.ROOT,
        "%s %s: %s, %d ms",
        exchange.method(),
        exchange.path(),
        end,
        exchange.duration().toMillis());
  }
}
