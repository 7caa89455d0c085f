package io.videotask.internal.answer;

import io.videotask.generated.gateway.DetailKind;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.text.ReportedUrl;
import io.videotask.internal.text.Scalar;
import io.videotask.internal.text.SignedUrlExpiry;
import io.videotask.internal.text.Timestamps;
import io.videotask.task.VideoResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Finds the videos of a finished task in the levels of its answer, from the outer one inward. Not
 * thread-safe.
 */
public final class VideoExtractor {
  private static final Pattern FILE_ID = Pattern.compile("[0-9]{5,40}");

  private final List<AnswerNode> levels;
  private final List<AnswerNode.UrlField> listed;
  private final @Nullable HttpUrl base;
  private final Conventions conventions;
  private final DecisionLog log;
  private final VideoDetails details;

  /**
   * How a dialect's servers report a finished video.
   *
   * @param base the gateway's base URL; null for none
   * @param failReasonIsFileId whether they put a file id into {@code fail_reason} on success
   * @param servesContent whether they serve the video themselves
   * @param content supplies the URL at which they serve it; null where unknown
   */
  public record Conventions(
      @Nullable HttpUrl base,
      boolean failReasonIsFileId,
      boolean servesContent,
      @Nullable Supplier<String> content) {}

  /**
   * @param listed fields that hold lists and belong to no level
   */
  public VideoExtractor(
      List<AnswerNode> levels,
      List<AnswerNode.UrlField> listed,
      Conventions conventions,
      DecisionLog log) {
    this.levels = levels;
    this.listed = listed;
    this.base = conventions.base();
    this.conventions = conventions;
    this.log = log;
    this.details = new VideoDetails(levels);
  }

  /** Returns all videos in order; at least one, without a URL where none was found. */
  public List<VideoResult> find() {
    List<Candidate> chosen = chosen();
    String fileId = details.text(DetailKind.FILE_ID);
    AnswerNode.Reason failReason = failReason(fileId);
    String failText = failReason == null ? null : failReason.message();
    if (chosen.isEmpty() && failReason != null) {
      addUsable(
          new AnswerNode.Found(failText, null, null),
          new AnswerNode.UrlField(failReason.field(), List.of()),
          chosen);
    }
    if (fileId == null && conventions.failReasonIsFileId() && isFileId(failText)) {
      fileId = failText;
    }
    if (chosen.isEmpty()) {
      chosen.add(new Candidate(contentPath(), null, null, true));
    }
    List<VideoResult> videos = new ArrayList<>();
    for (Candidate candidate : chosen) {
      videos.add(video(candidate, videos.isEmpty(), fileId));
    }
    return videos;
  }

  /**
   * Returns the URL at which the gateway itself serves the video; null, with a note, where it does
   * not.
   */
  private @Nullable String contentPath() {
    Supplier<String> content = conventions.content();
    if (!conventions.servesContent()) {
      log.note("the task is finished and its answer carries no URL");
    } else if (content == null) {
      log.note(
          "the video is at the gateway's content path, and there is no base URL to complete it");
    } else {
      log.why(() -> "the gateway serves the video at its content path");
    }
    return content == null ? null : content.get();
  }

  private record Candidate(
      @Nullable String url, @Nullable String backup, @Nullable Scalar duration, boolean needsKey) {}

  /**
   * Returns the candidates of the first field with a URL, or of an inner field that has the same
   * URL and more details.
   */
  private List<Candidate> chosen() {
    List<Candidate> first = new ArrayList<>();
    for (AnswerNode.UrlField field : fields()) {
      List<Candidate> usable = new ArrayList<>();
      for (AnswerNode.Found found : field.videos()) {
        addUsable(found, field, usable);
      }
      if (first.isEmpty()) {
        first = usable;
      } else if (hasMoreDetails(usable, first)) {
        return usable;
      }
    }
    return first;
  }

  /**
   * Returns all fields from the outside inward; lists come before URLs that need the key:
   * OpenRouter's {@code unsigned_urls}, where those in its {@code urls} are signed.
   */
  private List<AnswerNode.UrlField> fields() {
    List<AnswerNode.UrlField> fields = new ArrayList<>();
    boolean added = listed.isEmpty();
    for (AnswerNode level : levels) {
      for (AnswerNode.UrlField field : level.urlFields()) {
        if (!added && field.needsKey()) {
          fields.addAll(listed);
          added = true;
        }
        fields.add(field);
      }
    }
    if (!added) {
      fields.addAll(listed);
    }
    return fields;
  }

  /** Returns whether the URL of a video was found, other than a content path. */
  boolean hasUrl() {
    AnswerNode.Reason failReason = failReason(null);
    return chosen().stream()
            .anyMatch(one -> one.url() != null && !ReportedUrl.isContentPath(one.url()))
        || (failReason != null && ReportedUrl.of(failReason.message(), base) != null);
  }

  /** Returns whether an inner field has the same URL among others, or with its duration. */
  private static boolean hasMoreDetails(List<Candidate> inner, List<Candidate> first) {
    Candidate known = first.get(0);
    for (Candidate candidate : inner) {
      if (candidate.url() != null && candidate.url().equals(known.url())) {
        return inner.size() > first.size()
            || (first.size() == 1 && known.duration() == null && candidate.duration() != null);
      }
    }
    return false;
  }

  private void addUsable(AnswerNode.Found found, AnswerNode.UrlField from, List<Candidate> usable) {
    String field = from.name();
    String reported = found.url();
    String backupText = found.backupUrl();
    if (reported == null || reported.isBlank()) {
      if (backupText == null || backupText.isBlank()) {
        return;
      }
      reported = backupText; // The only URL there is.
      backupText = null;
    }
    ReportedUrl read = ReportedUrl.of(reported, base);
    if (read == null) {
      log.note(field + " holds no URL although the task is finished");
      return;
    }
    if (read.completion() != null) {
      log.note(field + ": " + read.completion());
    }
    if (read.url() != null && usable.stream().noneMatch(c -> read.url().equals(c.url()))) {
      log.why(() -> "a URL is in " + field);
      ReportedUrl backup = ReportedUrl.of(backupText, base);
      usable.add(
          new Candidate(
              read.url(), backup == null ? null : backup.url(), found.duration(), from.needsKey()));
    }
  }

  /** Returns the content of fail_reason on success; null where it is empty or redundant. */
  private AnswerNode.@Nullable Reason failReason(@Nullable String fileId) {
    for (AnswerNode level : levels) {
      AnswerNode.Reason reported = level.failReason();
      if (reported == null || reported.message() == null) {
        continue;
      }
      String stripped = reported.message().strip();
      String field = reported.field();
      boolean isUrl = ReportedUrl.of(stripped, base) != null;
      boolean isKnownId =
          stripped.equals(fileId) || (conventions.failReasonIsFileId() && isFileId(stripped));
      if (isUrl) {
        log.why(() -> field + " holds a URL, as it does on success at some versions");
      } else if (isKnownId) {
        log.why(() -> field + " holds the file id, as it does on success at this gateway");
      } else {
        log.note("the task is finished, and yet " + field + " says: " + stripped);
      }
      return isUrl || isKnownId ? new AnswerNode.Reason(field, null, stripped) : null;
    }
    return null;
  }

  private VideoResult video(Candidate candidate, boolean first, @Nullable String fileId) {
    String url = candidate.url();
    boolean needsKey =
        url != null
            && (ReportedUrl.needsKey(url, base)
                || (candidate.needsKey() && ReportedUrl.isOnOrigin(url, base)));
    if (url != null && !needsKey && ReportedUrl.isContentPath(url)) {
      log.note("the URL is a content path, but not on the base URL: the key does not go there");
    }
    Double duration = candidate.duration() == null ? null : candidate.duration().positiveDouble();
    return new VideoResult(
        url,
        needsKey,
        first ? backup(candidate) : candidate.backup(),
        first ? fileId : null,
        details.format(url),
        details.width(),
        details.height(),
        duration == null ? details.decimal(DetailKind.DURATION) : duration,
        details.decimal(DetailKind.FPS),
        details.whole(DetailKind.SEED),
        first ? details.whole(DetailKind.BYTES) : null,
        expiry(url));
  }

  private @Nullable String backup(Candidate candidate) {
    if (candidate.backup() != null) {
      return candidate.backup();
    }
    for (AnswerNode level : levels) {
      for (AnswerNode.UrlField field : level.urlFields()) {
        for (AnswerNode.Found found : field.videos()) {
          ReportedUrl backup = ReportedUrl.of(found.backupUrl(), base);
          boolean same =
              backup != null && candidate.url() != null && candidate.url().equals(backup.url());
          if (backup != null && backup.url() != null && !same) {
            return backup.url();
          }
        }
      }
    }
    return null;
  }

  private @Nullable Instant expiry(@Nullable String url) {
    for (AnswerNode level : levels) {
      Instant reported = Timestamps.first(level.times().expires());
      if (reported != null) {
        log.why(() -> "a field next to the URL has its expiry");
        return reported;
      }
    }
    Instant signed = url == null ? null : SignedUrlExpiry.of(url);
    if (signed != null) {
      log.why(() -> "the URL itself has its expiry");
    }
    return signed;
  }

  private static boolean isFileId(@Nullable String text) {
    return text != null && FILE_ID.matcher(text).matches();
  }
}
