package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogNormalTest {
  /** Ratios of the standard normal density to its tail, from tables. */
  @ParameterizedTest
  @CsvSource({
    "-3, 0.0044378422",
    "-1, 0.2875999710",
    "0, 0.7978845608",
    "1, 1.5251352762",
    "3, 3.2830986549",
    "3.99, 4.2161",
    "4.01, 4.2351",
    "5, 5.1865035",
    "10, 10.0980932"
  })
  void theHazardRateMatchesTheTables(double z, double ratio) {
    double sigma = 0.45;
    double age = 120 * Math.exp(sigma * z);

    double hazard = new LogNormal(120, sigma).hazard(age);

    assertEquals(ratio, hazard * sigma * age, 0.003 * ratio);
  }
}
