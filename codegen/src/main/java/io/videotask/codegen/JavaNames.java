package io.videotask.codegen;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** Derives Java names from names in a document. */
final class JavaNames {
  /** Types that generated sources use by their simple names, which a schema must not shadow. */
  private static final Set<String> RESERVED_TYPES =
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

  /** Names that the compiler rejects as record components. */
  private static final Set<String> OBJECT_METHODS =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern ASCII_WORD = Pattern.compile("[A-Za-z0-9]+");
  private static final Pattern CAMEL_CASE_BOUNDARY =
      Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

  private JavaNames() {}

  /** Returns the full name of a class that adapters are written against. */
  static String spi(String simpleName) {
    return "io.videotask.generated.gateway." + simpleName;
  }

  /** Returns an ASCII class name, as it becomes a file name; empty if no characters remain. */
  static String className(String schemaName) {
    String joined = toCamelCase(ASCII_WORD.matcher(schemaName), true);
    return needsPrefix(joined) ? "Model" + joined : joined;
  }

  private static boolean needsPrefix(String name) {
    return RESERVED_TYPES.contains(name)
        || (!name.isEmpty() && !Character.isJavaIdentifierStart(name.charAt(0)));
  }

  /** Returns the name of a record component or parameter; empty if no characters remain. */
  static String component(String name) {
    String joined = toCamelCase(WORD.matcher(name), false);
    if (joined.isEmpty()) {
      return joined;
    }
    if (!Character.isJavaIdentifierStart(joined.charAt(0))) {
      joined = "_" + joined;
    }
    boolean reserved = SourceVersion.isKeyword(joined) || OBJECT_METHODS.contains(joined);
    return reserved ? joined + "_" : joined;
  }

  /** Returns an ASCII method name; empty if no characters remain. */
  static String method(String operationId) {
    String joined = toCamelCase(ASCII_WORD.matcher(operationId), false);
    boolean valid =
        joined.isEmpty()
            || (Character.isJavaIdentifierStart(joined.charAt(0)) && isLegalMember(joined));
    return valid ? joined : "call" + toCamelCase(ASCII_WORD.matcher(operationId), true);
  }

  /** Returns whether this is a valid name of a component, or of a method without parameters. */
  static boolean isLegalMember(String name) {
    return SourceVersion.isName(name) && !name.contains(".") && !OBJECT_METHODS.contains(name);
  }

  static boolean isLegalClass(String name) {
    return SourceVersion.isName(name) && !name.contains(".") && !RESERVED_TYPES.contains(name);
  }

  /** Returns the constant name for an enum value. */
  static String constant(String value) {
    String signed = value.replaceFirst("^-(?=\\d)", "minus_");
    StringBuilder name = new StringBuilder();
    Matcher words = WORD.matcher(CAMEL_CASE_BOUNDARY.matcher(signed).replaceAll("_"));
    while (words.find()) {
      name.append(name.isEmpty() ? "" : "_").append(words.group().toUpperCase(Locale.ROOT));
    }
    if (name.isEmpty()) {
      return value.isEmpty() ? "EMPTY" : "VALUE";
    }
    boolean validStart = Character.isJavaIdentifierStart(name.charAt(0));
    return validStart && !signed.startsWith("minus_") ? name.toString() : "VALUE_" + name;
  }

  private static String toCamelCase(Matcher words, boolean capitalizeFirst) {
    StringBuilder name = new StringBuilder();
    while (words.find()) {
      String word = words.group();
      boolean capitalize = capitalizeFirst || !name.isEmpty();
      if (!capitalize && word.equals(word.toUpperCase(Locale.ROOT))) {
        name.append(word.toLowerCase(Locale.ROOT));
      } else {
        String first = word.substring(0, word.offsetByCodePoints(0, 1));
        name.append(capitalize ? first.toUpperCase(Locale.ROOT) : first.toLowerCase(Locale.ROOT));
        name.append(word.substring(first.length()));
      }
    }
    return name.toString();
  }
}
