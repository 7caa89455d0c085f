package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A Java snippet of a page, compiled and run. */
public final class Snippet {
  private Snippet() {}

  /** Returns the output. A snippet has imports, then a blank line, then statements. */
  public static String run(String snippet, Path folder) throws Exception {
    String imports = snippet.substring(0, snippet.indexOf("\n\n"));
    String body = snippet.substring(imports.length());
    compile(
        "Snippet",
        imports
            + "\nclass Snippet { public static void main(String[] a) throws Exception {"
            + body
            + "} }",
        folder);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      var main = loader.loadClass("Snippet").getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Runs a snippet that is a class with tests, and returns the summary. */
  public static TestExecutionSummary test(String snippet, String name, Path folder)
      throws Exception {
    compile(name, snippet, folder);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(DiscoverySelectors.selectClass(loader.loadClass(name)))
                  .build(),
              listener);
      return listener.getSummary();
    }
  }

  /**
   * Compiles classes against libraries that the tests do not have.
   *
   * @param classes source text by name
   * @param libraries likewise, without the package declaration, by full name
   */
  public static void compile(
      Map<String, String> classes, Map<String, String> libraries, Path folder) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path")));
    for (Map.Entry<String, String> each : libraries.entrySet()) {
      int dot = each.getKey().lastIndexOf('.');
      Path file = folder.resolve(each.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      String text = "package " + each.getKey().substring(0, dot) + ";\n" + each.getValue();
      arguments.add(Files.writeString(file, text).toString());
    }
    for (Map.Entry<String, String> each : classes.entrySet()) {
      Path file = folder.resolve(each.getKey() + ".java");
      arguments.add(Files.writeString(file, each.getValue()).toString());
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(new String[0]));
    assertEquals(0, result, "the snippet does not compile");
  }

  private static void compile(String name, String text, Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve(name + ".java"), text);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertEquals(0, result, "the snippet does not compile");
  }
}
