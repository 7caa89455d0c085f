package io.videotask.spring;

import io.videotask.callback.CallbackReceiver;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Passes each call on to the receiver, with the bytes as they came, and sends its reply. */
final class CallbackServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient CallbackReceiver receiver;
  private final int maxBodyBytes;

  CallbackServlet(CallbackReceiver receiver, int maxBodyBytes) {
    this.receiver = receiver;
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, Collections.list(request.getHeaders(name)));
    }
    // One more byte than allowed tells a body that is too long.
    byte[] body = request.getInputStream().readNBytes(maxBodyBytes + 1);
    CallbackReceiver.Reply reply =
        receiver.receive(request.getMethod(), request.getRequestURI(), headers, body);
    response.setStatus(reply.status());
    reply.headers().forEach(response::setHeader);
    byte[] text = reply.body().getBytes(StandardCharsets.UTF_8);
    response.setContentLength(text.length);
    response.getOutputStream().write(text);
  }
}
