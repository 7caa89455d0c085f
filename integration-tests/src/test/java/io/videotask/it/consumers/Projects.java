package io.videotask.it.consumers;

import io.videotask.it.pages.Page;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Copies of projects below {@code target}, to be built and changed. */
final class Projects {
  static final Path ROOT = Page.ROOT;

  private static final Path CONSUMERS = ROOT.resolve("integration-tests/src/test/consumers");
  private static final Path TARGET = Path.of(System.getProperty("consumers.target"));
  private static final Set<String> NOT_SOURCES = Set.of("target", ".git", ".idea", "src/test");

  private Projects() {}

  /** Copies the example project, and the consumer's own files over it. */
  static Path consumer(String name, String as) throws IOException {
    Path folder = fresh(as);
    copy(CONSUMERS.resolve("pom.xml"), folder.resolve("pom.xml"));
    copyTree(CONSUMERS.resolve("shop"), folder.resolve("shop"), file -> true);
    copyTree(CONSUMERS.resolve(name), folder.resolve("shop"), file -> true);
    return folder.resolve("shop");
  }

  /** Copies a project without the example project. */
  static Path alone(String name, String as) throws IOException {
    Path folder = fresh(as);
    copy(CONSUMERS.resolve("pom.xml"), folder.resolve("pom.xml"));
    copyTree(CONSUMERS.resolve(name), folder.resolve(name), file -> true);
    return folder.resolve(name);
  }

  /** Creates an empty folder of that name. */
  static Path fresh(String name) throws IOException {
    Path folder = TARGET.resolve(name);
    if (Files.exists(folder)) {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                Path visited, @org.jspecify.annotations.Nullable IOException e) throws IOException {
              Files.delete(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return Files.createDirectories(folder);
  }

  /** Copies the sources of this repository, without its tests and build results. */
  static void checkout(Path to) throws IOException {
    copyTree(ROOT, to, file -> NOT_SOURCES.stream().noneMatch(file::endsWith));
  }

  /** Makes one folder equal to another; unchanged files keep their modification time. */
  static void mirror(Path from, Path to) throws IOException {
    try (Stream<Path> there = Files.walk(to)) {
      for (Path path : there.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.notExists(from.resolve(to.relativize(path)))) {
          Files.delete(path);
        }
      }
    }
    copyTree(from, to, file -> NOT_SOURCES.stream().noneMatch(from.resolve(file)::endsWith));
  }

  static void copyTree(Path from, Path to, Predicate<Path> wanted) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a)
              throws IOException {
            if (!wanted.test(from.relativize(folder))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void copy(Path from, Path to) throws IOException {
    // with the current time, so that Maven detects a restored file
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
