package io.videotask;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package may depend on which, and a few rules for every class. */
class PackageDependencyTest {
  private static final JavaClasses CORE = MainClasses.ALL;

  private static final int LONGEST_FILE = 400;

  @ParameterizedTest
  @CsvSource({
    "task, task",
    "time, time",
    "schedule, schedule",
    "error, error task",
    "auth, auth error",
    "poll, poll",
    "http, http",
    "download, download task",
    "gateway, gateway auth error task internal.answer internal.dialect internal.http generated okhttp3",
    "metrics, metrics poll task micrometer",
    "callback, callback internal.callback task time",
    "internal.callback, internal.callback internal.dialect internal.text task time moshi crypto",
    "internal.text, internal.text task okhttp3 okio moshi",
    "internal.http, internal.http auth error http task time generated.gateway okhttp3 okio crypto",
    "internal.resolve, internal.resolve gateway task",
    "internal.retry, internal.retry",
    "internal.resolve, internal.resolve gateway task",
    "internal.engine, internal.engine internal.retry poll schedule time",
    "internal.dialect, internal.dialect internal.http internal.text task generated okhttp3 okio retrofit2 moshi",
    "internal.answer, internal.answer internal.dialect internal.engine internal.http internal.text error schedule task"
        + " generated.gateway okhttp3 okio moshi",
    "internal.client, internal.client internal.answer internal.dialect internal.engine internal.http internal.resolve"
        + " internal.text auth error gateway schedule task time generated.gateway okhttp3 okio retrofit2 moshi",
    "internal.download, internal.download auth download error http internal.http internal.retry task time okhttp3 okio"
  })
  void aPackageDependsOnlyOnWhatItMay(String from, String allowed) {
    List<String> packages = new ArrayList<>(List.of("java..", "org.jspecify.annotations"));
    for (String name : allowed.split(" ", -1)) {
      switch (name) {
        case "okio", "retrofit2" -> packages.add(name + "..");
        // OkHttp's signatures have types of Kotlin, and of Java's TLS.
        case "okhttp3" -> packages.addAll(List.of("okhttp3..", "kotlin..", "javax.net.."));
        case "micrometer" -> packages.add("io.micrometer.core..");
        case "crypto" -> packages.add("javax.crypto..");
        case "moshi" -> packages.add("com.squareup.moshi..");
        case "generated" -> packages.add("io.videotask.generated..");
        default -> packages.add("io.videotask." + name);
      }
    }
    classes()
        .that()
        .resideInAPackage("io.videotask." + from)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(new String[0])))
        .check(CORE);
  }

  @Test
  void onlyTheDialectsOfThisLibraryNameGeneratedTypes() {
    noClasses()
        .that(not(resideInAnyPackage("io.videotask.generated..")))
        .and()
        .haveNameNotMatching("io.videotask.gateway.Dialect")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.videotask.generated..")
                .and(
                    not(
                        resideInAnyPackage(
                            "io.videotask.generated.gateway", "io.videotask.generated.runtime"))))
        .check(CORE);
  }

  @Test
  void onlyTheMetricsPackageNeedsMicrometer() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.videotask.metrics..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.videotask.metrics..", "io.micrometer..")
        .check(CORE);
  }

  @Test
  void everyPackageHasARule() throws Exception {
    Set<String> ruled = new TreeSet<>(List.of("io.videotask"));
    Method rule =
        PackageDependencyTest.class.getDeclaredMethod(
            "aPackageDependsOnlyOnWhatItMay", String.class, String.class);
    for (String row : rule.getAnnotation(CsvSource.class).value()) {
      ruled.add("io.videotask." + row.substring(0, row.indexOf(',')));
    }
    Set<String> packages = new TreeSet<>();
    for (JavaClass type : CORE) {
      if (!type.getPackageName().startsWith("io.videotask.generated")) {
        packages.add(type.getPackageName());
      }
    }
    assertEquals(ruled, packages);
  }

  @Test
  void packagesHaveNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("io.videotask.(**)")
        .should()
        .beFreeOfCycles()
        .check(CORE);
  }

  @Test
  void onlyOnePlaceAsksTheMachineForTheTime() {
    noClasses()
        .that(
            not(resideInAnyPackage("io.videotask.generated.."))
                .and(
                    DescribedPredicate.describe(
                        "other than SystemTimeSource",
                        type -> !type.getSimpleName().equals("SystemTimeSource"))))
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .check(CORE);
  }

  @Test
  void noClassSleeps() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CORE);
  }

  @Test
  void noClassHasANameThatSaysNothing() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.videotask.generated..")
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Common|Misc)(\\$.*)?")
        .check(CORE);
  }

  @Test
  void noClassTrustsEveryCertificate() {
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
