package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** A Java snippet of a page, compiled and run. */
public final class Snippet {
  private Snippet() {}

  /** What it prints. Imports stand first, then a blank line, then statements. */
  public static String run(String snippet, Path folder) throws Exception {
    String imports = snippet.substring(0, snippet.indexOf("\n\n"));
    String body = snippet.substring(imports.length());
    Path source = folder.resolve("Snippet.java");
    Files.writeString(
        source, imports + "\nclass Snippet { public static void main(String[] a) {" + body + "} }");
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
}
