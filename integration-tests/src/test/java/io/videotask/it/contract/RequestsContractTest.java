package io.videotask.it.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.videotask.VideoTasks;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.gateway.Dialect;
import io.videotask.task.ImageSource;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequestBuilder;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.FakeGatewayExtension;
import io.videotask.testkit.RecordedRequest;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request that the client can build conforms to the spec. */
@ExtendWith(FakeGatewayExtension.class)
class RequestsContractTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3};

  /**
   * Requests with each field; a gateway's unsupported fields are refused before anything is sent.
   */
  private static final List<UnaryOperator<VideoRequestBuilder>> WORDS =
      List.of(
          request -> request,
          request -> request.duration(Duration.ofSeconds(6)),
          request -> request.size(1280, 720),
          request -> request.resolution("768P"),
          request -> request.seed(7),
          request -> request.image(ImageSource.ofUrl("https://images.example.com/a.png")),
          request -> request.image(ImageSource.ofBytes(PNG)),
          request ->
              request
                  .image(ImageSource.ofUrl("https://images.example.com/a.png"))
                  .image(ImageSource.ofUrl("https://images.example.com/b.png")),
          request ->
              request
                  .image(ImageSource.ofUrl("https://images.example.com/a.png"))
                  .lastImage(ImageSource.ofUrl("https://images.example.com/b.png")));

  @ParameterizedTest
  @MethodSource("io.videotask.it.SelectedGateway#formats")
  void submitsConformToTheSpec(AnswerFormat shape, FakeGateway gateway) {
    try (VideoTasks videos = gateway.client().build()) {
      for (UnaryOperator<VideoRequestBuilder> words : WORDS) {
        gateway.onSubmit(shape, TaskScript.of(Reply.queued()));
        VideoRequestBuilder request = shape.request("a kite");
        try {
          videos.submit(words.apply(request).build()).orThrow();
        } catch (IllegalArgumentException refused) {
          assertFalse(refused.getMessage().isBlank());
        }
      }
    }
    assertFalse(gateway.submits().size() < 3, () -> "only " + gateway.submits());
    assertAsTheSpecHasThem(shape.dialect(), gateway.submits());
  }

  @ParameterizedTest
  @MethodSource("io.videotask.it.SelectedGateway#formats")
  void queriesAndDownloadsConformToTheSpec(
      AnswerFormat shape, FakeGateway gateway, @TempDir Path folder) {
    TaskRef ref = gateway.add(shape, TaskScript.of(Reply.inProgress(30), Reply.completed()));
    try (VideoTasks videos = gateway.client().build()) {
      DownloadOptions options = DownloadOptions.builder().build();
      videos.download(ref, DownloadTarget.file(folder.resolve("v.mp4")), options);
    }
    assertAsTheSpecHasThem(
        shape.dialect(),
        Stream.concat(
                gateway.requests().stream()
                    .filter(seen -> seen.operation() != RecordedRequest.Operation.DOWNLOAD),
                content(gateway, ref))
            .toList());
  }

  /** Downloads from an operation of the gateway, not from the URL of the video. */
  private static Stream<RecordedRequest> content(FakeGateway gateway, TaskRef ref) {
    return ref.gateway().equals(Dialect.OPENAI_VIDEOS.name())
        ? gateway.downloads(ref).stream()
        : Stream.of();
  }

  private static void assertAsTheSpecHasThem(Dialect dialect, List<RecordedRequest> requests) {
    List<String> wrong = new ArrayList<>();
    for (RecordedRequest request : requests) {
      SpecValidator.of(dialect.name())
          .wrong(request)
          .forEach(message -> wrong.add(request + "\n  " + message));
    }
    assertEquals(List.of(), wrong);
  }
}
