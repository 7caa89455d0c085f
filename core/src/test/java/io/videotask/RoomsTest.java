package io.videotask;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package may import which, and a few habits: the table "Inside core" of the design. */
class RoomsTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.videotask");

  private static final int LONGEST_FILE = 500;

  @ParameterizedTest
  @CsvSource({
    "task, task",
    "poll, poll",
    "error, error task",
    "auth, auth error okhttp3",
    "http, http auth error task okhttp3 okio",
    "gateway, gateway generated task error poll auth http okhttp3 okio retrofit2 moshi",
    "download, download task error auth http okhttp3 okio",
    "metrics, metrics task poll micrometer"
  })
  void aPackageImportsOnlyWhatItMay(String room, String allowed) {
    List<String> packages = new ArrayList<>(List.of("java..", "org.jspecify.annotations"));
    for (String name : allowed.split(" ", -1)) {
      switch (name) {
        case "okio", "retrofit2" -> packages.add(name + "..");
        // Names of Kotlin stand in its signatures, and Java's own TLS goes with it.
        case "okhttp3" -> packages.addAll(List.of("okhttp3..", "kotlin..", "javax.net.."));
        case "micrometer" -> packages.add("io.micrometer.core..");
        case "moshi" -> packages.add("com.squareup.moshi..");
        default -> packages.add("io.videotask." + name + "..");
      }
    }
    classes()
        .that()
        .resideInAPackage("io.videotask." + room)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(new String[0])))
        .check(CORE);
  }

  @Test
  void onlyTheAdaptersSeeGeneratedTypes() {
    noClasses()
        .that(not(resideInAnyPackage("io.videotask.gateway..", "io.videotask.generated..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.videotask.generated..")
        .check(CORE);
  }

  @Test
  void nobodyElseNeedsTheMetrics() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.videotask.metrics..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.videotask.metrics..", "io.micrometer..")
        .check(CORE);
  }

  @Test
  void thereIsNoOtherRoom() {
    classes()
        .should()
        .resideInAnyPackage(
            "io.videotask",
            "io.videotask.task",
            "io.videotask.poll",
            "io.videotask.error",
            "io.videotask.auth",
            "io.videotask.http",
            "io.videotask.gateway",
            "io.videotask.download",
            "io.videotask.metrics",
            "io.videotask.generated..")
        .check(CORE);
  }

  @Test
  void onlyOnePlaceAsksTheMachineForTheTime() {
    noClasses()
        .that(
            not(resideInAnyPackage("io.videotask.generated.."))
                .and(
                    DescribedPredicate.describe(
                        "other than SystemTime",
                        type -> !type.getSimpleName().equals("SystemTime"))))
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .check(CORE);
  }

  @Test
  void nobodySleeps() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CORE);
  }

  @Test
  void noRoomIsNamedAfterNothing() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.videotask.generated..")
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Common|Misc)(\\$.*)?")
        .check(CORE);
  }

  @Test
  void nobodyTrustsEveryCertificate() {
    noClasses()
        .should()
        .implement(javax.net.ssl.X509TrustManager.class)
        .orShould()
        .implement(javax.net.ssl.HostnameVerifier.class)
        .check(CORE);
  }

  @Test
  void noFileIsTooLong() throws IOException {
    Path root = Path.of(System.getProperty("videotask.root")).normalize();
    List<String> tooLong = new ArrayList<>();
    int files = 0;
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.filter(m -> Files.isDirectory(m.resolve("src"))).toList()) {
        try (Stream<Path> sources = Files.walk(module.resolve("src"))) {
          for (Path file : sources.filter(f -> f.toString().endsWith(".java")).toList()) {
            files++;
            int lines = Files.readAllLines(file).size();
            if (lines >= LONGEST_FILE) {
              tooLong.add(root.relativize(file) + ": " + lines);
            }
          }
        }
      }
    }
    assertEquals(List.of(), tooLong);
    assertTrue(files > 100, "sources were looked at");
  }
}
