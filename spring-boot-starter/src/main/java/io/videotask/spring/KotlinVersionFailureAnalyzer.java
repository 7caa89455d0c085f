package io.videotask.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to get the Kotlin that is needed. */
final class KotlinVersionFailureAnalyzer extends AbstractFailureAnalyzer<KotlinVersionException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, KotlinVersionException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()) + ". Spring Boot 3.5 manages Kotlin 1.9.",
        "Set <kotlin.version>2.1.21</kotlin.version> if spring-boot-starter-parent is your parent;"
            + " otherwise import org.jetbrains.kotlin:kotlin-bom:2.1.21 before"
            + " spring-boot-dependencies. With Gradle: extra[\"kotlin.version\"] = \"2.1.21\".",
        cause);
  }
}
