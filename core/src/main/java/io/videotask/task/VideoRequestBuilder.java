package io.videotask.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a {@link VideoRequest}. Refuses what no gateway could take, so that it shows before a
 * request is sent. Not thread-safe.
 */
public final class VideoRequestBuilder {
  private static final int MOST_IMAGES = 20;
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
  private static final Pattern CORRELATION = Pattern.compile("[\\x21-\\x7E]{1,200}");

  @Nullable String gateway;
  @Nullable String prompt;
  @Nullable String model;
  final List<ImageSource> images = new ArrayList<>();
  @Nullable ImageSource lastImage;
  @Nullable Duration duration;
  VideoRequest.@Nullable Size size;
  @Nullable String resolution;
  @Nullable Long seed;
  @Nullable String correlationId;
  final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();

  VideoRequestBuilder() {}

  private VideoRequestBuilder(VideoRequestBuilder other) {
    gateway = other.gateway;
    prompt = other.prompt;
    model = other.model;
    images.addAll(other.images);
    lastImage = other.lastImage;
    duration = other.duration;
    size = other.size;
    resolution = other.resolution;
    seed = other.seed;
    correlationId = other.correlationId;
    parameters.putAll(other.parameters);
  }

  /**
   * The configured gateway that is to make it; needed where a client has several.
   *
   * @throws IllegalArgumentException when it can't be a gateway's name
   */
  public VideoRequestBuilder gateway(String name) {
    require(TaskRef.isGatewayName(name), "a gateway's name has a-z, 0-9 and '-'");
    gateway = name;
    return this;
  }

  /**
   * What is to be seen.
   *
   * @throws IllegalArgumentException when it is blank
   */
  public VideoRequestBuilder prompt(String text) {
    require(!text.isBlank(), "the prompt is empty");
    prompt = text;
    return this;
  }

  /**
   * The model, by the gateway's name for it.
   *
   * @throws IllegalArgumentException when it is blank
   */
  public VideoRequestBuilder model(String name) {
    require(!name.isBlank(), "the model's name is empty");
    model = name.strip();
    return this;
  }

  /**
   * Adds an image that the video begins with, or is made after.
   *
   * @throws IllegalArgumentException when there are too many
   */
  public VideoRequestBuilder image(ImageSource image) {
    require(images.size() < MOST_IMAGES, "a request has at most " + MOST_IMAGES + " images");
    images.add(image);
    return this;
  }

  /** The image that the video ends with. */
  public VideoRequestBuilder lastImage(ImageSource image) {
    lastImage = image;
    return this;
  }

  /**
   * How long the video is to be.
   *
   * @throws IllegalArgumentException when it is not positive, or longer than an hour
   */
  public VideoRequestBuilder duration(Duration length) {
    require(
        !length.isNegative() && !length.isZero() && length.compareTo(LONGEST) <= 0,
        "a video's duration is more than 0 and at most an hour");
    duration = length;
    return this;
  }

  /**
   * The frame in pixels.
   *
   * @throws IllegalArgumentException when either is less than 1
   */
  public VideoRequestBuilder size(int width, int height) {
    size = new VideoRequest.Size(width, height);
    return this;
  }

  /**
   * The frame in the vendor's words, such as {@code 768P}.
   *
   * @throws IllegalArgumentException when it is blank
   */
  public VideoRequestBuilder resolution(String words) {
    require(!words.isBlank(), "the resolution is empty");
    resolution = words.strip();
    return this;
  }

  /** Makes chance repeatable where the vendor can. */
  public VideoRequestBuilder seed(long number) {
    seed = number;
    return this;
  }

  /**
   * What the vendor adds, by its own name. It goes into the body as it stands; an object is merged
   * into one of the same name that the request has already.
   *
   * @param value a String, Number, Boolean, List, Map with texts as keys, {@link VideoRequest.Json}
   *     or null
   * @throws IllegalArgumentException when the name or the value is of another kind
   */
  public VideoRequestBuilder parameter(String name, @Nullable Object value) {
    require(NAME.matcher(name).matches(), "a parameter's name has letters, digits, _, . and -");
    parameters.put(name, ParameterValue.copied(name, value));
    return this;
  }

  /**
   * The caller's own name for this request, 1 to 200 visible ASCII characters: it is sent along, so
   * that a task of an unknown outcome can be looked for. Default: a new one for each submit.
   *
   * @throws IllegalArgumentException when it has other characters
   */
  public VideoRequestBuilder correlationId(String id) {
    require(
        CORRELATION.matcher(id).matches(),
        "a correlation id has 1 to 200 visible ASCII characters");
    correlationId = id;
    return this;
  }

  /**
   * The request.
   *
   * @throws IllegalArgumentException when there is neither a prompt nor an image nor a parameter
   */
  public VideoRequest build() {
    require(
        prompt != null || !images.isEmpty() || lastImage != null || !parameters.isEmpty(),
        "a request needs a prompt or an image");
    return new VideoRequest(new VideoRequestBuilder(this));
  }

  private static void require(boolean fits, String otherwise) {
    if (!fits) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
