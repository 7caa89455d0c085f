package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.schedule.LearnedDurations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnedDurationsJsonTest {
  private static final LearnedDurations LEARNED =
      new LearnedDurations(
          List.of(
              new LearnedDurations.OfKind(
                  "new-api",
                  "kling \"v2\"",
                  12.5,
                  0.25,
                  List.of(new LearnedDurations.Bin(120, 3, 47.5))),
              new LearnedDurations.OfKind("new-api", null, 1.0 / 3, 0, List.of())),
          List.of(
              new LearnedDurations.Refreshes(
                  "new-api", List.of(1_767_225_604L, 1_767_225_619L, 1_767_225_634L)),
              new LearnedDurations.Refreshes("empty", List.of())));

  private static String refusal(String json) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> LearnedDurationsJson.read(json))
            .getMessage());
  }

  @Test
  void readsWhatItWrites() {
    LearnedDurations read = LearnedDurationsJson.read(LearnedDurationsJson.write(LEARNED));

    assertEquals(LEARNED.kinds().get(0), read.kinds().get(0));
    assertEquals(1.0 / 3, read.kinds().get(1).ended(), 1e-5);
    assertEquals(LEARNED.refreshes(), read.refreshes());
  }

  @Test
  void writesTheSecondsBetweenRefreshes() {
    String json = LearnedDurationsJson.write(new LearnedDurations(List.of(), LEARNED.refreshes()));

    assertEquals(
        "{\"version\":1,\"kinds\":[],\"refreshes\":[{\"gateway\":\"new-api\",\"times\":"
            + "[1767225604,15,15]},{\"gateway\":\"empty\",\"times\":[]}]}",
        json);
  }

  /** Texts of versions that did not share refreshes, and texts without any. */
  @Test
  void refreshesAreOptional() {
    String json = LearnedDurationsJson.write(new LearnedDurations(LEARNED.kinds()));

    assertFalse(json.contains("refreshes"), json);
    assertEquals(List.of(), LearnedDurationsJson.read(json).refreshes());
  }

  @Test
  void ignoresUnknownFields() {
    String json =
        "{\"version\":1,\"by\":[{}],\"kinds\":[{\"gateway\":\"a\",\"ended\":2,\"x\":{}}]}";

    assertEquals(2, LearnedDurationsJson.read(json).kinds().get(0).ended());
  }

  @Test
  void refusesAnotherVersion() {
    String message = refusal("{\"version\":7,\"kinds\":[]}");

    assertTrue(message.contains("version 7") && message.contains("version 1"), message);
  }

  @Test
  void refusesEveryTruncatedText() {
    String json = LearnedDurationsJson.write(LEARNED);
    for (int length = 0; length < json.length(); length++) {
      refusal(json.substring(0, length));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{\"kinds\":[],\"version\":1}",
        "{\"version\":1}",
        "{\"version\":1,\"kinds\":[]}{}",
        "{\"version\":1,\"kinds\":[{\"ended\":2}]}",
        "{\"version\":1,\"kinds\":[],\"refreshes\":[{\"times\":[1]}]}",
        "{\"version\":1,\"kinds\":[],\"refreshes\":[{\"gateway\":\"a\",\"times\":[-1]}]}",
        "{\"version\":1,\"kinds\":[],\"refreshes\":[{\"gateway\":\"a\",\"times\":[1,1.5]}]}",
        "{\"version\":1,\"kinds\":[],\"refreshes\":[{\"gateway\":\"a\",\"times\":[1e15]}]}",
        "{\"version\":1,\"kinds\":[{\"gateway\":\"a\"}]}",
        "{\"version\":1,\"kinds\":[{\"gateway\":\"a\",\"ended\":-1}]}",
        "{\"version\":1,\"kinds\":[{\"gateway\":\"a\",\"ended\":1e300}]}",
        "{\"version\":1,\"kinds\":[{\"gateway\":\"a\",\"ended\":1,\"queueing\":2}]}",
        "{\"version\":1,\"kinds\":[{\"gateway\":\"a\",\"ended\":1,\"bins\":[[300,1,1]]}]}",
        "{\"version\":1,\"kinds\":[{\"gateway\":\"a\",\"ended\":1,\"bins\":[[1,1]]}]}",
        "{\"version\":1,\"kinds\":[{\"gateway\":\"a\",\"ended\":1,\"bins\":[[1,1,1,1]]}]}"
      })
  void refusesDamagedTexts(String json) {
    assertTrue(refusal(json).startsWith("this is no history"));
  }
}
