package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * No more than three of the tracker's classes depend on each other in a ring, as in core. Nested
 * classes count as their outer class.
 */
class TrackerRingTest {
  private static final int LARGEST_RING = 3;

  @Test
  void noRingHasMoreThanThreeClasses() {
    Map<String, Set<String>> dependencies = new TreeMap<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.videotask.tracker")) {
      Set<String> targets = dependencies.computeIfAbsent(topLevel(type), name -> new TreeSet<>());
      type.getDirectDependenciesFromSelf()
          .forEach(each -> targets.add(topLevel(each.getTargetClass())));
    }
    dependencies.values().forEach(targets -> targets.retainAll(dependencies.keySet()));
    assertTrue(dependencies.size() > 30, "classes were imported");

    List<Set<String>> rings =
        dependencies.keySet().stream()
            .map(name -> ring(name, dependencies))
            .filter(ring -> ring.size() > LARGEST_RING)
            .distinct()
            .toList();

    assertEquals(List.of(), rings);
  }

  private static String topLevel(JavaClass type) {
    int nested = type.getName().indexOf('$');
    return nested < 0 ? type.getName() : type.getName().substring(0, nested);
  }

  /** Returns the classes that depend on this one and on which it depends, with itself. */
  private static Set<String> ring(String name, Map<String, Set<String>> dependencies) {
    Set<String> ring = new TreeSet<>(reachable(name, dependencies));
    ring.removeIf(other -> !reachable(other, dependencies).contains(name));
    ring.add(name);
    return ring;
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
