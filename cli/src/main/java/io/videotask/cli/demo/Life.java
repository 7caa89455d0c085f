package io.videotask.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to one task, as a script: from a moment on, this is the answer; and once, at a
 * moment, this goes wrong.
 *
 * @param dialect how its gateway speaks
 * @param id the task's id
 * @param story for people, in a few words
 * @param end our word for how it ends
 * @param moments in the order of their time
 */
public record Life(String dialect, String id, String story, String end, List<Moment> moments) {

  /**
   * One entry of the script.
   *
   * @param at since the start of the play
   * @param reply what is answered
   * @param once whether it is answered to one request only: a fault on the way, and not a state
   */
  record Moment(Duration at, Reply reply, boolean once) {}

  public Life {
    moments = List.copyOf(moments);
  }

  static Life of(String dialect, String id, String story) {
    return new Life(dialect, id, story, "", List.of());
  }

  Life from(double seconds, String template) {
    return with(new Moment(at(seconds), Reply.body(template), false));
  }

  Life onceAt(double seconds, Reply fault) {
    return with(new Moment(at(seconds), fault, true));
  }

  Life ending(String state) {
    return new Life(dialect, id, story, state, moments);
  }

  private Life with(Moment moment) {
    List<Moment> more = new ArrayList<>(moments);
    more.add(moment);
    return new Life(dialect, id, story, end, more);
  }

  private static Duration at(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
