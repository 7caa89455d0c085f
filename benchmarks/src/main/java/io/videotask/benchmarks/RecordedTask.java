package io.videotask.benchmarks;

import io.videotask.schedule.TimingHints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as recorded from a real gateway: an answer has the result of the gateway's last refresh.
 *
 * @param recording the refreshes and their results
 * @param tellsUpdates whether its answers have an {@code updated_at}, as from v0.11 on
 * @param eachLook whether that is the time of the last refresh, or of the last change
 */
record RecordedTask(Recordings.Task recording, boolean tellsUpdates, boolean eachLook)
    implements SimulatedTask {
  @Override
  public @Nullable String kind() {
    return null;
  }

  @Override
  public double created() {
    return recording.created();
  }

  @Override
  public double end() {
    return recording.visibleEnd();
  }

  @Override
  public TimingHints signs(double now) {
    boolean queued = true;
    Duration runningFor = null;
    List<Instant> news = new ArrayList<>();
    Instant updated = null;
    for (Recordings.Change change : recording.changes()) {
      if (change.at() > now) {
        break;
      }
      updated = moment(change.at());
      switch (change.status()) {
        case "NOT_START", "SUBMITTED", "QUEUED" -> {}
        case "IN_PROGRESS" -> {
          queued = false;
          if (runningFor == null) {
            news.add(updated);
            runningFor = Duration.between(updated, VirtualClock.at(now));
          }
        }
        default -> {
          queued = false;
          news.add(updated);
        }
      }
    }
    if (tellsUpdates) {
      for (double look : recording.looks()) {
        if (eachLook && look <= now) {
          updated = moment(look);
        }
      }
      if (updated != null && !news.contains(updated)) {
        news.add(updated);
      }
    }
    return new TimingHints(
        null,
        queued,
        null,
        Duration.between(moment(created()), VirtualClock.at(now)),
        runningFor,
        news,
        moment(now));
  }

  /** Rounds to whole seconds, as gateways do. */
  private static Instant moment(double seconds) {
    return VirtualClock.START.plusSeconds((long) Math.floor(seconds));
  }
}
