package io.videotask.download;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a video is to be fetched. Everything has a default: {@link #DEFAULT}.
 *
 * @param timeout from the call to the deadline, the wait for the task included where there is one
 * @param overwrite whether a file that exists is replaced, in one step, once the new one is whole
 * @param privateAddressesAllowed whether hosts on private, loopback and other inner networks may be
 *     asked; the gateway's own address always may
 * @param plainHttpAllowed whether addresses without encryption are followed. They are anyway where
 *     the gateway is on this machine, or was allowed to speak plain http itself
 * @param maxBytes more is refused, announced or streamed
 * @param stallTimeout a connection on which less than {@code minBytesPerSecond} come for so long is
 *     given up, and tried anew
 * @param minBytesPerSecond see {@code stallTimeout}
 * @param listener is told how far it is
 * @param sha256 the digest that the file must have, as 64 hexadecimal digits; null for none
 * @param hosts the only hosts to be asked besides the gateway's own; a name with a leading dot
 *     stands for all below it. Empty means any
 * @param videoOnly whether what does not begin like a known video format is refused. An error page
 *     is refused anyway
 * @param video which of the task's videos, from 0
 * @param variant what the gateway makes of a video besides, by its own name, such as {@code
 *     thumbnail} and {@code spritesheet} at OpenAI; null for the video itself. Only for gateways
 *     that serve videos themselves
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
   * An hour; no overwriting; public https addresses; 16 GiB; 30 s with less than 1 KiB a second is
   * a stall; the task's first video.
   */
  public static final DownloadOptions DEFAULT = builder().build();

  /**
   * @throws IllegalArgumentException when a time or a size is not positive, the digest or the
   *     variant's name is none, or the number of the video is negative
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

  /** The defaults, to be changed. */
  public static Builder builder() {
    return new Builder();
  }

  private static void requirePositive(Duration duration, String message) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Gathers what differs from the defaults. Not thread-safe. */
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

    /** The deadline, from the call on. */
    public Builder timeout(Duration newTimeout) {
      this.timeout = newTimeout;
      return this;
    }

    /** Replaces a file that exists, once the new one is whole. */
    public Builder overwrite(boolean yes) {
      this.overwrite = yes;
      return this;
    }

    /** Lets hosts on inner networks be asked. Only where the gateway is trusted that far. */
    public Builder allowPrivateAddresses(boolean yes) {
      this.privateAddressesAllowed = yes;
      return this;
    }

    /** Follows addresses without encryption. */
    public Builder allowPlainHttp(boolean yes) {
      this.plainHttpAllowed = yes;
      return this;
    }

    /** Refuses more than this. */
    public Builder maxBytes(long limit) {
      this.maxBytes = limit;
      return this;
    }

    /** How long a connection may bring next to nothing. */
    public Builder stallTimeout(Duration limit) {
      this.stallTimeout = limit;
      return this;
    }

    /** What counts as next to nothing. */
    public Builder minBytesPerSecond(long rate) {
      this.minBytesPerSecond = rate;
      return this;
    }

    /** Is told how far it is. */
    public Builder listener(DownloadListener newListener) {
      this.listener = newListener;
      return this;
    }

    /** The digest that the video must have. */
    public Builder sha256(String digest) {
      this.sha256 = digest;
      return this;
    }

    /** The only hosts to be asked besides the gateway's own. */
    public Builder hosts(String... names) {
      this.hosts = Arrays.stream(names).collect(Collectors.toSet());
      return this;
    }

    /** Refuses what does not begin like a video. */
    public Builder videoOnly(boolean yes) {
      this.videoOnly = yes;
      return this;
    }

    /** Which of the task's videos, from 0. */
    public Builder video(int index) {
      this.video = index;
      return this;
    }

    /** What the gateway makes of a video besides, instead of the video itself. */
    public Builder variant(String name) {
      this.variant = name;
      return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException when one of them makes no sense
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
