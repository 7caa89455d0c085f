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
 * Says at the start what would otherwise be a NoSuchMethodError in the middle of a wait: OkHttp 4
 * and 5 have different coordinates and the same classes, so that a build may bring both.
 */
final class OkHttpOnClassPath {
  private static final String CLASS = "okhttp3/OkHttpClient.class";
  private static final String REMEDY =
      ". Keep com.squareup.okhttp3:okhttp-jvm 5, which takes the place of okhttp 4: import"
          + " io.videotask:videotask-bom, and drop a version of okhttp of your own, which wins over"
          + " the BOM's";

  private OkHttpOnClassPath() {}

  /**
   * @throws IllegalStateException when there are two copies of it, or one that is too old
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
   * Where a loader itself finds the class. What its parents have beside that is never loaded where
   * it has its own, as in a server's web applications.
   */
  static List<String> copies(@Nullable ClassLoader loader) {
    if (loader == null) {
      return List.of();
    }
    Set<String> places = places(loader);
    Set<String> own = new LinkedHashSet<>(places);
    if (loader.getParent() != null) {
      own.removeAll(places(loader.getParent()));
    }
    return List.copyOf(own);
  }

  private static Set<String> places(ClassLoader loader) {
    try {
      return Collections.list(loader.getResources(CLASS)).stream()
          .map(URL::toString)
          .map(place -> place.replaceFirst("!?/" + CLASS + "$", "").replaceFirst("^jar:", ""))
          .collect(Collectors.toCollection(LinkedHashSet::new));
    } catch (IOException e) {
      return Set.of();
    }
  }

  /** Not {@code OkHttp.VERSION}: the compiler would write down the one that we are built with. */
  private static String version() {
    try {
      return String.valueOf(OkHttp.class.getField("VERSION").get(null));
    } catch (ReflectiveOperationException e) {
      return "";
    }
  }
}
