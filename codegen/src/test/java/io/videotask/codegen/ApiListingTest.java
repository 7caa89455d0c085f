package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The members to be generated are listed in the format of the committed list. */
final class ApiListingTest {
  private static final Set<String> OF_EVERY_RECORD = Set.of("equals", "hashCode", "toString");
  private static final String DOCUMENT =
      """
      openapi: 3.0.3
      info: {title: t, version: '1'}
      paths: {}
      components:
        schemas:
          Status: {type: string, enum: [queued, done]}
          Level: {type: integer, enum: [1, 2]}
      """;

  @Test
  void committedOpenEnumHasNoMissingMembers(@TempDir Path folder) throws Exception {
    Path sources = new CodegenRunner(folder).run("t", DOCUMENT, CodegenRunner.config("s", "SJson"));
    CompiledClient client = CompiledClient.compile(sources, "test.s", "SJson");
    List<String> accepted = new ArrayList<>();
    for (String name : List.of("Status", "Level")) {
      accepted.addAll(surface(client.type(name)));
    }

    Set<String> generated =
        ApiListing.of(
            "test.s",
            List.of(
                openEnum("Status", EnumShape.ValueKind.TEXT),
                openEnum("Level", EnumShape.ValueKind.INTEGER)),
            List.of());

    assertEquals(ApiListing.parseCommitted("test.s", accepted), generated);
  }

  private static EnumShape openEnum(String name, EnumShape.ValueKind kind) {
    return new EnumShape(name, name, List.of(), kind, List.of());
  }

  /** Returns the members in the format of the committed list. */
  private static List<String> surface(Class<?> type) {
    List<String> lines = new ArrayList<>(List.of("record " + type.getName()));
    for (Method method : type.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers()) && !OF_EVERY_RECORD.contains(method.getName())) {
        lines.add("  " + method.getReturnType().getName() + " " + method.getName() + "()");
      }
    }
    return lines;
  }
}
