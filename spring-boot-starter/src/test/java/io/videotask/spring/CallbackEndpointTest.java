package io.videotask.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.callback.CallbackEvent;
import io.videotask.callback.CallbackReceiver;
import io.videotask.testkit.FakeGateway;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.event.EventListener;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The endpoint for callbacks of a servlet application. */
class CallbackEndpointTest {
  private static final String CALLBACKS = "videotask.callbacks.";

  private final FakeGateway gateway = FakeGateway.start();

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** A bean of the application that is told of callbacks. */
  static class Log {
    final List<CallbackEvent> events = new CopyOnWriteArrayList<>();

    @EventListener
    void on(CallbackEvent event) {
      events.add(event);
    }
  }

  private WebApplicationContextRunner runner(String... properties) {
    return new WebApplicationContextRunner()
        .withConfiguration(Contexts.STARTER)
        .withBean(Log.class)
        .withPropertyValues(
            "videotask.gateways.main.dialect=new-api",
            "videotask.gateways.main.base-url=" + gateway.baseUrl(),
            "videotask.gateways.main.api-key=" + FakeGateway.KEY)
        .withPropertyValues(properties);
  }

  private WebApplicationContextRunner receiving(String... properties) {
    return runner(
            CALLBACKS + "public-url=https://app.example.com/hooks/videos/",
            CALLBACKS + "secret=0123456789abcdef")
        .withPropertyValues(properties);
  }

  @Test
  void aCallReachesTheReceiverAndTheApplication() {
    receiving()
        .run(
            context -> {
              String url = context.getBean(CallbackReceiver.class).url("main");
              ServletRegistrationBean<?> endpoint = context.getBean(ServletRegistrationBean.class);
              assertEquals(List.of("/hooks/videos/*"), List.copyOf(endpoint.getUrlMappings()));

              assertEquals(200, post(endpoint, url, "{\"task_id\":\"task_1\"}").getStatus());
              assertEquals(404, post(endpoint, "/hooks/videos/x", "{}").getStatus());

              Log log = context.getBean(Log.class);
              assertEquals(CallbackEvent.Effect.KEPT, log.events.get(0).effect());
              assertEquals(CallbackEvent.Effect.REFUSED, log.events.get(1).effect());
            });
  }

  @Test
  void aBodyThatIsTooLongIsRefused() {
    receiving(CALLBACKS + "max-body-bytes=10", CALLBACKS + "path=/other")
        .run(
            context -> {
              ServletRegistrationBean<?> endpoint = context.getBean(ServletRegistrationBean.class);
              assertEquals(List.of("/other/*"), List.copyOf(endpoint.getUrlMappings()));
              String url = context.getBean(CallbackReceiver.class).url("main");
              assertEquals(200, post(endpoint, url, "{\"a\":\"12\"}").getStatus());
              assertEquals(413, post(endpoint, url, "{\"a\":\"123\"}").getStatus());
            });
  }

  @Test
  void withoutAUrlThereIsNoEndpoint() {
    runner()
        .run(
            context -> {
              assertFalse(context.containsBean("videoTaskCallbackEndpoint"));
              assertEquals(0, context.getBeansOfType(CallbackReceiver.class).size());
            });
  }

  @Test
  void aVendorThatIsNotKnownOrNotOfAGatewayIsRefused() {
    refused(CALLBACKS + "gateways.other.vendor=kling", "gateways.other: there is no gateway");
    refused(CALLBACKS + "gateways.main.secrets=whsec_x", "gateways.main.vendor: is missing");
    refused(CALLBACKS + "path=/", "path: the endpoint needs a path such as /callbacks");
    refused(CALLBACKS + "earlier-secrets=short", "earlier-secrets: the secret of the callbacks'");
  }

  private void refused(String property, String expected) {
    receiving(property)
        .run(
            context -> {
              Throwable failure = context.getStartupFailure();
              assertTrue(failure != null, expected);
              while (failure.getCause() != null) {
                failure = failure.getCause();
              }
              String message = String.valueOf(failure.getMessage());
              assertTrue(message.startsWith(CALLBACKS + expected), message);
            });
  }

  private static MockHttpServletResponse post(
      ServletRegistrationBean<?> endpoint, String url, String body) throws Exception {
    String path = url.replace("https://app.example.com", "");
    MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
    request.setContentType("application/json");
    request.setContent(body.getBytes(StandardCharsets.UTF_8));
    MockHttpServletResponse response = new MockHttpServletResponse();
    endpoint.getServlet().service(request, response);
    return response;
  }
}
