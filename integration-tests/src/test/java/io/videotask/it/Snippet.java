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
