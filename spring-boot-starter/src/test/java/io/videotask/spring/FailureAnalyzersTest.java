package io.videotask.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** What an application that does not start prints. */
class FailureAnalyzersTest {
  @Test
  void aKotlinThatIsTooOldIsNamedWithWhatToDo() {
    FailureAnalysis analysis =
        analysis(
            new KotlinVersionFailureAnalyzer(),
            new IllegalStateException(
                new KotlinVersionException("1.9.25", "kotlin-stdlib-1.9.25.jar")));
    assertEquals(
        "kotlin-stdlib 1.9.25 is on the class path (kotlin-stdlib-1.9.25.jar), and OkHttp 5 needs"
            + " 2.1 or newer. Spring Boot 3.5 manages Kotlin 1.9.",
        analysis.getDescription());
    assertTrue(analysis.getAction().contains("<kotlin.version>2.1.21</kotlin.version>"));
  }

  @Test
  void onlyOlderVersionsOfKotlinAreTooOld() {
    for (String version : List.of("1.9.25", "1.3.0", "2.0.21", "2.0.0-RC1")) {
      assertTrue(KotlinVersionException.isTooOld(version), version);
    }
    for (String version : List.of("2.1.0", "2.1.21", "2.3.0-Beta1", "3.0", "unknown")) {
      assertFalse(KotlinVersionException.isTooOld(version), version);
    }
    KotlinVersionException.check();
  }

  @Test
  void aWrongPropertyIsNamed() {
    FailureAnalysis analysis =
        analysis(
            new InvalidPropertyFailureAnalyzer(),
            new InvalidPropertyException("videotask.gateways.main.api-key", "is missing"));
    assertEquals("videotask.gateways.main.api-key: is missing", analysis.getDescription());
    assertEquals("Set or correct videotask.gateways.main.api-key.", analysis.getAction());
  }

  @Test
  void allAnalyzersAreRegistered() throws Exception {
    try (var in = getClass().getResourceAsStream("/META-INF/spring.factories")) {
      assertNotNull(in);
      String factories = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Class<?> analyzer :
          List.of(
              KotlinVersionFailureAnalyzer.class,
              InvalidPropertyFailureAnalyzer.class,
              InvalidHandlerFailureAnalyzer.class,
              TrackingFailureAnalyzer.class)) {
        assertTrue(factories.contains(analyzer.getName()), analyzer::getName);
        assertNotNull(analyzer.getDeclaredConstructor().newInstance());
      }
    }
  }

  private static FailureAnalysis analysis(FailureAnalyzer analyzer, Throwable failure) {
    FailureAnalysis analysis = analyzer.analyze(failure);
    assertNotNull(analysis);
    return analysis;
  }
}
