package io.videotask.internal.resolve;

import io.videotask.task.LostSubmit;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a task may be the one of a submit. In the order of the evidence. */
enum Fit {
  /** It is another's. */
  NO,
  /** It can't be excluded, and is not adopted: something differs that a gateway may rewrite. */
  POSSIBLE,
  /** All that is known of it fits. */
  FITS,
  /** It has the id that the client gave to this submit alone. */
  PROVEN;

  static Fit of(LostSubmit submit, ListedTask task, Listing listing) {
    if (isOutside(submit, task.createdAt(), listing)) {
      return NO;
    }
    String id = task.clientId();
    if (id != null && submit.clientId().equals(id)) {
      return PROVEN;
    }
    if (id != null && submit.identified()) {
      return NO;
    }
    Fit model = ofModel(submit.model(), task.model());
    boolean samePrompt =
        submit.promptHash() == null
            || task.promptHash() == null
            || submit.promptHash().equals(task.promptHash());
    if (model == NO || !samePrompt) {
      return NO;
    }
    // A task of this submit should have shown its id.
    return submit.identified() ? POSSIBLE : model;
  }

  private static boolean isOutside(
      LostSubmit submit, @Nullable Instant createdAt, Listing listing) {
    return createdAt != null
        && (createdAt.isBefore(submit.submittedAt().minus(listing.tolerance()))
            || createdAt.isAfter(
                submit.endedAt().plus(listing.lagOrUsual()).plus(listing.tolerance())));
  }

  /** Gateways add a version to a model's name, or the vendor's name. */
  private static Fit ofModel(@Nullable String asked, @Nullable String listed) {
    if (asked == null || listed == null) {
      return FITS;
    }
    String a = asked.toLowerCase(Locale.ROOT);
    String b = listed.toLowerCase(Locale.ROOT);
    if (a.equals(b)) {
      return FITS;
    }
    return a.contains(b) || b.contains(a) ? POSSIBLE : NO;
  }
}
