package io.videotask.it.contract;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.videotask.it.pages.Page;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.POST;

/** Calls operations through the generated interfaces. */
final class GeneratedCalls {
  private static final Path SURFACE = Page.ROOT.resolve("generated-client/surface.txt");

  private final String baseUrl;

  GeneratedCalls(String baseUrl) {
    this.baseUrl = baseUrl + "/";
  }

  /**
   * Sends the operation with arbitrary arguments.
   *
   * @throws AssertionError if no method was generated for it
   */
  Response<?> send(SpecOperation operation) throws Exception {
    String space = "io.videotask.generated." + operation.gateway().replace("-", "") + ".";
    Retrofit retrofit =
        new Retrofit.Builder()
            .baseUrl(baseUrl)
            .addConverterFactory(MoshiConverterFactory.create(moshi(space)))
            .build();
    for (String name : listed("interface " + space + "\\w+Api")) {
      Class<?> api = Class.forName(name);
      for (Method method : api.getMethods()) {
        if (text(method).equals(operation.text())) {
          Object[] arguments =
              Arrays.stream(method.getParameterTypes()).map(GeneratedCalls::argument).toArray();
          return ((Call<?>) method.invoke(retrofit.create(api), arguments)).execute();
        }
      }
    }
    throw new AssertionError("nothing was generated for " + operation);
  }

  private static Moshi moshi(String space) throws Exception {
    for (String name : listed("class " + space + "\\w+")) {
      Class<?> type = Class.forName(name);
      if (JsonAdapter.Factory.class.isAssignableFrom(type)) {
        return new Moshi.Builder()
            .add(type.asSubclass(JsonAdapter.Factory.class).getConstructor().newInstance())
            .build();
      }
    }
    throw new AssertionError("no factory of JSON adapters in " + space);
  }

  private static List<String> listed(String pattern) throws IOException {
    return Files.readAllLines(SURFACE).stream()
        .filter(line -> line.matches(pattern))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }

  private static String text(Method method) {
    if (method.isAnnotationPresent(GET.class)) {
      return "GET /" + method.getAnnotation(GET.class).value();
    }
    if (method.isAnnotationPresent(DELETE.class)) {
      return "DELETE /" + method.getAnnotation(DELETE.class).value();
    }
    return method.isAnnotationPresent(POST.class)
        ? "POST /" + method.getAnnotation(POST.class).value()
        : "";
  }

  /** Returns a string, a number, or an empty record. */
  private static Object argument(Class<?> type) {
    if (type == String.class) {
      return "x";
    }
    if (type == Long.class) {
      return 1L;
    }
    if (!type.isRecord()) {
      throw new AssertionError("no argument of " + type + " is known here");
    }
    try {
      Constructor<?> constructor = type.getConstructors()[0];
      return constructor.newInstance(new Object[constructor.getParameterCount()]);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no " + type, e);
    }
  }
}
