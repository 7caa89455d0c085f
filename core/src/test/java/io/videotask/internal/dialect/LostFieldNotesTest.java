package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.answer.Answers;
import io.videotask.internal.client.GatewayServer;
import io.videotask.internal.client.SubmitAnswerReader;
import io.videotask.internal.client.SubmitAttempt;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.task.ImageSource;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoRequestBuilder;
import java.time.Duration;
import java.util.List;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields known not to reach a vendor are noted, before the user pays for a second video. */
class LostFieldNotesTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0};

  private static VideoRequestBuilder of(String model) {
    return VideoRequest.of("a kite").model(model);
  }

  private static List<String> notes(Dialect dialect, VideoRequestBuilder request) {
    return LostFieldNotes.of(dialect.adapter(), request.build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"kling-v1", "vidu-q1", "MiniMax-Hailuo-02", "google/veo-3.1", "veo3"})
  void durationInJsonIsIgnored(String model) {
    List<String> notes = notes(Dialect.OPENAI_VIDEOS, of(model).duration(Duration.ofSeconds(8)));

    assertEquals(1, notes.size(), notes::toString);
    assertTrue(notes.get(0).startsWith("the duration does not reach "), notes::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kling-v1", "viduq1", "doubao-seedance-1-0", "MiniMax-Hailuo-02", "wan2.5-i2v"})
  void imageFileIsIgnoredButDurationIsNot(String model) {
    List<String> notes =
        notes(
            Dialect.OPENAI_VIDEOS,
            of(model).image(ImageSource.ofBytes(PNG)).duration(Duration.ofSeconds(8)));

    assertEquals(1, notes.size(), notes::toString);
    assertTrue(notes.get(0).startsWith("an image given as a file"), notes::toString);
  }

  @Test
  void forwardedFieldsAreNotNoted() {
    Duration eight = Duration.ofSeconds(8);
    assertEquals(List.of(), notes(Dialect.OPENAI_VIDEOS, of("sora-2").duration(eight)));
    assertEquals(List.of(), notes(Dialect.OPENAI_VIDEOS, of("doubao-1").duration(eight)));
    assertEquals(List.of(), notes(Dialect.OPENAI_VIDEOS, of("kling-v1")));
    assertEquals(List.of(), notes(Dialect.OPENAI_VIDEOS, of("m-1").duration(eight)));
    assertEquals(List.of(), notes(Dialect.NEW_API, of("kling-v1").duration(eight)));
    assertEquals(
        List.of(),
        notes(Dialect.OPENAI_VIDEOS, of("sora-2").image(ImageSource.ofBytes(PNG)).duration(eight)));
  }

  @Test
  void acceptedTaskHasNotes() {
    VideoRequest request = of("kling-v1").duration(Duration.ofSeconds(8)).build();
    SubmitAttempt attempt =
        new SubmitAttempt("gw", request, Answers.BASE, "mine-1", GatewayServer.NOW);
    HttpAnswer answer = new HttpAnswer(200, Headers.of(), "{\"id\":\"t1\"}", false, null);

    SubmitOutcome outcome =
        new SubmitAnswerReader(Dialect.OPENAI_VIDEOS.adapter()).read(attempt, answer);

    List<String> notes =
        outcome.match(accepted -> accepted.notes(), rejected -> List.of(), unknown -> List.of());
    assertEquals(1, notes.size(), notes::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "kling-v2-master, Kling",
    "vendor/Kling-1.6, Kling",
    "viduq2, Vidu",
    "minimax/hailuo-02, Hailuo",
    "I2V-01-Director, Hailuo",
    "google/veo-3.1-generate-preview, Veo",
  })
  void vendorIsRecognisedByModelName(String model, String vendor) {
    List<String> notes = notes(Dialect.OPENAI_VIDEOS, of(model).duration(Duration.ofSeconds(8)));

    assertTrue(notes.get(0).contains(" does not reach " + vendor + " from "), notes::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "doubao-seedance-1-0-pro, Doubao",
    "bytedance/seedance-1, Doubao",
    "wan2.2-t2v-plus, Ali Wan",
    "wanx2.1-t2v, Ali Wan"
  })
  void vendorOfAnImageIsRecognisedByModelName(String model, String vendor) {
    List<String> notes = notes(Dialect.OPENAI_VIDEOS, of(model).image(ImageSource.ofBytes(PNG)));

    assertTrue(notes.get(0).contains(" does not reach " + vendor + " from "), notes::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m-1",
        "wander",
        "sparkling",
        "revidute",
        "grok-imagine-video",
        "openai/sora-2-pro"
      })
  void otherModelNameHasNoVendor(String model) {
    VideoRequestBuilder request =
        of(model).image(ImageSource.ofBytes(PNG)).duration(Duration.ofSeconds(8));

    assertEquals(List.of(), notes(Dialect.OPENAI_VIDEOS, request));
  }
}
