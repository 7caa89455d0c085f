package io.videotask.benchmarks;

import io.videotask.schedule.TimingHints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as a real gateway showed it: what an answer says is what the gateway's last look before it
 * had brought.
 *
 * @param recording when the gateway looked, and what it saw
 * @param tellsUpdates whether its answers have an {@code updated_at}; they did not before v0.11
 * @param eachLook whether that is the moment of the last look, or only of the last one with news
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

  /** Gateways tell the time in whole seconds. */
  private static Instant moment(double seconds) {
    return VirtualClock.BEGINNING.plusSeconds((long) Math.floor(seconds));
  }
}
