package io.videotask.download;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Options of a download. All have defaults: {@link #DEFAULT}.
 *
 * @param timeout from the call to the deadline; includes the wait for the task, if there is one
 * @param overwrite whether an existing file is replaced, atomically, once the download is complete
 * @param privateAddressesAllowed whether hosts on private, loopback and other internal networks may
 *     be contacted; the gateway's own host always may
 * @param plainHttpAllowed whether {@code http:} URLs are followed. They always are if the gateway
 *     runs on this machine or was itself configured with plain HTTP
 * @param maxBytes the largest accepted size, in bytes; applies to the declared and to the received
 *     size
 * @param stallTimeout a connection that delivers less than {@code minBytesPerSecond} for this long
 *     is closed, and the download retried
 * @param minBytesPerSecond the lowest accepted rate; see {@code stallTimeout}
 * @param listener receives the progress
 * @param sha256 the digest that the file must have, as 64 hexadecimal digits; null for no check
 * @param hosts the only hosts that may be contacted besides the gateway's own; a name with a
 *     leading dot matches all its subdomains. Empty for any host
 * @param videoOnly whether content is rejected that does not begin like a known video format. Error
 *     pages are always rejected
 * @param video the index of the video among the task's videos, from 0
 * @param variant a derivative of the video by the gateway's own name, such as {@code thumbnail} and
 *     {@code spritesheet} at OpenAI; null for the video itself. Only for gateways that serve videos
 *     themselves
 */
public record DownloadOptions(
    Duration timeout,
    boolean overwrite,
    boolean privateAddressesAllowed,
    boolean plainHttpAllowed,
    long maxBytes,
    Duration stallTimeout,
    long minBytesPerSecond,
    DownloadListener listener,
    @Nullable String sha256,
    Set<String> hosts,
    boolean videoOnly,
    int video,
    @Nullable String variant) {

  /**
   * The defaults: one hour; no overwriting; public https URLs; 16 GiB; a stall is less than 1 KiB
   * per second for 30 s; the task's first video.
   */
  public static final DownloadOptions DEFAULT = builder().build();

  /**
   * Validates the options.
   *
   * @throws IllegalArgumentException if a duration or a size is not positive, the digest or the
   *     variant's name is malformed, or the index of the video is negative
   */
  public DownloadOptions {
    requirePositive(timeout, "the deadline of a download must lie in the future");
    requirePositive(stallTimeout, "the time-out of a stall must be positive");
    if (maxBytes < 1 || minBytesPerSecond < 0 || video < 0) {
      throw new IllegalArgumentException(
          "the largest size must be positive, the lowest rate and the video's number not negative");
    }
    sha256 = sha256 == null ? null : sha256.strip().toLowerCase(Locale.ROOT);
    if (sha256 != null && !sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a SHA-256 digest has 64 hexadecimal digits");
    }
    if (variant != null && !variant.matches("[A-Za-z0-9_-]{1,50}")) {
      throw new IllegalArgumentException("a variant's name has letters, digits, - and _");
    }
    hosts = hosts.stream().map(h -> h.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    hosts = Set.copyOf(hosts);
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  private static void requirePositive(Duration duration, String message) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Builds options. Not thread-safe. */
  public static final class Builder {
    private Duration timeout = Duration.ofHours(1);
    private boolean overwrite;
    private boolean privateAddressesAllowed;
    private boolean plainHttpAllowed;
    private long maxBytes = 16L << 30;
    private Duration stallTimeout = Duration.ofSeconds(30);
    private long minBytesPerSecond = 1024;
    private DownloadListener listener = (bytes, total) -> {};
    private @Nullable String sha256;
    private Set<String> hosts = Set.of();
    private boolean videoOnly;
    private int video;
    private @Nullable String variant;

    private Builder() {}

    /** Sets the time from the call to the deadline. */
    public Builder timeout(Duration newTimeout) {
      this.timeout = newTimeout;
      return this;
    }

    /** Sets whether an existing file is replaced, once the download is complete. */
    public Builder overwrite(boolean enabled) {
      this.overwrite = enabled;
      return this;
    }

    /**
     * Sets whether hosts on private networks may be contacted. Only for gateways that are trusted
     * that far.
     */
    public Builder allowPrivateAddresses(boolean enabled) {
      this.privateAddressesAllowed = enabled;
      return this;
    }

    /** Sets whether {@code http:} URLs are followed. */
    public Builder allowPlainHttp(boolean enabled) {
      this.plainHttpAllowed = enabled;
      return this;
    }

    /** Sets the largest accepted size in bytes. */
    public Builder maxBytes(long limit) {
      this.maxBytes = limit;
      return this;
    }

    /** Sets how long a connection may deliver less than the lowest accepted rate. */
    public Builder stallTimeout(Duration limit) {
      this.stallTimeout = limit;
      return this;
    }

    /** Sets the lowest accepted rate in bytes per second. */
    public Builder minBytesPerSecond(long rate) {
      this.minBytesPerSecond = rate;
      return this;
    }

    /** Sets the listener that receives the progress. */
    public Builder listener(DownloadListener newListener) {
      this.listener = newListener;
      return this;
    }

    /** Sets the SHA-256 digest that the video must have, in hexadecimal. */
    public Builder sha256(String digest) {
      this.sha256 = digest;
      return this;
    }

    /** Sets the only hosts that may be contacted besides the gateway's own. */
    public Builder hosts(String... names) {
      this.hosts = Arrays.stream(names).collect(Collectors.toSet());
      return this;
    }

    /** Sets whether content is rejected that does not begin like a known video format. */
    public Builder videoOnly(boolean enabled) {
      this.videoOnly = enabled;
      return this;
    }

    /** Sets the index of the video among the task's videos, from 0. */
    public Builder video(int index) {
      this.video = index;
      return this;
    }

    /** Sets a derivative to download instead of the video itself, such as {@code thumbnail}. */
    public Builder variant(String name) {
      this.variant = name;
      return this;
    }

    /**
     * Returns the options.
     *
     * @throws IllegalArgumentException if an option is invalid
     */
    public DownloadOptions build() {
      return new DownloadOptions(
          timeout,
          overwrite,
          privateAddressesAllowed,
          plainHttpAllowed,
          maxBytes,
          stallTimeout,
          minBytesPerSecond,
          listener,
          sha256,
          hosts,
          videoOnly,
          video,
          variant);
    }
  }
}
