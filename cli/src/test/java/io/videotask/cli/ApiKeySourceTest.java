package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.KeyUnavailableException;
import org.junit.jupiter.api.Test;

class ApiKeySourceTest {
  private final CliRun pair =
      new CliRun()
          .with(ApiKeySource.ACCESS_VARIABLE, "canary-access ")
          .with(ApiKeySource.SECRET_VARIABLE, "canary-secret\n");

  @Test
  void twoVariablesMakeAPair() throws KeyUnavailableException {
    assertEquals(
        "canary-access:canary-secret", ApiKeySource.read(pair.process(), null, true).current());
  }

  @Test
  void theVariableOfTheWholeKeyComesFirst() throws KeyUnavailableException {
    pair.with(ApiKeySource.VARIABLE, "access:secret");

    assertEquals("access:secret", ApiKeySource.read(pair.process(), null, true).current());
  }

  @Test
  void aPairIsNotReadForOtherGateways() {
    assertThrows(UsageException.class, () -> ApiKeySource.read(pair.process(), null, false));
  }

  @Test
  void aMissingHalfIsNamed() {
    CliRun half = new CliRun().with(ApiKeySource.ACCESS_VARIABLE, "canary-access");

    UsageException refused =
        assertThrows(UsageException.class, () -> ApiKeySource.read(half.process(), null, true));

    String message = String.valueOf(refused.getMessage());

    assertTrue(
        String.valueOf(message).contains(ApiKeySource.SECRET_VARIABLE + " is not set"), message);
    assertFalse(message.contains("canary"), message);
  }

  @Test
  void aMissingPairIsExplained() {
    UsageException refused =
        assertThrows(
            UsageException.class, () -> ApiKeySource.read(new CliRun().process(), null, true));

    String message = String.valueOf(refused.getMessage());

    for (String place :
        new String[] {
          ApiKeySource.VARIABLE,
          "ACCESS:SECRET",
          ApiKeySource.ACCESS_VARIABLE,
          ApiKeySource.SECRET_VARIABLE,
          "--api-key-file"
        }) {
      assertTrue(String.valueOf(message).contains(place), message);
    }
  }

  @Test
  void keysAreRemovedFromTraces() {
    assertEquals(
        "…:… failed",
        ApiKeySource.withoutKeys(pair.process(), "canary-access:canary-secret failed"));
  }
}
