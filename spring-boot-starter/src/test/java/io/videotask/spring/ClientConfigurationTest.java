package io.videotask.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The client that the properties describe. */
class ClientConfigurationTest {
  private static final VideoRequest REQUEST = VideoRequest.of("a kite").model("kling-v1").build();
  private static final String MAIN = "videotask.gateways.main.";

  private final FakeGateway gateway = FakeGateway.start();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aRequestGoesToTheDefaultOfSeveralGateways() {
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.completed()));
    Contexts.runner(gateway)
        .withPropertyValues(
            "videotask.gateways.openai-videos.base-url=https://api.example.com",
            "videotask.gateways.openai-videos.api-key=sk-other",
            "videotask.default-gateway=main")
        .run(
            context -> {
              VideoTasks videos = context.getBean(VideoTasks.class);
              assertEquals("main", videos.submit(REQUEST).orThrow().gateway());
            });
  }

  @Test
  void gatewayHasItsOwnRateLimit() {
    gateway.onEachSubmit(AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.completed()));
    // Of the common limit, no second request would be sent before tomorrow.
    Contexts.runner(gateway)
        .withPropertyValues(
            "videotask.max-requests-per-second=0.00001", MAIN + "max-requests-per-second=1000")
        .run(
            context -> {
              VideoTasks videos = context.getBean(VideoTasks.class);
              for (int i = 0; i < 3; i++) {
                videos.submitAsync(REQUEST).get(1, TimeUnit.MINUTES).orThrow();
              }
            });
  }

  @Test
  void aPairOfKeysAndAGatewayBeanAreTaken() {
    Contexts.runner()
        .withPropertyValues(
            "videotask.gateways.kling.base-url=https://api.example.com",
            "videotask.gateways.kling.access-key=ak",
            "videotask.gateways.kling.secret-key=sk")
        .withBean(
            Gateway.class,
            () -> Gateway.of(Dialect.OPENAI_VIDEOS, gateway.baseUrl(), ApiKey.of("k")))
        .run(context -> assertNotNull(context.getBean(VideoTasks.class)));
  }

  @Test
  void aClientOfTheApplicationsOwnStays() {
    VideoTasks own = gateway.client().build();
    Contexts.runner()
        .withBean(VideoTasks.class, () -> own)
        .run(context -> assertSame(own, context.getBean(VideoTasks.class)));
  }

  @Test
  void disabledThereIsNoClient() {
    Contexts.runner()
        .withPropertyValues("videotask.enabled=false")
        .run(
            context -> {
              assertNull(context.getStartupFailure());
              assertEquals(0, context.getBeansOfType(VideoTasks.class).size());
            });
  }

  @Test
  void neitherMicrometerNorActuatorNorServletsNorTheTrackerAreNeeded() {
    Contexts.runner(gateway)
        .withClassLoader(
            new FilteredClassLoader(
                "io.micrometer",
                "org.springframework.boot.actuate",
                "org.springframework.boot.health",
                "jakarta.servlet",
                "io.videotask.tracker"))
        .run(context -> assertNotNull(context.getBean(VideoTasks.class)));
  }

  @Test
  void eachMistakeNamesItsProperty() {
    mistake("videotask.gateways: there is none");
    mistake(MAIN + "dialect: is missing, and", MAIN + "base-url=https://a.example.com");
    mistake(MAIN + "dialect: there is no dialect vidu5; there are [", MAIN + "dialect=vidu5");
    mistake(MAIN + "api-key: is missing", MAIN + "dialect=new-api");
    mistake(MAIN + "api-key: is missing", MAIN + "dialect=new-api", MAIN + "api-key= ");
    mistake(
        MAIN + "api-key: the key has 9 characters, and the one at position 3",
        MAIN + "dialect=new-api",
        MAIN + "api-key=sk canary");
    mistake(MAIN + "base-url: is missing", MAIN + "dialect=new-api", MAIN + "api-key=sk");
    mistake(MAIN + "base-url: the base URL must not end with /v1", usual("https://e.com/v1"));
    mistake(MAIN + "base-url: the key would go to", usual("http://a.example.com"));
    mistake(MAIN + "secret-key: is missing", MAIN + "dialect=kling", MAIN + "access-key=ak");
    mistake(MAIN + "access-key: is missing", MAIN + "dialect=kling", MAIN + "secret-key=sk");
    mistake(
        MAIN + "access-key: gateways of dialect new-api take an api-key",
        MAIN + "dialect=new-api",
        MAIN + "access-key=ak",
        MAIN + "secret-key=sk");
    mistake("videotask.gateways.Main: a gateway's name", usual("https://a.b", "Main"));
    mistake(
        "videotask.default-gateway: there is no gateway x", good("videotask.default-gateway=x"));
    mistake("videotask.request-timeout: ", good("videotask.request-timeout=0s"));
    mistake("videotask.max-requests-per-second: ", good("videotask.max-requests-per-second=-1"));
    mistake(
        MAIN + "max-requests-per-second: the rate of requests must be at least 0.00001",
        good(MAIN + "max-requests-per-second=0"));
    mistake("videotask.poll-interval: ", good("videotask.poll-interval=-1s"));
    mistake(
        "videotask.callbacks.secret: is missing",
        good("videotask.callbacks.public-url=https://app.example.com/callbacks"));
    mistake(
        "videotask.callbacks.public-url: ",
        good(
            "videotask.callbacks.public-url=http://app.example.com/callbacks",
            "videotask.callbacks.secret=0123456789abcdef"));
  }

  private static String[] usual(String url) {
    return usual(url, "main");
  }

  private static String[] usual(String url, String name) {
    String prefix = "videotask.gateways." + name + ".";
    return new String[] {
      prefix + "dialect=new-api", prefix + "base-url=" + url, prefix + "api-key=sk"
    };
  }

  private static String[] good(String... more) {
    List<String> all = new CopyOnWriteArrayList<>(usual("https://a.example.com"));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  private static void mistake(String expected, String... properties) {
    Contexts.runner()
        .withPropertyValues(properties)
        .run(
            context -> {
              String message = Contexts.failure(context);
              assertTrue(message.startsWith(expected), message);
              assertFalse(message.contains("canary"), message);
            });
  }

  @Test
  void submitsWaitsAndDownloadsAreObservedWithinWhatCallsThem(@TempDir Path folder) {
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.completed()));
    List<String> stopped = new CopyOnWriteArrayList<>();
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<>() {
              @Override
              public void onStop(Observation.Context context) {
                var parent = context.getParentObservation();
                stopped.add(
                    context.getName()
                        + " "
                        + context.getLowCardinalityKeyValue("gateway").getValue()
                        + " "
                        + context.getLowCardinalityKeyValue("outcome").getValue()
                        + (parent == null ? "" : " in " + parent.getContextView().getName()));
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return context.getName().startsWith("videotask");
              }
            });
    Contexts.runner(gateway)
        .withBean(ObservationRegistry.class, () -> registry)
        .run(
            context -> {
              VideoTasks videos = context.getBean(VideoTasks.class);
              Observation.createNotStarted("order", registry)
                  .observe(
                      () -> {
                        TaskRef ref = videos.submit(REQUEST).orThrow();
                        videos.download(ref, folder.resolve("kite.mp4"), Duration.ofMinutes(1));
                      });
              Contexts.eventually("all stopped", () -> stopped.size() == 3);
            });
    assertEquals("videotask.submit main ACCEPTED in order", stopped.get(0));
    assertTrue(stopped.contains("videotask.wait main COMPLETED in order"), stopped::toString);
    assertTrue(stopped.contains("videotask.download main DONE in order"), stopped::toString);
  }

  @Test
  void waitsAreMeasured() {
    MeterRegistry meters = new SimpleMeterRegistry();
    measured(Contexts.runner(gateway), meters);
    assertEquals(1, meters.get("videotask.ends").tag("state", "COMPLETED").counter().count());
  }

  private void measured(ApplicationContextRunner runner, MeterRegistry meters) {
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.completed()));
    runner
        .withBean(MeterRegistry.class, () -> meters)
        .run(
            context -> {
              VideoTasks videos = context.getBean(VideoTasks.class);
              videos.await(videos.submit(REQUEST).orThrow(), Duration.ofMinutes(1));
              Contexts.eventually(
                  "measured", () -> meters.find("videotask.ends").counter() != null);
            });
  }

  @Test
  void aCustomizerHasTheLastWord() {
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.completed()));
    List<String> requests = new CopyOnWriteArrayList<>();
    Contexts.runner(gateway)
        .withBean(
            VideoTasksCustomizer.class,
            () -> builder -> builder.requestListener(exchange -> requests.add(exchange.method())))
        .run(context -> context.getBean(VideoTasks.class).submit(REQUEST).orThrow());
    assertEquals(List.of("POST"), requests);
  }
}
