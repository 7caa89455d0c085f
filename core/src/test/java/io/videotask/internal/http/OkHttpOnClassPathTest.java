package io.videotask.internal.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OkHttpOnClassPathTest {
  @Test
  void theVersionOfTheBuildIsAccepted() {
    assertDoesNotThrow(() -> OkHttpOnClassPath.check());
  }

  @Test
  void twoCopiesAreReportedWithTheFix(@TempDir Path folder) throws Exception {
    try (URLClassLoader loader = loader(folder, null, "one", "two")) {
      List<String> copies = OkHttpOnClassPath.copies(loader);
      assertEquals(2, copies.size());
      String message = failureMessage(copies, "5.5.1");
      assertTrue(message.contains("/one and "), message);
      assertTrue(message.contains("/two. Keep com.squareup.okhttp3:okhttp-jvm 5"), message);
      assertTrue(message.contains("import io.videotask:videotask-bom"), message);
    }
  }

  @Test
  void theCopyOfAParentLoaderDoesNotCount(@TempDir Path folder) throws Exception {
    try (URLClassLoader server = loader(folder, null, "server");
        URLClassLoader application = loader(folder, server, "application")) {
      List<String> copies = OkHttpOnClassPath.copies(application);
      assertEquals(1, copies.size());
      assertTrue(copies.get(0).endsWith("/application"), copies::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.14.9", "4.12.0"})
  void anOldVersionIsReportedWithTheFix(String version) {
    String message = failureMessage(List.of("one"), version);
    assertTrue(message.startsWith("OkHttp " + version + " is on the class path, and 5"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.0.0", "5.9.0", "6.0.0", "40.0.0", ""})
  void newerVersionsAreAccepted(String version) {
    assertDoesNotThrow(() -> OkHttpOnClassPath.check(List.of("one"), version));
  }

  private static String failureMessage(List<String> copies, String version) {
    var thrown =
        assertThrows(IllegalStateException.class, () -> OkHttpOnClassPath.check(copies, version));
    return String.valueOf(thrown.getMessage());
  }

  private static URLClassLoader loader(
      Path folder, @org.jspecify.annotations.Nullable ClassLoader parent, String... names)
      throws IOException {
    URL[] places = new URL[names.length];
    for (int i = 0; i < names.length; i++) {
      Path location = Files.createDirectories(folder.resolve(names[i]).resolve("okhttp3"));
      Files.writeString(location.resolve("OkHttpClient.class"), "");
      places[i] = folder.resolve(names[i]).toUri().toURL();
    }
    return new URLClassLoader(places, parent);
  }
}
