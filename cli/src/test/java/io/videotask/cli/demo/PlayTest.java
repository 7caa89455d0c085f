package io.videotask.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayTest {
  private static final String BODY = "{\"model\":\"m-1\",\"prompt\":\"p\"}";
  private static final Life.Order ORDER = new Life.Order("new-api", "m-1", "p");
  private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  @Test
  void aLifeBeginsWhenItsModelIsOrderedAndOnlyOnce() {
    Life life = Life.of(ORDER, "t1", "a story").from(0, "kling-not-start");
    Play play = new Play(List.of(life), 1);
    assertTrue(play.life("new-api", "t1").isEmpty());
    assertTrue(play.begin("minimax-anyapi", BODY, START).isEmpty());
    assertTrue(play.begin("new-api", "{\"model\":\"m\"}", START).isEmpty());
    assertTrue(play.begin("new-api", BODY, START).isPresent());
    assertTrue(play.begin("new-api", BODY, START).isEmpty());
    assertTrue(play.life("new-api", "t1").isPresent());
  }

  @Test
  void aStateStaysAndAFaultComesOnce() {
    Life life =
        Life.of(ORDER, "t1", "a story")
            .from(0, "kling-not-start")
            .onceAt(1, Reply.badGateway())
            .from(2, "kling-success")
            .ending("COMPLETED");
    Play play = new Play(List.of(life), 1);
    assertEquals(life, play.begin("new-api", BODY, START).orElseThrow());
    assertEquals("kling-not-start", play.due(life, START).reply().body());
    assertEquals(502, play.due(life, START.plusSeconds(1)).reply().status());
    assertEquals("kling-not-start", play.due(life, START.plusSeconds(1)).reply().body());
    assertEquals("kling-success", play.due(life, START.plusSeconds(9)).reply().body());
  }

  @Test
  void everyTemplateIsThereAndLeavesNoPlaceOpen() {
    Play play = new Play(Lives.all(), 1);
    for (Life life : Lives.all()) {
      String body = "{\"model\":\"" + life.order().model() + "\"}";
      assertEquals(life, play.begin(life.order().dialect(), body, START).orElseThrow());
      assertFalse(play.created(life).contains("${"));
      for (Life.Moment moment : life.moments()) {
        String text = play.text(life, moment, new Play.Addresses("http://a", "http://b"));
        assertFalse(text.contains("${"), text);
        assertTrue(moment.reply().body() == null || text.contains(life.id()), text);
      }
    }
  }
}
