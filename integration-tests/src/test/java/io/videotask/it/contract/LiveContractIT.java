package io.videotask.it.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import io.videotask.testkit.contract.DriftReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Checks a user's gateway against the spec of its dialect: {@code docs/contract-tests.md}. */
@EnabledIfSystemProperty(
    named = "base-url",
    matches = ".+",
    disabledReason = "it asks a real gateway: -Plive -Dgateway=… -Dbase-url=… -Dtask=…")
class LiveContractIT {
  private static final String KEY = "VIDEOTASK_API_KEY";

  @Test
  void aLiveAnswerIsComparedWithItsSpec() throws Exception {
    Dialect dialect = dialect(given("gateway"));
    String key = System.getenv(KEY);
    assertFalse(key == null || key.isBlank(), KEY + " holds no key");
    LiveCheck.Target target = new LiveCheck.Target(dialect, given("base-url"), given("task"));
    Path folder = Path.of(given("contract.reports"));

    List<DriftReport> reports = new LiveCheck(target, key, folder).run();

    reports.forEach(report -> System.out.print(report.text()));
    System.out.println("reports and recordings are in " + folder.toAbsolutePath().normalize());
    if (Boolean.getBoolean("fail-on-drift")) {
      assertTrue(reports.stream().allMatch(DriftReport::isClean), "there is drift");
    }
  }

  private static String given(String property) {
    String value = System.getProperty(property, "");
    // Maven does not replace the placeholder of a property that is not set.
    assertFalse(value.isBlank() || value.startsWith("${"), "-D" + property + "=… is missing");
    return value;
  }

  private static Dialect dialect(String name) {
    return Dialect.named(name)
        .orElseThrow(
            () -> new AssertionError("-Dgateway is one of " + Dialect.all() + ", not " + name));
  }
}
