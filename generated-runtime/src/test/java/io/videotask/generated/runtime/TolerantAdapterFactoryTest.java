package io.videotask.generated.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonQualifier;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TolerantAdapterFactoryTest {
  /** An open enum as generated. */
  record Status(String value) {}

  @JsonQualifier
  @Retention(RetentionPolicy.RUNTIME)
  @interface Special {}

  private static final class Factory extends TolerantAdapterFactory {
    @Override
    protected @Nullable TolerantAdapter<?> adapterOf(Class<?> type) {
      return type == Status.class
          ? new TolerantAdapter<Status>(
              "string",
              reader -> {
                String value = TolerantReader.readString(reader);
                return value == null ? null : new Status(value);
              },
              (writer, value) ->
                  ModelWriter.writeString(writer, value == null ? null : value.value()))
          : null;
    }
  }

  private final Moshi moshi = new Moshi.Builder().add(new Factory()).build();
  private final Type list = Types.newParameterizedType(List.class, Status.class);
  private final Type map = Types.newParameterizedType(Map.class, String.class, list);

  @Test
  void readsAndWritesTypesOfThePackage() throws Exception {
    JsonAdapter<Status> adapter = moshi.adapter(Status.class);
    assertEquals(new Status("done"), adapter.fromJson("\"done\""));
    assertEquals(new Status("7"), adapter.fromJson("7"));
    assertEquals("\"done\"", adapter.toJson(new Status("done")));
    assertNull(adapter.fromJson("null"));
  }

  @Test
  void listsAndMapsAreTolerant() throws Exception {
    String json = "{\"a\":[\"x\",{},\"y\"],\"b\":7}";
    Map<String, List<Status>> read = moshi.<Map<String, List<Status>>>adapter(map).fromJson(json);
    assertEquals(Map.of("a", List.of(new Status("x"), new Status("y"))), read);
    assertEquals("{\"a\":[\"x\",\"y\"]}", moshi.<Object>adapter(map).toJson(read));
  }

  @Test
  void rawJsonHasAnAdapterInEveryPackage() throws Exception {
    JsonAdapter<RawJson> adapter = moshi.adapter(RawJson.class);
    RawJson raw = adapter.fromJson("{ \"a\" : 1 }");
    assertEquals(new RawJson("{ \"a\" : 1 }"), raw);
    assertEquals("{ \"a\" : 1 }", adapter.toJson(raw));
    Type rawList = Types.newParameterizedType(List.class, RawJson.class);
    assertEquals(List.of(new RawJson("[1]")), moshi.adapter(rawList).fromJson("[[1], null]"));
  }

  @Test
  void documentOfTheWrongTypeIsAnErrorWithItsPath() {
    var thrown = assertThrows(JsonDataException.class, () -> moshi.adapter(list).fromJson("{}"));
    assertEquals("Expected array but was object at path $", thrown.getMessage());
    assertThrows(JsonDataException.class, () -> moshi.adapter(list).fromJson("\"x\""));
    assertThrows(JsonDataException.class, () -> moshi.adapter(map).fromJson("[]"));
    assertThrows(JsonDataException.class, () -> moshi.adapter(Status.class).fromJson("{}"));
  }

  @Test
  void ignoresTypesOfOtherPackages() {
    Factory factory = new Factory();
    for (Type other :
        List.of(
            String.class,
            Types.newParameterizedType(List.class, String.class),
            Types.newParameterizedType(Set.class, Status.class),
            Types.newParameterizedType(Map.class, Integer.class, Status.class))) {
      assertNull(factory.create(other, Set.of(), moshi), other::toString);
    }
    assertInstanceOf(TolerantAdapter.class, factory.create(list, Set.of(), moshi));
  }

  @Test
  void ignoresAnnotatedTypes() throws Exception {
    @Special
    class Annotated {}

    Annotation special = Annotated.class.getAnnotation(Special.class);
    assertNotNull(special);
    assertNull(new Factory().create(Status.class, Set.of(special), moshi));
  }
}
