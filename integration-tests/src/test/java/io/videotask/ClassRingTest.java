package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No more than three classes of a module depend on each other in a ring. Nested classes count as
 * their outer class.
 */
@Tag("long")
class ClassRingTest {
  private static final int LARGEST_RING = 3;

  @ParameterizedTest
  @MethodSource("modules")
  void noRingHasMoreThanThreeClasses(Path module) {
    Map<String, Set<String>> dependencies = dependencies(module);
    assertTrue(dependencies.size() > 5, "classes were imported");
    assertEquals(List.of(), rings(dependencies));
  }

  /** Returns the published modules with code of their own; the benchmarks are built later. */
  private static List<Path> modules() throws IOException {
    Path root = Path.of(System.getProperty("videotask.root")).normalize();
    try (Stream<Path> modules = Files.list(root)) {
      List<Path> found =
          modules
              .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
              .filter(module -> !module.endsWith("benchmarks"))
              .sorted()
              .toList();
      assertTrue(found.size() > 5, found::toString);
      return found;
    }
  }

  @Test
  void aRingOfFourIsFound() {
    Map<String, Set<String>> dependencies =
        Map.of(
            "a", Set.of("b", "x"),
            "b", Set.of("c"),
            "c", Set.of("d", "a"),
            "d", Set.of("a"),
            "x", Set.of("y"),
            "y", Set.of("x"));
    assertEquals(List.of(Set.of("a", "b", "c", "d")), rings(dependencies));
  }

  private static Map<String, Set<String>> dependencies(Path module) {
    Map<String, Set<String>> dependencies = new TreeMap<>();
    for (JavaClass type : new ClassFileImporter().importPath(module.resolve("target/classes"))) {
      Set<String> targets =
          dependencies.computeIfAbsent(topLevel(type.getName()), name -> new TreeSet<>());
      type.getDirectDependenciesFromSelf()
          .forEach(each -> targets.add(topLevel(each.getTargetClass().getName())));
    }
    dependencies.values().forEach(targets -> targets.retainAll(dependencies.keySet()));
    return dependencies;
  }

  private static String topLevel(String name) {
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  /** Returns the strongly connected components with more than three classes. */
  private static List<Set<String>> rings(Map<String, Set<String>> dependencies) {
    Map<String, Set<String>> reachable = new TreeMap<>();
    dependencies.keySet().forEach(name -> reachable.put(name, reachable(name, dependencies)));
    List<Set<String>> rings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    reachable.forEach(
        (name, targets) -> {
          Set<String> ring = new TreeSet<>(targets);
          ring.removeIf(target -> !reachable.getOrDefault(target, Set.of()).contains(name));
          if (ring.size() > LARGEST_RING && seen.addAll(ring)) {
            rings.add(ring);
          }
        });
    return rings;
  }

  private static Set<String> reachable(String from, Map<String, Set<String>> dependencies) {
    Set<String> reached = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      for (String target : dependencies.getOrDefault(next.remove(), Set.of())) {
        if (reached.add(target)) {
          next.add(target);
        }
      }
    }
    return reached;
  }
}
