package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;
import retrofit2.http.Streaming;

/** Tests the interfaces with Retrofit, which validates every method eagerly. */
final class RetrofitTest {
  private static CompiledClient client;
  private static Retrofit retrofit;

  @BeforeAll
  static void generate(@TempDir Path folder) throws Exception {
    Path sources =
        new CodegenRunner(folder)
            .run(
                "torture",
                CodegenRunner.resource("torture.yaml"),
                CodegenRunner.resource("torture-config.yaml"));
    client = CompiledClient.compile(sources, "test.torture", "TortureJson");
    retrofit =
        new Retrofit.Builder()
            .baseUrl("https://gateway.example/base/")
            .addConverterFactory(MoshiConverterFactory.create(client.moshi))
            .validateEagerly(true)
            .build();
  }

  private static Method method(String api, String name) throws Exception {
    return Arrays.stream(client.type(api).getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Request request(String api, String name, @Nullable Object... arguments)
      throws Exception {
    Object created = retrofit.create(client.type(api));
    return ((Call<?>) method(api, name).invoke(created, arguments)).request();
  }

  private static String body(Request request) throws Exception {
    Buffer buffer = new Buffer();
    RequestBody body = request.body();
    assertNotNull(body);
    body.writeTo(buffer);
    return buffer.readUtf8();
  }

  private static @Nullable Object read(String type, String json) throws Exception {
    return client.read(type, json);
  }

  @Test
  void escapesValuesAndSendsEnumValues() throws Exception {
    Object word = read("TaskState", "\"a b\"");
    Request request = request("DefaultApi", "getThing", "../?", "x", List.of(word, word), null, 7L);
    assertEquals(
        "https://gateway.example/base/v1/things/..%2F%3F?class=x&states=a%20b&states=a%20b",
        request.url().toString());
    assertEquals("7", request.header("X-Trace"));
    assertNull(request.header("Authorization"));
  }

  @Test
  void pathParametersComeFirst() throws Exception {
    Request request = request("ThingsApi", "thingContent", "id", "variant");
    assertEquals(
        "https://gateway.example/base/v1/things/id/content?variant=variant",
        request.url().toString());
  }

  @Test
  void bodyUsesTheGeneratedAdapter() throws Exception {
    Object thing = read("Thing", "{\"id\":\"a\",\"free\":{\"n\": 9007199254740993}}");
    Request request = request("ThingsApi", "createThing", thing);
    assertEquals("POST", request.method());
    assertEquals("{\"id\":\"a\",\"free\":{\"n\": 9007199254740993}}", body(request));
  }

  @Test
  void multipartTextIsNotQuoted() throws Exception {
    RequestBody text = RequestBody.create("a cat", null);
    MultipartBody.Part file = MultipartBody.Part.createFormData("file", "a.png", text);
    Request request = request("ThingsApi", "upload", file, text, null);
    assertTrue(body(request).contains("name=\"prompt\""));
    assertTrue(!body(request).contains("\"a cat\""));
  }

  @Test
  void formIsSentAsFields() throws Exception {
    Request request = request("ThingsApi", "token", "client", 60L);
    assertEquals("grant_type=client&seconds=60", body(request));
  }

  @Test
  void streamsBytesAndTextButNotJson() throws Exception {
    for (String name : List.of("thingContent", "upload")) {
      Method streamed = method("ThingsApi", name);
      assertNotNull(streamed.getAnnotation(Streaming.class), name);
      assertEquals(
          "retrofit2.Call<okhttp3.ResponseBody>", streamed.getGenericReturnType().getTypeName());
    }
    Method json = method("DefaultApi", "getThing");
    assertNull(json.getAnnotation(Streaming.class));
    assertEquals("retrofit2.Call<test.torture.Thing>", json.getGenericReturnType().getTypeName());
    assertEquals(
        "retrofit2.Call<java.util.List<test.torture.Thing>>",
        method("ThingsApi", "listThings").getGenericReturnType().getTypeName());
    assertEquals(
        "retrofit2.Call<io.videotask.generated.runtime.RawJson>",
        method("ThingsApi", "createThing").getGenericReturnType().getTypeName());
  }
}
