package io.videotask.tracker;

import io.videotask.VideoTasks;
import io.videotask.task.TaskRef;
import io.videotask.tracker.ShardRows.Written;
import java.util.ArrayList;
import java.util.List;

/**
 * Intents of this node's shards whose outcome is unknown, and what becomes of them. Thread-safe.
 */
final class LostIntents implements IntentSearch.Results {
  private final Shards shards;
  private final IntentSearch search;

  /**
   * @param intentMillis the age from which the outcome of an intent without an id is unknown
   */
  LostIntents(
      VideoTasks videos,
      SubmitDescriptions descriptions,
      DatabaseClock clock,
      long intentMillis,
      Shards shards) {
    this.shards = shards;
    this.search = new IntentSearch(videos, descriptions, clock, intentMillis, this);
  }

  @Override
  public boolean isPaused(String gateway) {
    return shards.isPaused(gateway);
  }

  /** Looks for the tasks of intents whose outcome is unknown: also of those without a submitter. */
  void search() {
    List<IntentSearch.Due> due = new ArrayList<>();
    for (Shard shard : shards.all()) {
      for (OpenTask task : shard.isDraining() ? List.<OpenTask>of() : shard.tasks()) {
        if (search.isDue(task.row())) {
          due.add(new IntentSearch.Due(shard, task));
        }
      }
    }
    search.search(due);
  }

  @Override
  public void found(Shard shard, OpenTask task, TaskRef ref, Runnable done) {
    Row intent = task.row();
    shards.write(
        shard,
        intent.to(TrackState.INTENT).found(ref),
        written -> {
          done.run();
          if (written == Written.APPLIED) {
            shard.remove(task);
            shards.add(intent.accepted(intent.id(), ref));
          } else if (written == Written.REFUSED) {
            // Never two trackings of one task.
            String why = ref + " is its task, and is tracked already by another row";
            shards.ended(shard, task, TrackOutcome.OUTCOME_UNKNOWN, null, why);
          } else {
            shards.settle(shard, task, written);
          }
        },
        done);
  }

  @Override
  public void again(Shard shard, OpenTask task, int attempts, long at, Runnable done) {
    shards.write(
        shard,
        task.row().to(TrackState.INTENT).searched(attempts, at),
        written -> {
          if (written == Written.APPLIED) {
            task.searched(attempts, at);
          } else {
            shards.settle(shard, task, written);
          }
          done.run();
        },
        done);
  }

  @Override
  public void notFound(
      Shard shard, OpenTask task, TrackOutcome outcome, String why, Runnable done) {
    shards.ended(shard, task, outcome, null, why);
    done.run();
  }
}
