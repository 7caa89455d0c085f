package io.videotask.cli;

import io.videotask.task.ImageSource;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoRequestBuilder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe the video. */
final class RequestOptions {
  private static final Pattern URL = Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]*://|data:).*");

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,5})[xX*×]([0-9]{1,5})");

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
      description =
          "What the video begins with: a URL that the vendor fetches, or a file. Can be given"
              + " several times.")
  private List<String> images = List.of();

  @Option(
      names = "--last-image",
      paramLabel = "URL|FILE",
      description = "What the video ends with.")
  private @Nullable String lastImage;

  @Option(
      names = "--reference-image",
      paramLabel = "URL|FILE",
      description =
          "What the video shows, though not as its first image. Can be given several times.")
  private List<String> referenceImages = List.of();

  @Option(
      names = "--reference-video",
      paramLabel = "URL",
      description = "A video to follow, which the vendor fetches. Can be given several times.")
  private List<String> referenceVideos = List.of();

  @Option(names = "--duration", paramLabel = "S", description = "How many seconds it is to last.")
  private @Nullable String duration;

  @Option(names = "--size", paramLabel = "WxH", description = "In pixels, such as 1280x720.")
  private @Nullable String size;

  @Option(
      names = "--resolution",
      paramLabel = "R",
      description = "As the gateway writes it, such as 720p.")
  private @Nullable String resolution;

  @Option(names = "--aspect-ratio", paramLabel = "W:H", description = "Such as 16:9.")
  private @Nullable String aspectRatio;

  @Option(names = "--negative-prompt", paramLabel = "TEXT", description = "What is not to be seen.")
  private @Nullable String negativePrompt;

  @Option(
      names = "--audio",
      negatable = true,
      description = "Whether the video has sound; without either the vendor decides.")
  private @Nullable Boolean audio;

  @Option(names = "--count", paramLabel = "N", description = "How many videos are made.")
  private @Nullable Integer count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed and request give a similar video.")
  private @Nullable Long seed;

  @Option(
      names = "--callback-url",
      paramLabel = "URL",
      description = "What the gateway or its vendor calls when the task changes.")
  private @Nullable String callbackUrl;

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
    set(model, request::model);
    images.forEach(image -> request.image(image("--image", image)));
    set(lastImage, image -> request.lastImage(image("--last-image", image)));
    referenceImages.forEach(image -> request.referenceImage(image("--reference-image", image)));
    referenceVideos.forEach(request::referenceVideo);
    set(duration, seconds -> request.duration(Durations.seconds(seconds)));
    set(size, pixels -> size(request, pixels));
    set(resolution, request::resolution);
    set(aspectRatio, request::aspectRatio);
    set(negativePrompt, request::negativePrompt);
    set(audio, request::audio);
    set(count, request::count);
    set(seed, request::seed);
    set(callbackUrl, request::callbackUrl);
    Set<String> names = new HashSet<>();
    parameters.forEach(parameter -> add(request, parameter, names));
    return request.build();
  }

  private static <T> void set(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  private static void size(VideoRequestBuilder request, String value) {
    Matcher pixels = SIZE.matcher(value.strip());
    if (!pixels.matches()) {
      throw new UsageException("--size takes width and height in pixels, such as 1280x720");
    }
    request.size(Integer.parseInt(pixels.group(1)), Integer.parseInt(pixels.group(2)));
  }

  private static ImageSource image(String option, String value) {
    if (URL.matcher(value.strip()).matches()) {
      return ImageSource.ofUrl(value);
    }
    try {
      return ImageSource.ofFile(Path.of(value));
    } catch (InvalidPathException e) {
      throw new UsageException(option + " takes a URL or the name of a file");
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
