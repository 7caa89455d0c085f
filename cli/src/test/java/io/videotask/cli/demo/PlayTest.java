package io.videotask.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayTest {
  private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  @Test
  void aStateStaysAndAFaultComesOnce() {
    Life life =
        Life.of("new-api", "t1", "a story")
            .from(0, "kling-not-start")
            .onceAt(1, Reply.badGateway())
            .from(2, "kling-success")
            .ending("COMPLETED");
    Play play = new Play(List.of(life), START, 1);
    assertEquals("kling-not-start", play.due(life, START).reply().body());
    assertEquals(502, play.due(life, START.plusSeconds(1)).reply().status());
    assertEquals("kling-not-start", play.due(life, START.plusSeconds(1)).reply().body());
    assertEquals("kling-success", play.due(life, START.plusSeconds(9)).reply().body());
  }

  @Test
  void everyTemplateIsThereAndLeavesNoPlaceOpen() {
    Play play = new Play(Lives.all(), START, 1);
    for (Life life : Lives.all()) {
      for (Life.Moment moment : life.moments()) {
        String text = play.text(life, moment, "http://127.0.0.1:1");
        assertFalse(text.contains("${"), text);
        assertTrue(moment.reply().body() == null || text.contains(life.id()), text);
      }
    }
  }
}
