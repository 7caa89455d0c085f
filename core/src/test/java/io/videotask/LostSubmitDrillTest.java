package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.ResolveOptions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Equal requests in parallel, whose connections are cut at every byte: no task is adopted that
 * another request created, and none is called absent that exists.
 */
class LostSubmitDrillTest {
  private static final ResolveOptions ALL_KNOWN =
      ResolveOptions.allOthersAre(List.of()).interchangingEqualRequests();

  @ParameterizedTest
  @EnumSource
  void tasksOfCutCreatesAreFound(CuttingGateway.Protocol protocol) throws IOException {
    assertFound(protocol, 60);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("long")
  void tasksOfThousandCreatesCutAtEveryByteAreFound(CuttingGateway.Protocol protocol)
      throws IOException {
    assertFound(protocol, 1_000);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsAdoptedByTimeAndPromptAlone(CuttingGateway.Protocol protocol) throws IOException {
    LostSubmitDrill.Result result = new LostSubmitDrill(protocol, 40).run(ResolveOptions.STRICT);

    assertHarmless(result);
    assertEquals(0, result.foundOfEqualRequest, result.toString());
    boolean byId =
        protocol == CuttingGateway.Protocol.ARK || protocol == CuttingGateway.Protocol.KLING;
    assertEquals(byId ? result.lostWithTask : 0, result.found, result.toString());
  }

  private static void assertFound(CuttingGateway.Protocol protocol, int creates)
      throws IOException {
    LostSubmitDrill.Result result = new LostSubmitDrill(protocol, creates).run(ALL_KNOWN);

    assertHarmless(result);
    assertTrue(result.lostWithTask > creates / 10, result.toString());
    assertTrue(result.lost - result.lostWithTask > creates / 10, result.toString());
    assertTrue(result.found >= 0.95 * result.lostWithTask, result.toString());
    // Ark's list does not have all tasks, so none is called absent.
    int decided = protocol == CuttingGateway.Protocol.ARK ? result.lostWithTask : result.lost;
    assertTrue(result.found + result.absent >= 0.95 * decided, result.toString());
  }

  private static void assertHarmless(LostSubmitDrill.Result result) {
    assertEquals(0, result.adoptedOfOther, result.toString());
    assertEquals(0, result.adoptedTwice, result.toString());
    assertEquals(0, result.doubled, result.toString());
    if (result.foundOfEqualRequest == 0) {
      assertEquals(0, result.wronglyAbsent, result.toString());
    }
    // Who submits the absent ones again has one task for each request.
    assertTrue(result.absent <= result.lost - result.lostWithTask, result.toString());
    assertTrue(result.found + result.absent <= result.lost, result.toString());
  }
}
