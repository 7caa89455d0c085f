package io.videotask.tracker;

import io.videotask.gateway.SubmitOutcome;

/**
 * A submit whose intent and outcome are in the database.
 *
 * @param id the id of the tracking
 * @param outcome accepted, and the task is tracked; rejected, and nothing was created; or unknown,
 *     which is delivered to the handler too
 */
public record Submitted(String id, SubmitOutcome outcome) {}
