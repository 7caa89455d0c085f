package io.videotask.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to get the Kotlin that is needed. */
final class KotlinVersionFailureAnalyzer extends AbstractFailureAnalyzer<KotlinVersionException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, KotlinVersionException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage())
            + ". Spring Boot manages Kotlin for programs in Java too.",
        "Set <kotlin.version>2.1.21</kotlin.version>, with which OkHttp 5.5 is built, or newer, if"
            + " spring-boot-starter-parent is your parent; otherwise import"
            + " org.jetbrains.kotlin:kotlin-bom:2.1.21 before spring-boot-dependencies.",
        cause);
  }
}
