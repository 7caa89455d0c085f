package io.videotask.codegen;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** Java names for a gateway's names. */
final class JavaNames {
  /** Types that generated sources use by their simple names: a schema may not shadow them. */
  private static final Set<String> TAKEN_TYPES =
      Set.of(
          """
          Boolean Class Double IOException Integer List Long Map Object Objects Override Record
          String Void
          JsonReader JsonWriter MultipartBody NullMarked Nullable RequestBody ResponseBody
          Body Call DELETE Field FormUrlEncoded GET HEAD HTTP Header Multipart OPTIONS PATCH POST
          PUT Part Path Query Streaming
          Json ModelWriter RawJson TolerantAdapter TolerantAdapterFactory TolerantReader"""
              .strip()
              .split("\\s+"));

  /** The compiler refuses these as record components. */
  private static final Set<String> OBJECT_METHODS =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern ASCII_WORD = Pattern.compile("[A-Za-z0-9]+");
  private static final Pattern HUMP = Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

  private JavaNames() {}

  /** A class name in ASCII, because it becomes a file name; empty if nothing is left of it. */
  static String className(String schemaName) {
    String joined = joined(ASCII_WORD.matcher(schemaName), true);
    return needsPrefix(joined) ? "Model" + joined : joined;
  }

  private static boolean needsPrefix(String name) {
    return TAKEN_TYPES.contains(name)
        || (!name.isEmpty() && !Character.isJavaIdentifierStart(name.charAt(0)));
  }

  /** A record component or parameter; empty if nothing is left of the name. */
  static String component(String name) {
    String joined = joined(WORD.matcher(name), false);
    if (joined.isEmpty()) {
      return joined;
    }
    if (!Character.isJavaIdentifierStart(joined.charAt(0))) {
      joined = "_" + joined;
    }
    boolean taken = SourceVersion.isKeyword(joined) || OBJECT_METHODS.contains(joined);
    return taken ? joined + "_" : joined;
  }

  /** A method name in ASCII; empty if nothing is left of the operationId. */
  static String method(String operationId) {
    String joined = joined(ASCII_WORD.matcher(operationId), false);
    boolean usable =
        joined.isEmpty()
            || (Character.isJavaIdentifierStart(joined.charAt(0)) && isLegalMember(joined));
    return usable ? joined : "call" + joined(ASCII_WORD.matcher(operationId), true);
  }

  /** Legal for a component, and for a method without parameters. */
  static boolean isLegalMember(String name) {
    return SourceVersion.isName(name) && !name.contains(".") && !OBJECT_METHODS.contains(name);
  }

  static boolean isLegalClass(String name) {
    return SourceVersion.isName(name) && !name.contains(".") && !TAKEN_TYPES.contains(name);
  }

  /** A constant for one value of an enum. */
  static String constant(String value) {
    String signed = value.replaceFirst("^-(?=\\d)", "minus_");
    StringBuilder name = new StringBuilder();
    Matcher words = WORD.matcher(HUMP.matcher(signed).replaceAll("_"));
    while (words.find()) {
      name.append(name.isEmpty() ? "" : "_").append(words.group().toUpperCase(Locale.ROOT));
    }
    if (name.isEmpty()) {
      return value.isEmpty() ? "EMPTY" : "VALUE";
    }
    boolean startsWell = Character.isJavaIdentifierStart(name.charAt(0));
    return startsWell && !signed.startsWith("minus_") ? name.toString() : "VALUE_" + name;
  }

  private static String joined(Matcher words, boolean firstIsBig) {
    StringBuilder name = new StringBuilder();
    while (words.find()) {
      String word = words.group();
      boolean big = firstIsBig || !name.isEmpty();
      if (!big && word.equals(word.toUpperCase(Locale.ROOT))) {
        name.append(word.toLowerCase(Locale.ROOT));
      } else {
        String first = word.substring(0, word.offsetByCodePoints(0, 1));
        name.append(big ? first.toUpperCase(Locale.ROOT) : first.toLowerCase(Locale.ROOT));
        name.append(word.substring(first.length()));
      }
    }
    return name.toString();
  }
}
