package io.videotask.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lives that begin when they are asked for: knows for each request what is due. Thread-safe. */
final class Play {
  private static final Duration LINKS_LAST = Duration.ofHours(9);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

  private final List<Life> lives;
  private final int speed;
  private final Map<Life, Instant> births = new HashMap<>();
  private final Set<Life.Moment> spent = new HashSet<>();

  /** A play at a multiple of its own speed. */
  Play(List<Life> lives, int speed) {
    this.lives = List.copyOf(lives);
    this.speed = speed;
  }

  /**
   * Where videos lie.
   *
   * @param gateway the gateway's own address, where it takes the key
   * @param cdn another server's address, which must not see the key
   */
  record Addresses(String gateway, String cdn) {}

  /** Begins the life that was ordered. Each is lived once. */
  synchronized Optional<Life> begin(String dialect, String body, Instant now) {
    Optional<Life> ordered =
        lives.stream()
            .filter(life -> life.order().dialect().equals(dialect))
            .filter(life -> body.contains("\"" + life.order().model() + "\""))
            .filter(life -> !births.containsKey(life))
            .findFirst();
    ordered.ifPresent(life -> births.put(life, now));
    return ordered;
  }

  /** The life of that id, if it has begun. */
  synchronized Optional<Life> life(String dialect, String id) {
    return lives.stream()
        .filter(life -> life.order().dialect().equals(dialect) && life.id().equals(id))
        .filter(births::containsKey)
        .findFirst();
  }

  /** What is due in a life that has begun; a fault that is due goes first, and is then spent. */
  synchronized Life.Moment due(Life life, Instant now) {
    Duration age = Duration.between(birth(life), now).multipliedBy(speed);
    Life.Moment due = life.moments().get(0);
    for (Life.Moment moment : life.moments()) {
      if (moment.at().compareTo(age) > 0) {
        break;
      }
      if (!moment.once()) {
        due = moment;
      } else if (spent.add(moment)) {
        return moment;
      }
    }
    return due;
  }

  /** The answer to the order of a life. */
  String created(Life life) {
    String template =
        life.order().dialect().equals("new-api") ? "new-api-created" : "anyapi-created";
    return Resources.template(template)
        .replace("${id}", life.id())
        .replace("${model}", life.order().model())
        .replace("${created}", seconds(life, Duration.ZERO));
  }

  /** The body of a reply, with the ids, times and addresses of this play. */
  String text(Life life, Life.Moment moment, Addresses addresses) {
    String template = moment.reply().body();
    if (template == null) {
      return moment.reply().text();
    }
    Duration firstLook = FIRST_LOOK.compareTo(moment.at()) < 0 ? FIRST_LOOK : moment.at();
    return Resources.template(template)
        .replace("${id}", life.id())
        .replace("${base}", addresses.gateway())
        .replace("${cdn}", addresses.cdn())
        .replace("${created}", seconds(life, Duration.ZERO))
        .replace("${started}", seconds(life, firstLook))
        .replace("${updated}", seconds(life, moment.at()))
        .replace("${finished}", seconds(life, moment.at()))
        .replace("${expires}", seconds(life, LINKS_LAST));
  }

  private synchronized Instant birth(Life life) {
    Instant birth = births.get(life);
    if (birth == null) {
      throw new IllegalStateException(life.id() + " has not begun");
    }
    return birth;
  }

  private String seconds(Life life, Duration sinceBirth) {
    return String.valueOf(birth(life).plus(sinceBirth).getEpochSecond());
  }
}
