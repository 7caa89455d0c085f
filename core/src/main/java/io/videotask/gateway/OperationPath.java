package io.videotask.gateway;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import retrofit2.http.GET;
import retrofit2.http.Query;

/** The path of a generated operation, as its annotations have it from the spec. */
final class OperationPath {
  private OperationPath() {}

  /** The path of an interface's only operation. */
  static String only(Class<?> api) {
    Method operation = api.getDeclaredMethods()[0];
    String path = operation.getAnnotation(GET.class).value();
    StringBuilder text = new StringBuilder("GET ");
    text.append(path.startsWith("/") ? path : "/" + path);
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
}
