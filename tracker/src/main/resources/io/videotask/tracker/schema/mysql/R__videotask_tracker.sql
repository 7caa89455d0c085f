-- The tables of videotask-tracker, version 1.1, for MariaDB 10.6, MySQL 8.0 or newer. Times are milliseconds since 1970.
-- May be run again: a repeatable migration of Flyway, which collides with no version of the application.

CREATE TABLE IF NOT EXISTS videotask_task (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  shard INT NOT NULL,
  state VARCHAR(16) NOT NULL,
  gateway VARCHAR(64),
  task_id TEXT,
  ref_hash CHAR(64) UNIQUE,
  created BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  deadline BIGINT NOT NULL,
  outcome VARCHAR(16),
  ends INT NOT NULL,
  attempts INT NOT NULL,
  next_attempt BIGINT NOT NULL,
  error TEXT,
  attributes MEDIUMTEXT NOT NULL,
  wait_state MEDIUMTEXT,
  failure MEDIUMTEXT,
  KEY videotask_task_open (shard, state),
  KEY videotask_task_changed (changed),
  KEY videotask_task_state (state, created)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who owns a shard, and how often it has changed hands: every write of an owner names the epoch.
CREATE TABLE IF NOT EXISTS videotask_shard (
  shard INT NOT NULL PRIMARY KEY,
  epoch BIGINT NOT NULL,
  owner VARCHAR(200),
  since BIGINT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS videotask_node (
  name VARCHAR(200) NOT NULL PRIMARY KEY,
  beat BIGINT NOT NULL,
  seen BIGINT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS videotask_gateway (
  name VARCHAR(64) NOT NULL PRIMARY KEY,
  paused BOOLEAN NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What all nodes have learned: how long tasks take, a row for each kind of task, and when gateways refresh
-- them, a row for each gateway.
CREATE TABLE IF NOT EXISTS videotask_history (
  id CHAR(64) NOT NULL PRIMARY KEY,
  revision BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  learned MEDIUMTEXT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The table of db-scheduler, under a name of its own. Its times are in UTC.
CREATE TABLE IF NOT EXISTS videotask_scheduler (
  task_name VARCHAR(100) NOT NULL,
  task_instance VARCHAR(100) NOT NULL,
  task_data BLOB,
  execution_time DATETIME(6) NOT NULL,
  picked BOOLEAN NOT NULL,
  picked_by VARCHAR(200),
  last_success DATETIME(6),
  last_failure DATETIME(6),
  consecutive_failures INT,
  last_heartbeat DATETIME(6),
  version BIGINT NOT NULL,
  priority SMALLINT,
  PRIMARY KEY (task_name, task_instance),
  KEY videotask_scheduler_due (execution_time),
  KEY videotask_scheduler_heartbeat (last_heartbeat)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The last one: where it exists, all do. The version is 100 times the major one, and the minor one.
CREATE TABLE IF NOT EXISTS videotask_schema (
  version INT NOT NULL PRIMARY KEY,
  shards INT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Tables of an earlier minor version have become those of this one.
UPDATE videotask_schema SET version = 101 WHERE version < 101;
