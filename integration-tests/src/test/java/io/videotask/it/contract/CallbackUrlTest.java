package io.videotask.it.contract;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.callback.CallbackReceiver;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.it.Example;
import io.videotask.it.Json;
import io.videotask.it.pages.Page;
import io.videotask.schedule.Schedule;
import io.videotask.task.ImageSource;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoRequestBuilder;
import io.videotask.task.VideoTask;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.RecordedRequest;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import io.videotask.testkit.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each gateway gets the URL for callbacks where its mapping says, and the vendor's call to it wakes
 * the wait. The gateways, places and bodies come from {@code specs}.
 */
class CallbackUrlTest {
  private static final String BASE = "https://app.example.com/callbacks/";
  private static final Duration END = Duration.ofSeconds(60);
  private static final Duration CALL = Duration.ofSeconds(61);
  private static final Duration POLL = Duration.ofMinutes(30);
  private static final String NOTE = "got no callback URL";
  private static final byte[] PNG = Base64.getDecoder().decode("iVBORw0KGgo=");
  private static final String VERTEX = "/v1/projects/p/locations/l/publishers/google";

  private final VirtualTime time = new VirtualTime();
  private final CallbackReceiver receiver =
      CallbackReceiver.builder(BASE, "a secret of the tests").time(time).build();

  private VideoTasks client(FakeGateway gateway, Dialect dialect) {
    gateway.sendCallbacksTo(receiver);
    return gateway.client(dialect).callbacks(receiver).schedule(Schedule.fixed(POLL)).build();
  }

  /** Returns the places at which a submit has the URL. */
  private static Set<String> places(RecordedRequest submit) {
    Set<String> places = new TreeSet<>();
    String query = URI.create(submit.path()).getRawQuery();
    for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
      String[] parts = parameter.split("=", 2);
      if (URLDecoder.decode(parts[1], StandardCharsets.UTF_8).startsWith(BASE)) {
        places.add("query:" + parts[0]);
      }
    }
    if (!submit.body().startsWith("{")) {
      assertTrue(!submit.body().contains(BASE), "no form has the URL");
      return places;
    }
    try {
      collect(Json.object(submit.body()), "body:", places);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return places;
  }

  private static void collect(Object value, String path, Set<String> places) {
    if (value instanceof Map<?, ?> object) {
      object.forEach(
          (key, inner) -> collect(inner, path + (path.endsWith(":") ? "" : ".") + key, places));
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> collect(inner, path, places));
    } else if (value instanceof String text && text.startsWith(BASE)) {
      places.add(path);
    }
  }

  private static List<VideoRequestBuilder> requests(AnswerFormat format, MappedGateway mapped) {
    List<VideoRequestBuilder> requests = new ArrayList<>(List.of(format.request("a kite")));
    for (String model : mapped.models()) {
      // fal's models have an owner.
      String named =
          format.dialect().gateway().hasKinds() ? model.replaceFirst("^a-", "a/") : model;
      requests.add(VideoRequest.of("a kite").model(named));
      requests.add(VideoRequest.of("a kite").model(named).image(ImageSource.ofBytes(PNG)));
    }
    return requests;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void theUrlIsWhereTheMappingSays(AnswerFormat format) {
    MappedGateway mapped = MappedGateway.of(format.dialect().name());
    Set<String> used = new TreeSet<>();
    try (FakeGateway gateway = FakeGateway.start(time);
        VideoTasks videos = client(gateway, format.dialect())) {
      gateway.answerAlways(Reply.json(400, "{}"));
      for (VideoRequestBuilder request : requests(format, mapped)) {
        videos.submit(request.build());
        List<RecordedRequest> submits = gateway.submits();
        Set<String> places = places(submits.get(submits.size() - 1));
        assertTrue(places.size() <= 1, places.toString());
        used.addAll(places);
      }
    }
    assertTrue(mapped.callbackPlaces().containsAll(used), used.toString());
    if (format.equals(AnswerFormat.of(format.dialect()))) {
      assertEquals(mapped.callbackPlaces(), used);
    }
  }

  static Stream<AnswerFormat> formats() {
    return Arrays.stream(AnswerFormat.values())
        .filter(format -> MappedGateway.exists(format.dialect().name()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void noCallbackIsNoted(AnswerFormat format) {
    try (FakeGateway gateway = started(format);
        VideoTasks videos = client(gateway, format.dialect())) {
      gateway.onSubmit(format, TaskScript.of(Reply.queued()));
      SubmitOutcome outcome = videos.submit(format.request("a kite").build());

      List<String> notes = ((SubmitOutcome.Accepted) outcome).notes();
      boolean sent = !places(gateway.submits().get(0)).isEmpty();
      assertEquals(sent ? 0 : 1, notes.stream().filter(note -> note.contains(NOTE)).count());
    }
  }

  @Test
  void thePageSaysWhere() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (Dialect dialect : Dialect.all()) {
      if (MappedGateway.exists(dialect.name())) {
        String places =
            MappedGateway.of(dialect.name()).callbackPlaces().stream()
                .map(place -> place.replace("body:", "").replaceFirst("query:(.*)", "?$1="))
                .map(place -> "`" + place + "`")
                .collect(joining(", "));
        expected.put(dialect.name(), places.isEmpty() ? "–" : places);
      }
    }
    Map<String, String> listed = new TreeMap<>();
    String page = Page.of("docs/callbacks.md").text();
    String table = page.substring(page.indexOf("| gateway | the URL is in |")).split("\n\n", 2)[0];
    for (String row : table.lines().skip(2).toList()) {
      String[] cells = row.split(" *\\| *", -1);
      for (String name : cells[1].replace("`", "").split(", ", -1)) {
        listed.put(name, cells[2]);
      }
    }
    assertEquals(expected, listed);
  }

  /** Veo's answers differ at Vertex AI, which has a project in its URL and no callbacks. */
  private FakeGateway started(AnswerFormat format) {
    boolean vertex = format.name().endsWith("_VERTEX");
    return FakeGateway.builder().time(time).path(vertex ? VERTEX : "").start();
  }

  @Test
  void vertexGetsNoUrl() {
    AnswerFormat format = AnswerFormat.of(Dialect.named("veo").orElseThrow(), "vertex");
    try (FakeGateway gateway = started(format);
        VideoTasks videos = client(gateway, format.dialect())) {
      gateway.onSubmit(format, TaskScript.of(Reply.queued()));
      videos.submit(format.request("a kite").build());
      assertEquals(Set.of(), places(gateway.submits().get(0)));
    }
  }

  static Stream<Arguments> calls() throws IOException {
    List<Example> callbacks =
        Example.all().filter(example -> example.name().startsWith("callback-")).toList();
    return formats()
        .filter(format -> !MappedGateway.of(format.dialect().name()).callbackPlaces().isEmpty())
        .filter(format -> !format.name().endsWith("_VERTEX") && !format.name().endsWith("_SORA"))
        .flatMap(
            format -> {
              MappedGateway mapped = MappedGateway.of(format.dialect().name());
              List<Arguments> own =
                  callbacks.stream()
                      .filter(
                          example ->
                              mapped.hasVendors()
                                  || example.gateway().equals(format.dialect().name()))
                      .map(example -> Arguments.of(format, example))
                      .toList();
              assertTrue(
                  !own.isEmpty(),
                  () ->
                      "specs/%s/gateway.yaml sends $callback: write what the vendor calls with into specs/%s/examples/callback-completed.json, and beside it what a query would say"
                          .formatted(format.dialect(), format.dialect()));
              return own.stream();
            });
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("calls")
  void aCallAboutAnEndWakesTheWait(AnswerFormat format, Example example) throws Exception {
    Object state = example.part("task").get("state");
    boolean ended = !state.equals("QUEUED") && !state.equals("IN_PROGRESS");
    try (FakeGateway gateway = started(format);
        VideoTasks videos = client(gateway, format.dialect())) {
      TaskScript script = TaskScript.startingWith(Reply.inProgress(10));
      gateway.onSubmit(format, script.from(END, Reply.completed()));
      VideoTask task =
          awaited(
              videos,
              format,
              () ->
                  time.schedule(
                      CALL, () -> receive(url(gateway.submits().get(0)), example.bytes())));

      assertEquals(TaskState.COMPLETED, task.state(), "whatever the call says");
      assertEquals(ended ? CALL : POLL, seenAt(gateway, task));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void theFakeGatewayCallsAsItsVendorDoes(AnswerFormat format) {
    try (FakeGateway gateway = started(format);
        VideoTasks videos = client(gateway, format.dialect())) {
      TaskScript script = TaskScript.startingWith(Reply.inProgress(10));
      gateway.onSubmit(format, script.from(END, Reply.completed()).calling(CALL.minus(END)));
      VideoTask task = awaited(videos, format, () -> {});

      // Of new-api's vendors not all call.
      boolean calls =
          !format.name().matches("NEW_API_(GEMINI|SORA)")
              && !places(gateway.submits().get(0)).isEmpty();
      assertEquals(
          calls ? CALL : POLL,
          seenAt(gateway, task),
          () ->
              "%s: where specs/%s/gateway.yaml sends $callback, specs/%s/answers/callback.json, or callback-completed.json, is what the fake gateway calls with"
                  .formatted(format, format.dialect(), format.dialect()));
    }
  }

  private void receive(String url, byte[] body) {
    CallbackReceiver.Reply reply = receiver.receive("POST", url, Map.of(), body);
    assertEquals(200, reply.status());
  }

  private static String url(RecordedRequest submit) {
    String text = URLDecoder.decode(submit.path(), StandardCharsets.UTF_8) + "\"" + submit.body();
    int begin = text.indexOf(BASE);
    return text.substring(begin, text.indexOf('"', begin));
  }

  /** The clock is paused until the wait has begun, or the callback would come before it. */
  private VideoTask awaited(VideoTasks videos, AnswerFormat format, Runnable planned) {
    Runnable resume = time.pause();
    CompletableFuture<VideoTask> wait;
    try {
      wait =
          videos.awaitAsync(
              videos.submit(format.request("a kite").build()).orThrow(), Duration.ofHours(2));
      planned.run();
    } finally {
      resume.run();
    }
    return wait.join();
  }

  /** Returns the age of the task at the last query. */
  private static Duration seenAt(FakeGateway gateway, VideoTask task) {
    List<RecordedRequest> queries = gateway.queries(task.ref());
    return Duration.between(gateway.submits().get(0).at(), queries.get(queries.size() - 1).at());
  }
}
