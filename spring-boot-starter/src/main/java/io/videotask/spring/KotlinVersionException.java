package io.videotask.spring;

import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * The Kotlin on the class path is older than the one that OkHttp is built with: Boot 3.5 manages
 * 1.9. The message is one line.
 */
public final class KotlinVersionException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  static final int NEEDED_MAJOR = 2;
  static final int NEEDED_MINOR = 1;

  KotlinVersionException(String version, @Nullable String jar) {
    super(
        "kotlin-stdlib "
            + version
            + " is on the class path"
            + (jar == null ? "" : " (" + jar + ")")
            + ", and OkHttp 5 needs "
            + NEEDED_MAJOR
            + "."
            + NEEDED_MINOR
            + " or newer");
  }

  /** Checks the Kotlin on the class path; none at all is reported by OkHttp. */
  static void check() {
    Class<?> type;
    String version;
    try {
      type = Class.forName("kotlin.KotlinVersion");
      version = String.valueOf(type.getField("CURRENT").get(null));
    } catch (ReflectiveOperationException e) {
      return;
    }
    if (isTooOld(version)) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      String path = source == null ? null : source.getLocation().getPath();
      throw new KotlinVersionException(
          version, path == null ? null : path.substring(path.lastIndexOf('/') + 1));
    }
  }

  static boolean isTooOld(String version) {
    String[] parts = version.split("[.-]", -1);
    try {
      int major = Integer.parseInt(parts[0]);
      int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
      return major < NEEDED_MAJOR || (major == NEEDED_MAJOR && minor < NEEDED_MINOR);
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
