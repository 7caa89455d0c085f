package io.videotask.it;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists the public API of some classes, one line for each member, in a fixed order. */
final class PublicSurface {
  private static final Set<String> OF_EVERY_RECORD = Set.of("equals", "hashCode", "toString");

  private PublicSurface() {}

  static String of(List<String> classNames) throws ClassNotFoundException {
    StringBuilder surface = new StringBuilder();
    for (String name : classNames) {
      Class<?> type = Class.forName(name, false, PublicSurface.class.getClassLoader());
      if (Modifier.isPublic(type.getModifiers())) {
        describe(type, surface);
      }
    }
    return surface.toString();
  }

  /** Lists all classes of the jar or folder that contains this one. */
  static String beside(Class<?> one) throws Exception {
    return of(classesBeside(one));
  }

  /** Compares it with a committed listing, which {@code -Dsurface.update=true} updates. */
  static void assertCommitted(Path list, Class<?> one) throws Exception {
    String surface = beside(one);
    if (Committed.isAccepted()) {
      // Tests in other processes read it at the same time.
      Path complete = Files.writeString(list.resolveSibling("surface.txt.new"), surface);
      Files.move(complete, list, StandardCopyOption.REPLACE_EXISTING);
    }
    String file = list.getFileName().toString();
    Committed.assertSame(
        Map.of(file, Files.readString(list)),
        Map.of(file, surface),
        "the public surface has changed: if that is meant, run this test with"
            + " -Dsurface.update=true and commit "
            + list);
  }

  private static List<String> classesBeside(Class<?> one) throws Exception {
    Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return classNames(place);
    }
    URI jar = URI.create("jar:" + place.toUri());
    try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of())) {
      return classNames(inside.getPath("/"));
    }
  }

  private static List<String> classNames(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".class") && !file.contains("package-info"))
          // Internal packages may change in any version.
          .filter(file -> !file.startsWith("io/videotask/internal/"))
          .map(file -> file.substring(0, file.length() - 6).replace('/', '.'))
          .sorted()
          .toList();
    }
  }

  private static void describe(Class<?> type, StringBuilder surface) {
    surface.append(kind(type)).append(' ').append(type.getName()).append('\n');
    Set<String> members = new TreeSet<>();
    for (var field : type.getDeclaredFields()) {
      if (isVisible(field)) {
        members.add(field.getGenericType().getTypeName() + " " + field.getName());
      }
    }
    for (var constructor : type.getDeclaredConstructors()) {
      if (isVisible(constructor)) {
        members.add("new(" + parameters(constructor) + ")");
      }
    }
    for (var method : type.getDeclaredMethods()) {
      if (isVisible(method) && !(type.isRecord() && OF_EVERY_RECORD.contains(method.getName()))) {
        members.add(describe(method));
      }
    }
    members.forEach(member -> surface.append("  ").append(member).append('\n'));
  }

  private static String describe(Method method) {
    String annotations =
        Arrays.stream(method.getAnnotations())
            .filter(annotation -> annotation.annotationType().getName().startsWith("retrofit2"))
            .map(annotation -> annotation + " ")
            .collect(Collectors.joining());
    return annotations
        + (Modifier.isStatic(method.getModifiers()) ? "static " : "")
        + method.getGenericReturnType().getTypeName()
        + " "
        + method.getName()
        + "("
        + parameters(method)
        + ")";
  }

  private static String parameters(Executable executable) {
    return Arrays.stream(executable.getGenericParameterTypes())
        .map(Type::getTypeName)
        .collect(Collectors.joining(", "));
  }

  private static String kind(Class<?> type) {
    if (type.isRecord()) {
      return "record";
    }
    return type.isInterface() ? "interface" : type.isEnum() ? "enum" : "class";
  }

  private static boolean isVisible(Member member) {
    return !member.isSynthetic()
        && (Modifier.isPublic(member.getModifiers())
            || Modifier.isProtected(member.getModifiers()));
  }
}
