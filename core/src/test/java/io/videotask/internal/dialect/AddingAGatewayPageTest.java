package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/adding-a-gateway.md} says about adapters compiles. */
class AddingAGatewayPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("videotask.root", ".."), "docs", "adding-a-gateway.md");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("`([a-z]+[A-Za-z]*)(?:\\(\\))?`");

  /** Names in the section about the adapter that are no methods of it. */
  private static final Set<String> OTHERS = Set.of("core", "explain");

  /** The records that the generator would make of the page's invented spec. */
  private static final String GENERATED =
      """
      package io.videotask.internal.dialect;

      import java.util.List;
      import org.jspecify.annotations.Nullable;

      class Page {
        record Job(
            @Nullable String id,
            @Nullable String phase,
            @Nullable Long percent,
            @Nullable Problem problem,
            @Nullable String link,
            @Nullable Long goneAt,
            @Nullable Job task) {}

        record Problem(@Nullable String code, @Nullable String message) {}

      """;

  private static String section() throws IOException {
    String page = Files.readString(PAGE);
    return page.substring(page.indexOf("## 4."), page.indexOf("## 5."));
  }

  @Test
  void snippetsCompile(@TempDir Path folder) throws IOException {
    StringBuilder source = new StringBuilder(GENERATED);
    Matcher block = BLOCK.matcher(section());
    int blocks = 0;
    while (block.find()) {
      blocks++;
      source.append(block.group(1));
    }
    assertTrue(blocks > 0, "the page has no snippet");
    Path file = Files.writeString(folder.resolve("Page.java"), source.append("}\n"));

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      compiler
          .getTask(
              messages,
              files,
              null,
              List.of(
                  "-proc:none",
                  "-d",
                  folder.toString(),
                  "-cp",
                  System.getProperty("java.class.path")),
              null,
              files.getJavaFileObjects(file))
          .call();
    }

    assertEquals("", messages.toString());
  }

  @Test
  void namedMethodsAreAdapters() throws IOException {
    Set<String> methods =
        Arrays.stream(Adapter.class.getMethods()).map(Method::getName).collect(Collectors.toSet());
    List<String> unknown = new ArrayList<>();
    Set<String> named = new TreeSet<>();
    Matcher name = NAME.matcher(BLOCK.matcher(section()).replaceAll(""));
    while (name.find()) {
      named.add(name.group(1));
    }
    for (String method : named) {
      if (!methods.contains(method) && !OTHERS.contains(method)) {
        unknown.add(method);
      }
    }

    assertTrue(named.size() > 10, named::toString);
    assertEquals(List.of(), unknown);
  }
}
