package io.videotask.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one task, as a script: from a moment on, this is the answer; and once, at a
 * moment, this goes wrong.
 *
 * @param order what has to be asked for
 * @param id the id that the task gets
 * @param story for people, in a few words
 * @param end our word for how it ends
 * @param video the name of what it makes; null for a task that makes none
 * @param moments in the order of their time
 */
public record Life(
    Order order,
    String id,
    String story,
    String end,
    @Nullable String video,
    List<Moment> moments) {

  /**
   * What has to be asked for, so that this life begins.
   *
   * @param dialect how the gateway speaks
   * @param model by the gateway's name; no other life has it
   * @param prompt what is to be seen
   */
  public record Order(String dialect, String model, String prompt) {}

  /**
   * One entry of the script.
   *
   * @param at since the task was made
   * @param reply what is answered
   * @param once whether it is answered to one request only: a fault on the way, and not a state
   */
  record Moment(Duration at, Reply reply, boolean once) {}

  public Life {
    moments = List.copyOf(moments);
  }

  static Life of(Order order, String id, String story) {
    return new Life(order, id, story, "", null, List.of());
  }

  /** The file that its video must be, byte for byte; null where there is none. */
  public byte @Nullable [] bytes() {
    return video == null ? null : Resources.bytes(video + ".mp4");
  }

  Life from(double seconds, String template) {
    return with(new Moment(at(seconds), Reply.body(template), false));
  }

  Life onceAt(double seconds, Reply fault) {
    return with(new Moment(at(seconds), fault, true));
  }

  Life ending(String state) {
    return new Life(order, id, story, state, video, moments);
  }

  Life completedWith(String newVideo) {
    return new Life(order, id, story, "COMPLETED", newVideo, moments);
  }

  private Life with(Moment moment) {
    List<Moment> more = new ArrayList<>(moments);
    more.add(moment);
    return new Life(order, id, story, end, video, more);
  }

  private static Duration at(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
