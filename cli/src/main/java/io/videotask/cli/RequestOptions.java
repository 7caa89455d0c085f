package io.videotask.cli;

import io.videotask.task.ImageSource;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoRequestBuilder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe the video. */
final class RequestOptions {
  private static final Pattern URL = Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]*://|data:).*");

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      required = true,
      description = "What is to be seen.")
  private String prompt = "";

  @Option(names = "--model", paramLabel = "M", description = "The gateway's name for the model.")
  private @Nullable String model;

  @Option(
      names = "--image",
      paramLabel = "URL|FILE",
      description = "What the video begins with: an address that the vendor fetches, or a file.")
  private @Nullable String image;

  @Option(names = "--duration", paramLabel = "S", description = "How many seconds it is to last.")
  private @Nullable String duration;

  @Option(
      names = "--param",
      paramLabel = "K=V",
      description =
          "What the vendor adds, by its own name; a value that is JSON is sent as JSON, anything"
              + " else as a string. Can be given several times.")
  private List<String> parameters = List.of();

  /**
   * Returns the request.
   *
   * @throws UsageException or IllegalArgumentException if a value is invalid
   */
  VideoRequest request(String gateway) {
    VideoRequestBuilder request = VideoRequest.of(prompt).gateway(gateway);
    if (model != null) {
      request.model(model);
    }
    if (image != null) {
      request.image(image(image));
    }
    if (duration != null) {
      request.duration(Durations.seconds(duration));
    }
    Set<String> names = new HashSet<>();
    parameters.forEach(parameter -> add(request, parameter, names));
    return request.build();
  }

  private static ImageSource image(String value) {
    if (URL.matcher(value.strip()).matches()) {
      return ImageSource.ofUrl(value);
    }
    try {
      return ImageSource.ofFile(Path.of(value));
    } catch (InvalidPathException e) {
      throw new UsageException("--image takes an address or the name of a file");
    }
  }

  private static void add(VideoRequestBuilder request, String parameter, Set<String> names) {
    int equals = parameter.indexOf('=');
    if (equals < 1) {
      throw new UsageException("--param takes a name, an equals sign and a value: --param k=v");
    }
    String name = parameter.substring(0, equals);
    String value = parameter.substring(equals + 1);
    request.parameter(name, JsonText.isJson(value) ? new VideoRequest.Json(value) : value);
    if (!names.add(name)) {
      throw new UsageException("--param gives " + name + " twice");
    }
  }
}
