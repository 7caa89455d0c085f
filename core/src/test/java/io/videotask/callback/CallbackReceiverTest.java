package io.videotask.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.text.Scalar;
import io.videotask.task.TaskRef;
import io.videotask.time.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receiver does with calls, and what it replies. */
class CallbackReceiverTest {
  private static final String BASE = "https://app.example.com/callbacks";
  private static final String SECRET = "a secret of the application";
  private static final String SUCCEED = "{\"task_id\":\"77\",\"task_status\":\"succeed\"}";
  private static final TaskRef TASK = new TaskRef("new-api", "task_1");

  private final VirtualTime time = new VirtualTime();
  private final Set<TaskRef> awaited = new HashSet<>();
  private final List<String> woken = new ArrayList<>();
  private final List<CallbackEvent> events = new ArrayList<>();
  private CallbackReceiver receiver = connected(builder());

  private CallbackReceiver.Builder builder() {
    return CallbackReceiver.builder(BASE, SECRET).time(time).listener(events::add);
  }

  private CallbackReceiver connected(CallbackReceiver.Builder builder) {
    CallbackReceiver built = builder.build();
    built
        .tasks()
        .add(
            (task, mayHaveEnded) -> {
              if (awaited.contains(task)) {
                woken.add(task + (mayHaveEnded ? "" : " goes on"));
              }
              return awaited.contains(task);
            });
    return built;
  }

  private CallbackReceiver.Reply post(String url, String body) {
    return post(url, Map.of(), body);
  }

  private CallbackReceiver.Reply post(String url, Map<String, List<String>> headers, String body) {
    return receiver.receive("POST", url, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private CallbackEvent.Effect effect() {
    return events.get(events.size() - 1).effect();
  }

  static List<CallbackVector> vectors() throws Exception {
    // Vidu signs the path, and these vectors have other paths than this receiver's.
    return CallbackVector.all().stream()
        .filter(each -> each.vendor() != CallbackVendor.VIDU && !each.is("refusesSecret"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void eachCallWakesItsTaskAndGetsItsReply(CallbackVector vector) throws Exception {
    time.advance(Duration.between(time.now(), vector.now()));
    receiver = connected(builder().gateway("gateway", vector.verifier()));
    String url = receiver.url("gateway");
    TaskRef task = null;
    if (vector.text("taskId") != null) {
      task = new TaskRef("gateway", String.valueOf(vector.text("taskId")));
      if (!vector.fields().containsKey("known")) {
        awaited.add(task);
      }
      if (!vector.object("registered").isEmpty()) {
        url = receiver.url("gateway", "submit-1");
        receiver.register("submit-1", task);
      }
    }
    for (String earlier : vector.list("after")) {
      for (CallbackVector each : CallbackVector.all()) {
        if (each.name().equals(earlier)) {
          receiver.receive("POST", url, each.headers(), each.body());
        }
      }
    }
    woken.clear();
    CallbackReceiver.Reply reply = receiver.receive("POST", url, vector.headers(), vector.body());
    assertEquals(vector.is("wakes") ? List.of(String.valueOf(task)) : List.of(), wokenAtOnce());
    Map<?, ?> expected = vector.object("reply");
    List<String> statuses = new ArrayList<>();
    if (expected.get("status") instanceof List<?> all) {
      all.forEach(each -> statuses.add(((Scalar) each).text()));
    }
    assertTrue(statuses.contains(Integer.toString(reply.status())), reply::toString);
    if (expected.get("body") instanceof Scalar body) {
      assertEquals(body.text(), reply.body());
    }
    if (expected.get("contentType") instanceof Scalar type) {
      assertEquals(type.text(), reply.headers().get("Content-Type"));
    }
    if (expected.get("json") instanceof Map<?, ?> json
        && json.get("challenge") instanceof Scalar challenge) {
      assertEquals("{\"challenge\":\"" + challenge.text() + "\"}", reply.body());
    }
    assertEquals(vector.is("duplicate"), effect() == CallbackEvent.Effect.DUPLICATE);
  }

  private List<String> wokenAtOnce() {
    return woken.stream().filter(each -> !each.endsWith("goes on")).toList();
  }

  @Test
  void theUrlTellsTheTaskWhateverIdTheVendorHas() {
    awaited.add(TASK);
    receiver.register("order-7", TASK);
    assertEquals(200, post(receiver.url("new-api", "order-7"), SUCCEED).status());
    assertEquals(List.of("new-api:task_1"), woken);
    assertEquals(CallbackEvent.Effect.WOKEN, effect());
  }

  @ParameterizedTest
  @ValueSource(strings = {"order-7", "a/b?c=d&e#f", "..", "%2F", "~", "~b3JkZXI", "", "\"<>\\"})
  void aUrlIsReadAsItWasWritten(String correlation) {
    String url = receiver.url("new-api", correlation.isEmpty() ? "x" : correlation);
    receiver.register(correlation.isEmpty() ? "x" : correlation, TASK);
    awaited.add(TASK);
    String path = url.substring("https://app.example.com".length());
    assertTrue(path.matches("[A-Za-z0-9/_~-]+"), path);
    for (String seen :
        List.of(url, path, path.substring("/callbacks".length()), "/inner" + path + "/?a=b")) {
      assertEquals(200, post(seen, SUCCEED).status(), seen);
    }
    assertEquals(1, woken.size());
  }

  @Test
  void aUrlThatWasNotCreatedHereIsRefused() {
    String url = receiver.url("new-api", "order-7");
    int last = url.length() - 1;
    String changed = url.substring(0, last) + (url.charAt(last) == 'A' ? 'Q' : 'A');
    for (String forged :
        List.of(
            changed,
            url.replace("order-7", "order-8"),
            url.replace("new-api", "minimax"),
            CallbackReceiver.builder(BASE, "another secret of ours")
                .build()
                .url("new-api", "order-7"))) {
      assertEquals(401, post(forged, SUCCEED).status());
      assertEquals(CallbackEvent.Effect.REFUSED, effect());
    }
    for (String unknown : List.of("", "/", "/callbacks", BASE + "/new-api/order-7", "/a/b/c")) {
      assertEquals(404, post(unknown, SUCCEED).status());
    }
    assertFalse(events.toString().contains("order-7/"), "a URL is a secret");
  }

  @Test
  void anEarlierSecretIsAccepted() {
    String old = receiver.url("new-api", "order-7");
    receiver = connected(CallbackReceiver.builder(BASE, "the next secret of ours", SECRET));
    assertNotEquals(old, receiver.url("new-api", "order-7"));
    assertEquals(200, post(old, SUCCEED).status());
    assertEquals(200, post(receiver.url("new-api", "order-7"), SUCCEED).status());
  }

  @Test
  void secretsAndUrlsThatProtectNothingAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> CallbackReceiver.builder(BASE, "too short"));
    assertThrows(IllegalArgumentException.class, () -> CallbackReceiver.builder(BASE, SECRET, ""));
    for (String url :
        List.of("http://app.example.com", "app.example.com", "https://u:p@a.b", "https://a.b?c")) {
      assertThrows(IllegalArgumentException.class, () -> CallbackReceiver.builder(url, SECRET));
    }
    assertFalse(receiver.toString().contains(SECRET));
  }

  @Test
  void aCallbackBeforeTheSubmitsAnswerIsKeptForIt() {
    assertEquals(200, post(receiver.url("new-api", "order-7"), SUCCEED).status());
    assertEquals(CallbackEvent.Effect.KEPT, effect());
    awaited.add(TASK);
    receiver.register("order-7", TASK);
    assertEquals(List.of("new-api:task_1"), woken);
    assertEquals(null, receiver.tasks().takeEarly(TASK));
  }

  @Test
  void aCallbackBeforeTheWaitIsKeptForItAndExpires() {
    receiver.register("order-7", TASK);
    post(receiver.url("new-api", "order-7"), SUCCEED);
    post(receiver.url("new-api", "order-7"), SUCCEED.replace("succeed", "processing"));
    assertEquals(true, receiver.tasks().takeEarly(TASK));
    assertEquals(null, receiver.tasks().takeEarly(TASK));
    post(receiver.url("new-api", "order-8"), SUCCEED);
    time.advance(Duration.ofMinutes(16));
    awaited.add(TASK);
    receiver.register("order-8", TASK);
    assertEquals(List.of(), woken);
  }

  @Test
  void earlyCallbacksDoNotFillTheMemory() {
    for (int i = 0; i < 25_000; i++) {
      post(receiver.url("new-api", "order-" + i), SUCCEED);
    }
    awaited.add(TASK);
    receiver.register("order-1", TASK);
    assertEquals(List.of(), woken, "the oldest was forgotten");
    receiver.register("order-24999", TASK);
    assertEquals(1, woken.size());
  }

  @Test
  void progressIsToldAndNotTakenForAnEnd() {
    awaited.add(TASK);
    receiver.register("order-7", TASK);
    String url = receiver.url("new-api", "order-7");
    post(url, SUCCEED.replace("succeed", "submitted"));
    post(url, SUCCEED.replace("succeed", "processing"));
    assertEquals(CallbackEvent.Effect.PROGRESS, effect());
    assertEquals(List.of(), wokenAtOnce());
    post(url, SUCCEED);
    assertEquals(List.of("new-api:task_1"), wokenAtOnce());
  }

  @Test
  void anUnsignedCallHidesTheVendorsOwnForAMinuteAtMost() {
    awaited.add(TASK);
    receiver.register("order-7", TASK);
    String url = receiver.url("new-api", "order-7");
    post(url, SUCCEED);
    post(url, SUCCEED);
    assertEquals(CallbackEvent.Effect.DUPLICATE, effect());
    time.advance(Duration.ofSeconds(61));
    post(url, SUCCEED);
    assertEquals(2, woken.size());
  }

  @Test
  void callsToOneUrlAreLimited() {
    String url = receiver.url("new-api", "order-7");
    for (int i = 0; i < 30; i++) {
      assertEquals(200, post(url, SUCCEED).status());
    }
    CallbackReceiver.Reply refused = post(url, SUCCEED);
    assertEquals(429, refused.status());
    assertEquals("30", refused.headers().get("Retry-After"));
    assertEquals(200, post(receiver.url("new-api", "order-8"), SUCCEED).status());
    time.advance(Duration.ofSeconds(1));
    assertEquals(200, post(url, SUCCEED).status());
    assertEquals(429, post(url, SUCCEED).status());
  }

  @Test
  void onlyAPostOfLimitedSizeIsRead() {
    String url = receiver.url("new-api", "order-7");
    CallbackReceiver.Reply get = receiver.receive("GET", url, Map.of(), new byte[0]);
    assertEquals(405, get.status());
    assertEquals("POST", get.headers().get("Allow"));
    assertEquals(413, receiver.receive("POST", url, Map.of(), new byte[65_537]).status());
    assertEquals(400, receiver.receive("post", url, Map.of(), new byte[65_536]).status());
    receiver = connected(builder().maxBodyBytes(10));
    assertEquals(413, post(url, SUCCEED).status());
  }

  @Test
  void anUnsignedCallForASignedGatewayIsRefused() {
    receiver =
        connected(
            builder()
                .gateway("kling", CallbackVerifier.of(CallbackVendor.KLING, "whsec_MDEyMzQ1Njc4")));
    TaskRef task = new TaskRef("kling", "77");
    awaited.add(task);
    assertEquals(401, post(receiver.url("kling", "order-7"), SUCCEED).status());
    assertEquals(List.of(), woken);
  }

  @Test
  void theTaskIsTheUrlsAndNotTheBodys() {
    receiver =
        connected(builder().gateway("kling", CallbackVerifier.unsigned(CallbackVendor.KLING)));
    TaskRef own = new TaskRef("kling", "1");
    awaited.addAll(Set.of(own, new TaskRef("kling", "77")));
    receiver.register("order-7", own);
    post(receiver.url("kling", "order-7"), SUCCEED);
    assertEquals(List.of("kling:1"), woken);
  }

  @Test
  void aListenerThatThrowsChangesNothing() {
    receiver =
        connected(
            builder()
                .listener(
                    event -> {
                      throw new IllegalStateException("the application's own fault");
                    }));
    awaited.add(TASK);
    receiver.register("order-7", TASK);
    assertEquals(200, post(receiver.url("new-api", "order-7"), SUCCEED).status());
    assertEquals(1, woken.size());
  }

  @Test
  void aClosedClientIsNoLongerTold() {
    io.videotask.internal.callback.CallbackClient client =
        (task, mayHaveEnded) -> {
          throw new IllegalStateException("closed");
        };
    receiver.tasks().add(client);
    awaited.add(TASK);
    receiver.register("order-7", TASK);
    assertEquals(200, post(receiver.url("new-api", "order-7"), SUCCEED).status());
    receiver.tasks().remove(client);
    assertEquals(1, woken.size());
  }

  @Test
  void viduSignsThePublicUrlOfTheTask() throws Exception {
    receiver =
        connected(
            builder().gateway("vidu", CallbackVerifier.of(CallbackVendor.VIDU, "made-up-token")));
    TaskRef task = new TaskRef("vidu", "9");
    awaited.add(task);
    String url = receiver.url("vidu", "order-7");
    String path = url.substring("https://app.example.com".length());
    String date = "Thu, 01 Jan 2026 00:00:00 GMT";
    String text = "POST\n" + path + "\n\nvidu\n" + date + "\nDate:" + date + "\n";
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
    mac.init(
        new javax.crypto.spec.SecretKeySpec(
            "made-up-token".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature =
        java.util.Base64.getEncoder()
            .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    Map<String, List<String>> headers =
        Map.of(
            "date", List.of(date),
            "x-hmac-signed-headers", List.of("Date"),
            "x-hmac-signature", List.of(signature));
    String body = "{\"id\":\"9\",\"state\":\"success\"}";
    String behindProxy = path.substring("/callbacks".length());
    assertEquals(200, post(behindProxy, headers, body).status());
    assertEquals(List.of("vidu:9"), woken);
    assertEquals(401, post(receiver.url("vidu", "order-8"), headers, body).status());
  }
}
