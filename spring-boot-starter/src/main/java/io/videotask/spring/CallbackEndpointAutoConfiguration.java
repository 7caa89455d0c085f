package io.videotask.spring;

import io.videotask.callback.CallbackReceiver;
import jakarta.servlet.Servlet;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Configures the endpoint for callbacks of a servlet application. */
@AutoConfiguration(after = CallbackAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Servlet.class, ServletRegistrationBean.class})
@ConditionalOnBean({CallbackReceiver.class, VideoTaskProperties.class})
public class CallbackEndpointAutoConfiguration {
  @Bean
  ServletRegistrationBean<CallbackServlet> videoTaskCallbackEndpoint(
      CallbackReceiver receiver, VideoTaskProperties properties) {
    CallbackProperties callbacks = properties.callbacks();
    String path = path(callbacks.path(), callbacks.publicUrl());
    CallbackServlet servlet = new CallbackServlet(receiver, callbacks.maxBodyBytes());
    ServletRegistrationBean<CallbackServlet> endpoint =
        new ServletRegistrationBean<>(servlet, path + "/*");
    endpoint.setName("videoTaskCallbacks");
    return endpoint;
  }

  private static String path(@Nullable String configured, @Nullable String publicUrl) {
    String path = configured;
    if (path == null && publicUrl != null) {
      path = URI.create(publicUrl.strip()).getPath();
    }
    String trimmed = path == null ? "" : path.strip().replaceAll("/+$", "");
    if (!trimmed.matches("(/[A-Za-z0-9._~-]+)+")) {
      throw new InvalidPropertyException(
          CallbackProperties.PREFIX + "path",
          "the endpoint needs a path such as /callbacks, here or in the public URL");
    }
    return trimmed;
  }
}
