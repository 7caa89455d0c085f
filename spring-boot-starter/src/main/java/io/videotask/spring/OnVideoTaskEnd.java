package io.videotask.spring;

import io.videotask.tracker.TrackOutcome;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a bean as the handler of the ends of tracked tasks. It takes one {@link
 * io.videotask.tracker.TrackedEnd}, and is called as {@link io.videotask.tracker.EndHandler#ended}
 * is: at least once for each end, with the same key, again later if it throws.
 *
 * <p>Each end goes to one method. A method without outcomes takes those that no other method names.
 * An application does not start where an outcome has no method, or two.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnVideoTaskEnd {
  /** The outcomes that the method takes; none for all that no other method names. */
  TrackOutcome[] value() default {};
}
