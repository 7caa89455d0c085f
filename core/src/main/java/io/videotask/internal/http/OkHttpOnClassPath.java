package io.videotask.internal.http;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Fails at startup if the class path has OkHttp 4, or two copies of OkHttp: OkHttp 4 and 5 have
 * different coordinates and the same class names, so a build may include both, which would cause a
 * NoSuchMethodError in the middle of a wait.
 */
final class OkHttpOnClassPath {
  private static final String CLASS = "okhttp3/OkHttpClient.class";
  private static final String REMEDY =
      ". Keep com.squareup.okhttp3:okhttp-jvm 5, which takes the place of okhttp 4: import"
          + " io.videotask:videotask-bom, and drop a version of okhttp of your own, which wins over"
          + " the BOM's";

  private OkHttpOnClassPath() {}

  /**
   * Checks the OkHttp that loaded this library's classes.
   *
   * @throws IllegalStateException if there are two copies of OkHttp, or its version is before 5
   */
  static void check() {
    check(copies(OkHttpClient.class.getClassLoader()), version());
  }

  static void check(List<String> copies, String version) {
    if (copies.size() > 1) {
      throw new IllegalStateException(
          "OkHttp is on the class path more than once: " + String.join(" and ", copies) + REMEDY);
    }
    if (version.startsWith("3.") || version.startsWith("4.")) {
      throw new IllegalStateException(
          "OkHttp " + version + " is on the class path, and 5 is needed" + REMEDY);
    }
  }

  /**
   * Returns the locations where the loader itself finds the class. Those of its parents don't
   * count: a web application's own copy takes precedence over its server's.
   */
  static List<String> copies(@Nullable ClassLoader loader) {
    if (loader == null) {
      return List.of();
    }
    Set<String> locations = locations(loader);
    Set<String> own = new LinkedHashSet<>(locations);
    if (loader.getParent() != null) {
      own.removeAll(locations(loader.getParent()));
    }
    return List.copyOf(own);
  }

  private static Set<String> locations(ClassLoader loader) {
    try {
      return Collections.list(loader.getResources(CLASS)).stream()
          .map(URL::toString)
          .map(location -> location.replaceFirst("!?/" + CLASS + "$", "").replaceFirst("^jar:", ""))
          .collect(Collectors.toCollection(LinkedHashSet::new));
    } catch (IOException e) {
      return Set.of();
    }
  }

  /**
   * Reads the field by reflection: the compiler would inline the version that this library is built
   * with.
   */
  private static String version() {
    try {
      return String.valueOf(OkHttp.class.getField("VERSION").get(null));
    } catch (ReflectiveOperationException e) {
      return "";
    }
  }
}
