package io.videotask.spring;

import io.videotask.tracker.TrackFilter;
import io.videotask.tracker.Tracker;
import io.videotask.tracker.TrackerStatus;
import io.videotask.tracker.TrackingException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The health of the tracker, for the indicators of both versions of Boot: down while the database
 * cannot be used. Parked ends are a detail, as taking a node out of service delivers none of them.
 *
 * @param up whether the tracker works
 * @param details what to show
 */
record TrackerHealth(boolean up, Map<String, Object> details) {
  static TrackerHealth of(Tracker tracker) {
    Map<String, Object> details = new LinkedHashMap<>();
    TrackerStatus status = tracker.status();
    details.put("node", status.node());
    details.put("liveNodes", status.liveNodes());
    details.put("shards", status.shards());
    details.put("ownedShards", status.ownedShards());
    details.put("outstanding", status.outstanding());
    details.put("unreadable", status.unreadable());
    try {
      int parked = tracker.list(TrackFilter.PARKED).size();
      details.put("parked", parked < TrackFilter.PARKED.limit() ? parked : parked + " or more");
      return new TrackerHealth(true, details);
    } catch (RuntimeException e) {
      details.put(
          "error",
          e instanceof TrackingException
              ? String.valueOf(e.getMessage())
              : e.getClass().getSimpleName());
      return new TrackerHealth(false, details);
    }
  }
}
