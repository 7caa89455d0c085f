package io.videotask.schedule;

/** Marks the schedules that compute, and never block. */
interface NonBlockingSchedule {}
