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
import java.util.Map;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;

/** Calls operations through the generated interfaces. */
final class GeneratedCalls {
  private static final Path SURFACE = Page.ROOT.resolve("generated-client/surface.txt");

  private static final Path CONFIG = Page.ROOT.resolve("generated-client/config");

  /** One for all calls, as a client reads the trust store first. */
  private static final OkHttpClient HTTP = new OkHttpClient();

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
    Map<?, ?> config = config(operation.gateway());
    String factory = config.get("modelPackage") + "." + config.get("factoryName");
    Retrofit retrofit =
        new Retrofit.Builder()
            .baseUrl(baseUrl)
            .client(HTTP)
            .addConverterFactory(MoshiConverterFactory.create(moshi(factory)))
            .build();
    for (String name : interfaces(config.get("apiPackage") + ".")) {
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

  /** Returns what the generator was told: packages, and the name of the factory. */
  private static Map<?, ?> config(String gateway) throws IOException {
    String text = Files.readString(CONFIG.resolve(gateway + ".yaml"));
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static Moshi moshi(String factory) throws Exception {
    Class<? extends JsonAdapter.Factory> type =
        Class.forName(factory).asSubclass(JsonAdapter.Factory.class);
    return new Moshi.Builder().add(type.getConstructor().newInstance()).build();
  }

  private static List<String> interfaces(String space) throws IOException {
    return Files.readAllLines(SURFACE).stream()
        .filter(line -> line.matches("interface " + Pattern.quote(space) + "\\w+"))
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
    if (method.isAnnotationPresent(PUT.class)) {
      return "PUT /" + method.getAnnotation(PUT.class).value();
    }
    if (method.isAnnotationPresent(PATCH.class)) {
      return "PATCH /" + method.getAnnotation(PATCH.class).value();
    }
    return method.isAnnotationPresent(POST.class)
        ? "POST /" + method.getAnnotation(POST.class).value()
        : "";
  }

  /** Returns a value of a parameter's type: records and lists are empty. */
  private static Object argument(Class<?> type) {
    if (type == String.class) {
      return "x";
    }
    if (type == Long.class) {
      return 1L;
    }
    if (type == Boolean.class) {
      return true;
    }
    if (type == Double.class) {
      return 1.5;
    }
    if (type == List.class) {
      return List.of();
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
