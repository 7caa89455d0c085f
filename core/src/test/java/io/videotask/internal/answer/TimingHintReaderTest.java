package io.videotask.internal.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import io.videotask.internal.client.GatewayServer;
import io.videotask.schedule.TimingHints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hints for the time of the next poll. */
class TimingHintReaderTest {
  /** 1767323045 as an instant. */
  private static final Instant NOW = GatewayServer.NOW;

  private static TimingHints signs(String body, @Nullable Instant gatewayTime) {
    ParsedAnswer parsed = Answers.read(Dialect.NEW_API, null, 200, body.replace('\'', '"'));
    ParsedAnswer.OfTask task =
        assertInstanceOf(ParsedAnswer.OfTask.class, parsed, parsed::toString);
    return task.hints().toTimingHints(task.task(), NOW, gatewayTime);
  }

  private static TimingHints row(String fields) {
    return signs(Answers.row("'status':'IN_PROGRESS'," + fields), null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "'properties':{'origin_model_name':'veo'} | veo",
        "'properties':{'input':{'a':[1]},'origin_model_name':'veo'} | veo",
        "'model':'veo' | veo",
        "'action':'generate' | generate",
        "'action':'generate','model':'veo' | veo",
        "'model':'veo','action':'generate' | veo",
        "'model':'veo','properties':{'origin_model_name':'kling'} | kling",
        "'model':' ' | none",
        "'model':' ','action':'generate' | generate",
        "'properties':'none' | none",
        "'unknown':{'model':'veo'} | none",
        "'platform':'51' | none"
      })
  void kindIsModelOrElseAction(String fields, String kind) {
    assertEquals(kind, row(fields).kind());
    assertEquals(kind, signs("{'status':'IN_PROGRESS'," + fields + "}", null).kind());
  }

  @Test
  void kindIsLimitedToHundredCharacters() {
    String longest = "m".repeat(100);

    assertEquals(longest, row("'model':'" + longest + "'").kind());
    assertNull(row("'model':'" + longest + "m'").kind());
  }

  @Test
  void hintsOfWrappedTaskAreRead() {
    assertEquals("veo", signs("{'task':{'status':'running','model':'veo'}}", null).kind());
    assertNull(signs("{'status':'running','data':[{'model':'veo'}]}", null).kind());
  }

  @Test
  void agesUseGatewayClock() {
    String body =
        Answers.row(
            "'status':'IN_PROGRESS','progress':'30%','submit_time':1767323025,"
                + "'start_time':1767323035,'updated_at':1767323040");

    TimingHints own = signs(body, null);
    TimingHints gateways = signs(body, NOW.plusSeconds(60));

    assertFalse(own.queued());
    assertEquals(30, own.progress());
    assertEquals(Duration.ofSeconds(20), own.age());
    assertEquals(Duration.ofSeconds(10), own.runningFor());
    assertEquals(List.of(NOW.minusSeconds(10), NOW.minusSeconds(5)), own.updates());
    assertNull(own.gatewayTime());
    assertEquals(Duration.ofSeconds(80), gateways.age());
    assertEquals(NOW.plusSeconds(60), gateways.gatewayTime());
  }

  @Test
  void queuedTaskHasNoRunningTime() {
    TimingHints queued = signs(Answers.row("'status':'QUEUED','start_time':1767323035"), null);

    assertTrue(queued.queued());
    assertNull(queued.runningFor());
  }

  @Test
  void implausibleInstantIsIgnored() {
    assertNull(row("'submit_time':1767323045").age());
    assertNull(row("'submit_time':1767323046").age());
    assertEquals(Duration.ofDays(7), row("'submit_time':1766718245").age());
    assertNull(row("'submit_time':1766718244").age());
    assertNull(row("'progress':1").age());
    assertEquals(List.of(), row("'updated_at':'text'").updates());
    assertEquals(List.of(), row("'updated_at':1767323046").updates());
  }

  @Test
  void equalInstantsCountOnce() {
    TimingHints ended =
        signs(
            Answers.row(
                "'status':'FAILURE','start_time':1767323035,'finish_time':1767323040,"
                    + "'updated_at':1767323040"),
            null);

    assertEquals(List.of(NOW.minusSeconds(10), NOW.minusSeconds(5)), ended.updates());
    assertEquals(
        List.of(NOW.minusSeconds(5)),
        signs(Answers.row("'status':'FAILURE','finish_time':1767323040"), null).updates());
  }
}
