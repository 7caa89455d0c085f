package io.videotask.generated.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonReader;
import java.io.EOFException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TolerantReaderTest {
  private final DriftLog log = new DriftLog();

  @ParameterizedTest
  @CsvSource({
    "'\"a\"', a, ''",
    "'\"\"', '', ''",
    "7.10, 7.10, number",
    "12345678901234567890, 12345678901234567890, number",
    "true, true, boolean"
  })
  void convertsScalarsToStrings(String json, String expected, String found) throws Exception {
    assertEquals(expected, log.read(json, TolerantReader::readString));
    assertEquals(found.isEmpty() ? List.of() : List.of("$ string<-" + found + " kept"), log.lines);
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "5.0, 5", "-0, 0", "5e0, 5", "9223372036854775807, 9223372036854775807"})
  void readsIntegersInAnyNotation(String json, long expected) throws Exception {
    assertEquals(expected, log.read(json, TolerantReader::readInteger));
    assertEquals(List.of(), log.lines);
    assertEquals(expected, log.read("\" " + json + " \"", TolerantReader::readInteger));
    assertEquals(List.of("$ integer<-string kept"), log.lines);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "9223372036854775808", "1e999999999", "\"5d\"", "\"１\"", "true"})
  void dropsAndReportsNonIntegers(String json) throws Exception {
    assertNull(log.read(json, TolerantReader::readInteger));
    assertEquals(1, log.lines.size());
    assertTrue(log.lines.get(0).endsWith(" dropped"), log.lines::toString);
  }

  @ParameterizedTest
  @CsvSource({"2.5, 2.5", "1e3, 1000", "'\"2.5\"', 2.5"})
  void readsNumbersFromStrings(String json, double expected) throws Exception {
    assertEquals(expected, log.read(json, TolerantReader::readNumber));
    assertEquals(json.startsWith("\"") ? 1 : 0, log.lines.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "\"NaN\"", "\"Infinity\"", "\"0x1p3\"", "\"-\"", "[2.5]"})
  void dropsAndReportsNonNumbers(String json) throws Exception {
    assertNull(log.read(json, TolerantReader::readNumber));
    assertEquals(1, log.lines.size());
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "'\"True\"', true", "'\" FALSE \"', false"})
  void readsBooleansFromStrings(String json, boolean expected) throws Exception {
    assertEquals(expected, log.read(json, TolerantReader::readBoolean));
    assertEquals(json.startsWith("\"") ? 1 : 0, log.lines.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"yes\"", "{}"})
  void dropsAndReportsNonBooleans(String json) throws Exception {
    assertNull(log.read(json, TolerantReader::readBoolean));
    assertEquals(1, log.lines.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\" \\t\""})
  void nullAndWhitespaceAreAbsentWithoutDrift(String json) throws Exception {
    List<ValueReader<?>> all =
        List.of(
            TolerantReader::readInteger,
            TolerantReader::readNumber,
            TolerantReader::readBoolean,
            reader -> TolerantReader.readList(reader, TolerantReader::readString),
            reader -> TolerantReader.readMap(reader, TolerantReader::readString));
    for (ValueReader<?> value : all) {
      assertNull(log.read(json, value));
    }
    assertEquals(List.of(), log.lines);
  }

  @Test
  void dropsOnlyTheInvalidElementAndReportsItsIndex() throws Exception {
    assertEquals(
        List.of(1L, 4L),
        log.read(
            "[1, \"x\", null, {\"a\": [1]}, 4]",
            reader -> TolerantReader.readList(reader, TolerantReader::readInteger)));
    assertEquals(
        List.of("$[1] integer<-string dropped", "$[3] integer<-object dropped"), log.lines);
  }

  @Test
  void nameThatLooksLikeAnIndexKeepsItsPath() throws Exception {
    log.read(
        "{\"a[b]\": \"x\"}", reader -> TolerantReader.readMap(reader, TolerantReader::readInteger));
    assertEquals(List.of("$.a[b] integer<-string dropped"), log.lines);
  }

  @Test
  void lastDuplicateNameWinsEvenIfAbsent() throws Exception {
    ValueReader<Map<String, Long>> map =
        reader -> TolerantReader.readMap(reader, TolerantReader::readInteger);
    assertEquals(Map.of("a", 2L), log.read("{\"a\": 1, \"a\": 2}", map));
    assertEquals(Map.of(), log.read("{\"a\": 1, \"a\": null}", map));
  }

  @Test
  void mapsKeepTheOrderOfTheDocument() throws Exception {
    Map<String, Long> map =
        log.read(
            "{\"z\": 1, \"a\": 2, \"m\": 3}",
            reader -> TolerantReader.readMap(reader, TolerantReader::readInteger));
    assertNotNull(map);
    assertEquals(List.of("z", "a", "m"), List.copyOf(map.keySet()));
  }

  @Test
  void listsAndMapsAreImmutable() throws Exception {
    List<Long> list =
        log.read("[1]", reader -> TolerantReader.readList(reader, TolerantReader::readInteger));
    assertNotNull(list);
    assertThrows(UnsupportedOperationException.class, () -> list.add(2L));
    Map<String, Long> map =
        log.read("{}", reader -> TolerantReader.readMap(reader, TolerantReader::readInteger));
    assertNotNull(map);
    assertThrows(UnsupportedOperationException.class, () -> map.put("a", 2L));
  }

  @Test
  void skipsValuesOfAnotherTypeCompletely() throws Exception {
    JsonReader reader = DriftLog.reader("[{\"a\": [1, {}]}, [[]], \"x\", 7]");
    reader.beginArray();
    assertNull(TolerantReader.readString(reader));
    assertNull(TolerantReader.readNumber(reader));
    assertFalse(TolerantReader.startsObject(reader));
    assertEquals(7L, TolerantReader.readInteger(reader));
    reader.endArray();
  }

  @Test
  void driftIsSilentWithoutListener() throws Exception {
    assertEquals("7", TolerantReader.readString(DriftLog.reader("7")));
    assertNull(TolerantReader.readInteger(DriftLog.reader("\"x\"")));
  }

  @Test
  void rejectsHugeIntegersQuickly() throws Exception {
    assertNull(log.read("9".repeat(2_000_000), TolerantReader::readInteger));
    char[] zeros = new char[100];
    Arrays.fill(zeros, '0');
    assertNull(log.read("\"1." + new String(zeros) + "\"", TolerantReader::readInteger));
  }

  @Test
  void malformedJsonIsAnErrorAndNotDropped() {
    ValueReader<List<String>> list =
        reader -> TolerantReader.readList(reader, TolerantReader::readString);
    assertThrows(EOFException.class, () -> log.read("[\"a\"", list));
    assertThrows(EOFException.class, () -> log.read("", TolerantReader::readInteger));
  }
}
