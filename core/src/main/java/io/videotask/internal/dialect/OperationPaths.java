package io.videotask.internal.dialect;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Query;

/**
 * Reads the paths of generated operations from their annotations, which come from the spec.
 *
 * @param <A> the generated interface
 */
final class OperationPaths<A> {
  private final Class<A> api;
  private final Map<String, String> paths = new LinkedHashMap<>();

  OperationPaths(Class<A> api) {
    this.api = api;
  }

  /**
   * Adds an operation.
   *
   * @param operation calls it with any arguments; nothing is sent, and a renamed operation fails to
   *     compile
   */
  OperationPaths<A> add(String name, Consumer<A> operation) {
    paths.put(name, text(called(operation)));
    return this;
  }

  Map<String, String> paths() {
    return paths;
  }

  private Method called(Consumer<A> operation) {
    AtomicReference<@Nullable Method> called = new AtomicReference<>();
    Object recorder =
        Proxy.newProxyInstance(
            api.getClassLoader(),
            new Class<?>[] {api},
            (proxy, method, arguments) -> {
              called.set(method);
              return null;
            });
    operation.accept(api.cast(recorder));
    Method method = called.get();
    if (method == null) {
      throw new IllegalArgumentException("no operation of " + api.getSimpleName() + " was called");
    }
    return method;
  }

  private static String text(Method operation) {
    StringBuilder text = new StringBuilder();
    GET get = operation.getAnnotation(GET.class);
    POST post = operation.getAnnotation(POST.class);
    DELETE delete = operation.getAnnotation(DELETE.class);
    if (get != null) {
      append(text, "GET", get.value());
    } else if (post != null) {
      append(text, "POST", post.value());
    } else if (delete != null) {
      append(text, "DELETE", delete.value());
    }
    char separator = '?';
    for (Annotation[] annotations : operation.getParameterAnnotations()) {
      for (Annotation annotation : annotations) {
        if (annotation instanceof Query query) {
          text.append(separator)
              .append(query.value())
              .append("={")
              .append(query.value())
              .append('}');
          separator = '&';
        }
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String method, String path) {
    text.append(method).append(path.startsWith("/") ? " " : " /").append(path);
  }
}
