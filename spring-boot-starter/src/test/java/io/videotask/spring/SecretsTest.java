package io.videotask.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.videotask.VideoTasks;
import io.videotask.callback.CallbackReceiver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/** No key or secret is printed, or shown by actuator. */
class SecretsTest {
  private static final PropertySource<?> SOURCE = new MapPropertySource("test", Map.of());

  private static ApplicationContextRunner runner() {
    return Contexts.runner()
        .withPropertyValues(
            "videotask.gateways.new-api.base-url=https://api.example.com",
            "videotask.gateways.new-api.api-key=canary-1",
            "videotask.gateways.kling.base-url=https://api.example.com",
            "videotask.gateways.kling.access-key=canary-2",
            "videotask.gateways.kling.secret-key=canary-3",
            "videotask.callbacks.public-url=https://app.example.com/callbacks",
            "videotask.callbacks.secret=canary-4-0123456789",
            "videotask.callbacks.earlier-secrets=canary-5-0123456789",
            "videotask.callbacks.gateways.kling.vendor=kling",
            "videotask.callbacks.gateways.kling.secrets=whsec_Y2FuYXJ5LTYtMDEyMzQ1Njc4OTAxMjM0");
  }

  @Test
  void noTextOfABeanHasOne() {
    runner()
        .run(
            context -> {
              VideoTaskProperties properties = context.getBean(VideoTaskProperties.class);
              for (Object printed :
                  List.of(
                      properties,
                      properties.gateways(),
                      properties.callbacks(),
                      properties.callbacks().gateways(),
                      context.getBean(VideoTasks.class),
                      context.getBean(CallbackReceiver.class))) {
                assertFalse(printed.toString().matches(".*(canary|whsec).*"), printed::toString);
              }
            });
  }

  @Test
  void actuatorShowsNone() {
    runner()
        .run(
            context -> {
              SanitizingFunction function = context.getBean(SanitizingFunction.class);
              assertEquals(
                  "https://a.b", shown(function, "videotask.gateways.x.base-url", "https://a.b"));
              assertEquals("30s", shown(function, "videotask.request-timeout", "30s"));
              for (String key :
                  List.of(
                      "videotask.gateways.x.api-key",
                      "VIDEOTASK_GATEWAYS_X_APIKEY",
                      "videotask.gateways.x.accessKey",
                      "videotask.gateways.x.secret_key",
                      "VIDEOTASK_API_KEY",
                      "videotask.callbacks.secret",
                      "videotask.callbacks.earlier-secrets[0]",
                      "videotask.callbacks.gateways.x.secrets")) {
                assertEquals(SanitizableData.SANITIZED_VALUE, shown(function, key, "other"), key);
              }
              assertEquals(
                  SanitizableData.SANITIZED_VALUE, shown(function, "SHOP_KEY", "canary-1"));
              assertEquals("other", shown(function, "SHOP_KEY", "other"));
            });
  }

  private static String shown(SanitizingFunction function, String key, String value) {
    return String.valueOf(function.apply(new SanitizableData(SOURCE, key, value)).getValue());
  }
}
