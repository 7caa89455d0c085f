package io.videotask.internal.resolve;

import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;

/** A submit whose task is known. */
public record KnownSubmit(LostSubmit submit, TaskRef task) {}
