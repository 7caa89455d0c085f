package io.videotask.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link VideoRequest}. Refuses values that no gateway supports, before a request is sent.
 * Not thread-safe.
 */
public final class VideoRequestBuilder {
  private static final int MAX_IMAGES = 20;
  private static final Duration MAX_DURATION = Duration.ofHours(1);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
  private static final Pattern URL = Pattern.compile("https?://[\\x21-\\x7E]{1,2000}");
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
  @Nullable String callbackUrl;
  final Map<String, @Nullable Object> parameters = new LinkedHashMap<>();

  VideoRequestBuilder() {}

  VideoRequestBuilder(VideoRequestBuilder source) {
    gateway = source.gateway;
    prompt = source.prompt;
    model = source.model;
    images.addAll(source.images);
    lastImage = source.lastImage;
    duration = source.duration;
    size = source.size;
    resolution = source.resolution;
    seed = source.seed;
    correlationId = source.correlationId;
    callbackUrl = source.callbackUrl;
    parameters.putAll(source.parameters);
  }

  /**
   * Sets the configured gateway; required where a client has several.
   *
   * @throws IllegalArgumentException when it is not a valid gateway name
   */
  public VideoRequestBuilder gateway(String name) {
    require(TaskRef.isGatewayName(name), "a gateway's name has a-z, 0-9 and '-'");
    gateway = name;
    return this;
  }

  /**
   * Sets the prompt.
   *
   * @throws IllegalArgumentException when it is blank
   */
  public VideoRequestBuilder prompt(String text) {
    require(!text.isBlank(), "the prompt is empty");
    prompt = text;
    return this;
  }

  /**
   * Sets the model, by the gateway's name for it.
   *
   * @throws IllegalArgumentException when it is blank
   */
  public VideoRequestBuilder model(String name) {
    require(!name.isBlank(), "the model's name is empty");
    model = name.strip();
    return this;
  }

  /**
   * Adds a first or reference image.
   *
   * @throws IllegalArgumentException when there are more than 20
   */
  public VideoRequestBuilder image(ImageSource image) {
    require(images.size() < MAX_IMAGES, "a request has at most " + MAX_IMAGES + " images");
    images.add(image);
    return this;
  }

  /** Sets the last image of the video. */
  public VideoRequestBuilder lastImage(ImageSource image) {
    lastImage = image;
    return this;
  }

  /**
   * Sets the duration of the video.
   *
   * @throws IllegalArgumentException when it is not positive, or longer than an hour
   */
  public VideoRequestBuilder duration(Duration length) {
    require(
        !length.isNegative() && !length.isZero() && length.compareTo(MAX_DURATION) <= 0,
        "a video's duration is more than 0 and at most an hour");
    duration = length;
    return this;
  }

  /**
   * Sets the size of a frame in pixels.
   *
   * @throws IllegalArgumentException when either is less than 1
   */
  public VideoRequestBuilder size(int width, int height) {
    size = new VideoRequest.Size(width, height);
    return this;
  }

  /**
   * Sets the resolution in the vendor's notation, such as {@code 768P}.
   *
   * @throws IllegalArgumentException when it is blank
   */
  public VideoRequestBuilder resolution(String notation) {
    require(!notation.isBlank(), "the resolution is empty");
    resolution = notation.strip();
    return this;
  }

  /** Sets the random seed, for vendors that support one. */
  public VideoRequestBuilder seed(long number) {
    seed = number;
    return this;
  }

  /**
   * Adds a parameter of the vendor, by its own name. It is written to the body unchanged; an object
   * is merged into an object field of the same name that the request already has.
   *
   * @param value a String, Number, Boolean, List, Map with String keys, {@link VideoRequest.Json}
   *     or null
   * @throws IllegalArgumentException when the name or the value is invalid
   */
  public VideoRequestBuilder parameter(String name, @Nullable Object value) {
    require(NAME.matcher(name).matches(), "a parameter's name has letters, digits, _, . and -");
    parameters.put(name, ParameterValue.copied(name, value));
    return this;
  }

  /**
   * Sets the correlation id, 1 to 200 visible ASCII characters: it is sent with the request, for
   * finding a task whose submit had an unknown outcome. Default: a new one for each submit.
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
   * Sets the URL that the gateway or its vendor calls when the task changes, up to 2,000 visible
   * ASCII characters. A client with a {@code CallbackReceiver} sets one for each submit by itself.
   *
   * @throws IllegalArgumentException when it is no http or https URL
   */
  public VideoRequestBuilder callbackUrl(String url) {
    require(URL.matcher(url).matches(), "a callback's URL begins with https://");
    callbackUrl = url;
    return this;
  }

  /**
   * Builds the request.
   *
   * @throws IllegalArgumentException when there is neither a prompt nor an image nor a parameter
   */
  public VideoRequest build() {
    require(
        prompt != null || !images.isEmpty() || lastImage != null || !parameters.isEmpty(),
        "a request needs a prompt or an image");
    return new VideoRequest(new VideoRequestBuilder(this));
  }

  private static void require(boolean valid, String message) {
    if (!valid) {
      throw new IllegalArgumentException(message);
    }
  }
}
