package io.videotask.tracker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the tracker's classes may depend on. */
class TrackerDependencyTest {
  private static final JavaClasses TRACKER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.videotask.tracker");

  @Test
  void onlyThePublicPackagesOfCoreAreUsed() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("io.videotask.internal.."))
        .check(TRACKER);
  }

  @Test
  void onlyTheShardSchedulerKnowsDbScheduler() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("ShardScheduler")
        .should()
        .dependOnClassesThat(resideInAPackage("com.github.kagkarlsson.."))
        .check(TRACKER);
  }

  @Test
  void waitsAndDeliveriesKnowNoSql() {
    noClasses()
        .that()
        .haveNameMatching(".*\\.(Waits|Deliveries|Shard|OpenTask)(\\$.*)?")
        .should()
        .dependOnClassesThat(resideInAPackage("java.sql.."))
        .check(TRACKER);
  }

  @Test
  void noClassAsksTheMachineForTheTime() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .check(TRACKER);
  }

  @Test
  void noThreadSleeps() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(TRACKER);
  }
}
