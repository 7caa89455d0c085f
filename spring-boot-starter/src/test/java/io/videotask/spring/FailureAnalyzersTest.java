package io.videotask.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** What an application that does not start prints. */
class FailureAnalyzersTest {
  @Test
  void aKotlinThatIsTooOldIsNamedWithWhatToDo() {
    for (String version : List.of("1.3.0", "1.7.22", "1.8.10", "1.8.0-RC1")) {
      assertThrows(KotlinVersionException.class, () -> guarded(version, () -> "made"), version);
    }
    FailureAnalysis analysis =
        analysis(
            new KotlinVersionFailureAnalyzer(),
            new IllegalStateException(
                assertThrows(KotlinVersionException.class, () -> guarded("1.6.21", () -> "made"))));
    assertEquals(
        "kotlin-stdlib 1.6.21 is on the class path (kotlin-stdlib.jar), and OkHttp 5 needs 1.8.20"
            + " or newer. Spring Boot manages Kotlin for programs in Java too.",
        analysis.getDescription());
    assertTrue(analysis.getAction().contains("<kotlin.version>2.1.21</kotlin.version>"));
  }

  @Test
  void aKotlinThatHasWhatOkHttpUsesIsTaken() {
    for (String version : List.of("1.8.20", "1.9.25", "2.1.21", "2.3.0-Beta1", "3.0", "unknown")) {
      assertEquals("made", guarded(version, () -> "made"));
    }
    assertEquals("made", KotlinVersionException.guard(() -> "made"));
  }

  @Test
  void whatIsMissingInKotlinIsNamedAndOtherErrorsStay() {
    KotlinVersionException e =
        assertThrows(
            KotlinVersionException.class,
            () ->
                guarded(
                    "1.9.25",
                    () -> {
                      throw new NoSuchMethodError("kotlin.time.Clock.now()");
                    }));
    assertEquals(
        "kotlin-stdlib 1.9.25 is on the class path (kotlin-stdlib.jar), and OkHttp needs another:"
            + " kotlin.time.Clock.now()",
        e.getMessage());
    assertThrows(
        NoClassDefFoundError.class,
        () ->
            guarded(
                "1.9.25",
                () -> {
                  throw new NoClassDefFoundError("okio/Okio");
                }));
  }

  private static String guarded(String version, Supplier<String> work) {
    return KotlinVersionException.guard(version, "kotlin-stdlib.jar", work);
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
