package io.videotask.benchmarks.track;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import io.videotask.VideoTasks;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The design that an engineer who knows db-scheduler tries first: it schedules each poll. */
final class ExecutionPerTask {
  private static final String NAME = "poll";
  private static final int THREADS = 50;

  private ExecutionPerTask() {}

  /** Creates db-scheduler's table, and inserts executions that are due in the next interval. */
  static void insert(HikariDataSource pool, int tasks, int intervalSeconds) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE scheduled_tasks (task_name text NOT NULL, task_instance text NOT NULL,"
              + " task_data bytea, execution_time timestamptz NOT NULL, picked boolean NOT NULL,"
              + " picked_by text, last_success timestamptz, last_failure timestamptz,"
              + " consecutive_failures int, last_heartbeat timestamptz, version bigint NOT NULL,"
              + " priority smallint, PRIMARY KEY (task_name, task_instance))");
      statement.execute(
          "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
              + " SELECT '"
              + NAME
              + "', 'new-api:task_' || i, now() + random() * interval '"
              + intervalSeconds
              + " seconds', false, 1 FROM generate_series(0, "
              + (tasks - 1)
              + ") i");
      statement.execute("CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)");
      statement.execute("CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
      statement.execute("ANALYZE scheduled_tasks");
    }
  }

  /** Starts polling. */
  static void start(HikariDataSource pool, VideoTasks videos, String node, Duration interval) {
    CustomTask<Void> poll =
        Tasks.custom(NAME, Void.class)
            .execute(
                (instance, context) -> {
                  VideoTask task = videos.query(TaskRef.parse(instance.getId()));
                  if (task instanceof VideoTask.Ended) {
                    return new CompletionHandler.OnCompleteRemove<>();
                  }
                  return (complete, operations) ->
                      operations.reschedule(complete, complete.getTimeDone().plus(interval));
                });
    Scheduler.create(pool, poll)
        .schedulerName(new SchedulerName.Fixed(node))
        .threads(THREADS)
        .pollingInterval(Duration.ofMillis(200))
        .pollUsingLockAndFetch(1, 4)
        .build()
        .start();
  }
}
