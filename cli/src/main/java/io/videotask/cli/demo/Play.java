package io.videotask.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lives under way: knows for each request what is due now. Thread-safe. */
final class Play {
  private static final Duration LINKS_LAST = Duration.ofHours(9);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

  private final List<Life> lives;
  private final Instant start;
  private final int speed;
  private final Set<Life.Moment> spent = new HashSet<>();

  /** A play at a multiple of its own speed. */
  Play(List<Life> lives, Instant start, int speed) {
    this.lives = lives;
    this.start = start;
    this.speed = speed;
  }

  Optional<Life> life(String dialect, String id) {
    return lives.stream()
        .filter(life -> life.dialect().equals(dialect) && life.id().equals(id))
        .findFirst();
  }

  /** What is due in a life; a fault that is due goes first, and is then spent. */
  synchronized Life.Moment due(Life life, Instant now) {
    Duration age = Duration.between(start, now).multipliedBy(speed);
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

  /** The body of a reply, with the ids and times of this play. */
  String text(Life life, Life.Moment moment, String baseUrl) {
    String template = moment.reply().body();
    if (template == null) {
      return moment.reply().text();
    }
    Duration firstLook = FIRST_LOOK.compareTo(moment.at()) < 0 ? FIRST_LOOK : moment.at();
    return read(template)
        .replace("${id}", life.id())
        .replace("${base}", baseUrl)
        .replace("${created}", seconds(Duration.ZERO))
        .replace("${started}", seconds(firstLook))
        .replace("${updated}", seconds(moment.at()))
        .replace("${finished}", seconds(moment.at()))
        .replace("${expires}", seconds(LINKS_LAST));
  }

  private String seconds(Duration sinceStart) {
    return String.valueOf(start.plus(sinceStart).getEpochSecond());
  }

  private static String read(String template) {
    try (InputStream in = Play.class.getResourceAsStream(template + ".json")) {
      if (in == null) {
        throw new IllegalStateException("there is no template " + template);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
