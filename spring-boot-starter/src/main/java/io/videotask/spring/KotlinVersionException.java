package io.videotask.spring;

import java.security.CodeSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Kotlin on the class path does not fit OkHttp: it is too old, or something that OkHttp uses is
 * not in it. Boot manages the version of Kotlin for programs in Java too. The message is one line.
 */
public final class KotlinVersionException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** The oldest one that has all that OkHttp 5.5, Okio, Moshi and Retrofit use. */
  private static final int[] OLDEST = {1, 8, 20};

  KotlinVersionException(String version, @Nullable String jar, @Nullable LinkageError cause) {
    super(
        "kotlin-stdlib "
            + version
            + " is on the class path"
            + (jar == null ? "" : " (" + jar + ")")
            + (cause == null
                ? ", and OkHttp 5 needs 1.8.20 or newer"
                : ", and OkHttp needs another: " + cause.getMessage()),
        cause);
  }

  /**
   * Calls what needs Kotlin.
   *
   * @throws KotlinVersionException when the Kotlin on the class path does not fit
   */
  static <T> T guard(Supplier<T> work) {
    Class<?> type;
    String version;
    try {
      type = Class.forName("kotlin.KotlinVersion");
      version = String.valueOf(type.getField("CURRENT").get(null));
    } catch (ReflectiveOperationException e) {
      // None at all: what misses it says so.
      return work.get();
    }
    CodeSource source = type.getProtectionDomain().getCodeSource();
    String path = source == null ? "" : source.getLocation().getPath();
    String jar = path.isEmpty() ? null : path.substring(path.lastIndexOf('/') + 1);
    return guard(version, jar, work);
  }

  static <T> T guard(String version, @Nullable String jar, Supplier<T> work) {
    if (isTooOld(version)) {
      throw new KotlinVersionException(version, jar, null);
    }
    try {
      return work.get();
    } catch (LinkageError e) {
      if (String.valueOf(e.getMessage()).contains("kotlin")) {
        throw new KotlinVersionException(version, jar, e);
      }
      throw e;
    }
  }

  private static boolean isTooOld(String version) {
    String[] parts = version.split("[.-]", -1);
    try {
      for (int i = 0; i < OLDEST.length; i++) {
        int part = i < parts.length ? Integer.parseInt(parts[i]) : 0;
        if (part != OLDEST[i]) {
          return part < OLDEST[i];
        }
      }
    } catch (NumberFormatException e) {
      // A version that is not known is tried.
    }
    return false;
  }
}
