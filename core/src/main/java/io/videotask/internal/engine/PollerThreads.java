package io.videotask.internal.engine;

import java.util.concurrent.Executor;

/**
 * The executors for user callbacks, one per kind, so that blocking callbacks of one kind do not
 * delay those of another.
 *
 * @param results completes futures and so runs their dependents
 * @param callbacks runs listeners, schedules of the caller's, and logging
 * @param requests sends queries
 * @param cancels cancels calls
 */
public record PollerThreads(
    Executor results, Executor callbacks, Executor requests, Executor cancels) {}
