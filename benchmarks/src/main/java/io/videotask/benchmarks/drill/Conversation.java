package io.videotask.benchmarks.drill;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection to the gateway. */
final class Conversation {
  private static final Pattern TASK = Pattern.compile("task-([0-9]+)");
  private static final String PAGE =
      "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";

  private static final String CHALLENGE =
      "<!DOCTYPE html><html><head><title>Just a moment</title></head><body></body></html>";

  private final FaultyGateway gateway;
  private final Socket socket;

  Conversation(FaultyGateway gateway, Socket socket) {
    this.gateway = gateway;
    this.socket = socket;
  }

  void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      boolean again = true;
      while (again) {
        String head = head(in);
        again = !head.isEmpty() && answer(head, in, out);
      }
    } catch (IOException | InterruptedException ignored) {
      // The client or the script has closed the connection.
    }
  }

  /** Handles one exchange; returns false if the connection is closed. */
  private boolean answer(String head, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    gateway.countRequest();
    Matcher length = Pattern.compile("(?im)^content-length: *([0-9]+)").matcher(head);
    String body =
        length.find()
            ? new String(
                in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.US_ASCII)
            : "";
    Matcher id = TASK.matcher(head + body);
    if (!id.find()) {
      return write(out, 404, "", "");
    }
    int index = Integer.parseInt(id.group(1));
    if (head.startsWith("POST")) {
      return write(out, 200, "", VendorProtocol.OfFal.status(Script.id(index), "IN_QUEUE"));
    }
    Matcher token = Pattern.compile("(?im)^authorization: *[a-z]+ +(\\S+)").matcher(head);
    if (token.find() && !gateway.accepts(token.group(1))) {
      return write(out, 401, "", "{\"error\":{\"message\":\"token expired\"}}");
    }
    Script.Task task = gateway.script().task(index);
    boolean stream = head.contains("/status/stream");
    return play(task, gateway.nextQuery(index), stream, out);
  }

  private boolean play(Script.Task task, int number, boolean stream, OutputStream out)
      throws IOException, InterruptedException {
    Stage stage = task.stage(gateway.now());
    VendorProtocol.Said said = said(task, stage, number);
    Fault fault = task.fault(number);
    return switch (fault) {
      case PAGE_502 -> write(out, 502, "Content-Type: text/html\r\n", PAGE);
      case PAGE_200 -> write(out, 200, "Content-Type: text/html\r\n", PAGE);
      case PAGE_403 -> write(out, 403, "Content-Type: text/html\r\n", CHALLENGE);
      case PAGE_404 -> write(out, 404, "Content-Type: text/plain\r\n", "404 page not found");
      case DATABASE_401 ->
          write(out, 401, "", "{\"error\":{\"message\":\"database is locked\",\"type\":\"auth\"}}");
      case ENVELOPE_OF_FAILURE ->
          write(
              out,
              200,
              "",
              number % 2 == 0
                  ? "{\"status\":\"error\",\"message\":\"database is locked\"}"
                  : "{\"status\":\"failed\",\"code\":429,\"message\":\"slow down\"}");
      case FAILED_FOR_NO_REASON -> tell(unlessEnded(said, Stage.FAILED_SILENTLY), stream, out);
      case ACCEPTED_202 -> write(out, 202, "", "");
      case UNAVAILABLE_AT_ONCE -> write(out, 503, "Retry-After: 0\r\n", "");
      case RESET -> {
        socket.setSoLinger(true, 0);
        yield false;
      }
      case STALL -> {
        Thread.sleep(Script.STALL.toMillis());
        yield false;
      }
      case TOO_MANY ->
          write(out, 429, "", "{\"error\":{\"message\":\"slow down\",\"type\":\"rate\"}}");
      case TOO_MANY_WITH_WISH ->
          write(out, 429, "Retry-After: 2\r\n", "{\"error\":{\"message\":\"slow down\"}}");
      case EMPTY -> write(out, 200, "", "");
      case TRUNCATED -> {
        String body = gateway.protocol().body(said);
        yield write(out, 200, "", body.substring(0, body.length() / 2));
      }
      case CUT_OFF -> {
        String body = gateway.protocol().body(said);
        out.write(
            ("HTTP/1.1 200 OK\r\nContent-Length: " + (body.length() + 50) + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8));
        yield false;
      }
      case NONE -> tell(said, stream, out);
      case STRANGE_WORD -> tell(unlessEnded(said, Stage.STRANGE), stream, out);
      case BACK_TO_NOT_STARTED -> tell(unlessEnded(said, Stage.NOT_STARTED), stream, out);
    };
  }

  private boolean tell(VendorProtocol.Said said, boolean stream, OutputStream out)
      throws IOException, InterruptedException {
    if (!stream) {
      String date = said.task().lyingClock() ? "Date: Thu, 01 Jan 1970 00:00:01 GMT\r\n" : "";
      String headers = date + gateway.protocol().headers(said.task());
      return write(out, gateway.protocol().status(said), headers, gateway.protocol().body(said));
    }
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    VendorProtocol.Said now = said;
    while (true) {
      out.write(
          ("data: " + VendorProtocol.OfFal.event(now) + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      if (now.stage().end || now.stage() == Stage.FAILED_SILENTLY) {
        return false;
      }
      Thread.sleep(1_000);
      now = said(said.task(), said.task().stage(gateway.now()), said.number());
    }
  }

  private static VendorProtocol.Said unlessEnded(VendorProtocol.Said said, Stage other) {
    return said.stage().end
        ? said
        : new VendorProtocol.Said(said.task(), other, said.number(), said.url(), said.time());
  }

  private VendorProtocol.Said said(Script.Task task, Stage stage, int number) {
    long now = System.currentTimeMillis() / 1_000;
    Instant signed = Instant.ofEpochSecond(task.expired() ? now - 7_200 : now);
    String url =
        stage == Stage.COMPLETED
            ? gateway.url()
                + task.videoPath()
                + "?X-Amz-Date="
                + DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC)
                    .format(signed)
                + "&X-Amz-Expires=3600&X-Amz-Signature=abc"
            : "";
    long time = task.lyingClock() ? now + 86_400L * (number % 2 == 0 ? 1 : -300) : now;
    return new VendorProtocol.Said(task, stage, number, url, time);
  }

  private static boolean write(OutputStream out, int status, String headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String type = headers.contains("Content-Type") ? "" : "Content-Type: application/json\r\n";
    String head =
        "HTTP/1.1 " + status + " S\r\n" + type + headers + "Content-Length: " + bytes.length;
    out.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
    return true;
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int c;
    while ((c = in.read()) >= 0) {
      head.append((char) c);
      if (c == '\n' && head.length() > 3 && head.charAt(head.length() - 3) == '\n') {
        break;
      }
    }
    return head.toString();
  }
}
