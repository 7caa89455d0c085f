package io.videotask.internal.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.task.TaskRef;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, part states and data URLs: what a download reads. */
class DownloadValuesTest {
  private static final String MODIFIED = "Fri, 02 Jan 2026 03:04:05 GMT";
  private static final String SECOND_LATER = "Fri, 02 Jan 2026 03:04:06 GMT";

  private static @Nullable ContentRange range(String value) {
    return ContentRange.of(Headers.of("Content-Range", value));
  }

  @Test
  void contentRangeIsParsed() {
    assertEquals(new ContentRange(0, 9, 10L), range("bytes 0-9/10"));
    assertEquals(new ContentRange(5, 5, null), range(" Bytes 5-5/* "));
    assertEquals(new ContentRange(-1, -1, 10L), range("bytes */10"));
    assertEquals(new ContentRange(-1, -1, null), range("bytes */*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes 5-4/10", "bytes 0-10/10", "bytes 0-9", "items 0-9/10", "bytes -1-9/10", ""})
  void impossibleContentRangeIsNone(String value) {
    assertNull(range(value));
    assertNull(ContentRange.of(Headers.of()));
  }

  @Test
  void strongTagIsCondition() {
    Validator tag = Validator.of(Headers.of("ETag", "\"a\"", "Last-Modified", MODIFIED));

    assertEquals("\"a\"", tag.condition(false));
    assertEquals(MODIFIED, tag.lastModified());
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"a\"", "\"\"", "a"})
  void otherTagsAreNone(String etag) {
    assertNull(Validator.of(Headers.of("ETag", etag)).etag());
    assertNull(Validator.NONE.condition(true));
  }

  @Test
  void dateIsConditionOnSameHostOnceItIsSecondOld() {
    Validator settled = Validator.of(Headers.of("Last-Modified", MODIFIED, "Date", SECOND_LATER));

    assertEquals(MODIFIED, settled.condition(true));
    assertNull(settled.condition(false));
    assertNull(
        Validator.of(Headers.of("Last-Modified", MODIFIED, "Date", MODIFIED)).condition(true));
    assertEquals(MODIFIED, Validator.of(Headers.of("Last-Modified", MODIFIED)).condition(true));
    assertNull(Validator.of(Headers.of("Last-Modified", "no date")).condition(true));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // etag, date of the part; etag, date of the response; contradicts, is named
        "a, -, a, -, false, true", "a, -, b, -, true, false", "a, -, -, -, false, false",
        "a, -, -, d, false, false", "-, d, -, d, false, true", "-, d, -, e, true, false",
        "-, d, -, -, false, false", "-, -, -, d, true, false", "-, -, -, -, false, false",
        "a, d, a, e, true, false", "a, d, a, d, false, true"
      })
  void versionOfResponseIsCompared(
      @Nullable String etag,
      @Nullable String date,
      @Nullable String otherEtag,
      @Nullable String otherDate,
      boolean contradicts,
      boolean named) {
    Headers.Builder headers = new Headers.Builder();
    if (otherEtag != null) {
      headers.add("ETag", otherEtag);
    }
    if (otherDate != null) {
      headers.add("Last-Modified", otherDate);
    }
    Validator validator = new Validator(etag, date);

    assertEquals(contradicts, validator.contradicts(headers.build()));
    assertEquals(named, validator.isNamedBy(headers.build()));
  }

  @Test
  void partStateIsWrittenAndRead() {
    PartState full = new PartState(Tasks.REF, new Validator("\"a b\"", MODIFIED), 10L, "a.example");
    PartState least = new PartState(Tasks.REF, Validator.NONE, null, "a.example");

    assertEquals(full, PartState.read(PartState.write(full, Tasks.REF), Tasks.REF));
    assertEquals(least, PartState.read(PartState.write(least, Tasks.REF), Tasks.REF));
    assertNull(PartState.read(PartState.write(null, Tasks.REF), Tasks.REF));
    assertNull(PartState.read(PartState.write(full, Tasks.REF), TaskRef.parse("new-api:task_2")));
  }

  @Test
  void truncatedOrForeignPartStateIsNone() {
    String text =
        PartState.write(new PartState(Tasks.REF, Validator.NONE, 10L, "a.example"), Tasks.REF);
    for (int length = 0; length < text.length() - 1; length++) {
      assertNull(PartState.read(text.substring(0, length), Tasks.REF));
    }
    assertNull(PartState.read(text.replace("total 10", "total x"), Tasks.REF));
    assertNull(PartState.read(text.replace("part 1", "part 2"), Tasks.REF));
    assertEquals(
        "videotask-part 1\ntask new-api:task_1\nhost ab\nend\n",
        PartState.write(new PartState(Tasks.REF, Validator.NONE, null, "a\nb"), Tasks.REF));
  }

  private static byte[] decoded(String url) throws IOException {
    return DataUrl.parse(url).bytes().readAllBytes();
  }

  @Test
  void dataUrlIsDecoded() throws IOException {
    assertArrayEquals("video?".getBytes(UTF_8), decoded("data:video/mp4;base64,dmlkZW8/"));
    assertArrayEquals("video?".getBytes(UTF_8), decoded("data:video/mp4;BASE64,dmlkZW8_"));
    assertArrayEquals(new byte[] {-1, -1, -66}, decoded("data:;base64,__--"));
    assertArrayEquals("video".getBytes(UTF_8), decoded("data:;base64,dmlkZW8%3D"));
    assertArrayEquals(new byte[] {'a', ' ', 'b', -1}, decoded("data:text/plain,a%20b%FF"));
    assertEquals("video/mp4", DataUrl.parse("data:video/mp4;base64,AAAA").contentType());
  }

  @Test
  void malformedDataUrlIsError() {
    assertThrows(IllegalArgumentException.class, () -> DataUrl.parse("data:video/mp4;base64"));
    assertThrows(IllegalArgumentException.class, () -> decoded("data:,a%2"));
    assertThrows(IllegalArgumentException.class, () -> decoded("data:,a%"));
    assertThrows(IllegalArgumentException.class, () -> decoded("data:,a%zz"));
    assertThrows(IllegalArgumentException.class, () -> decoded("data:,a%+1"));
    assertThrows(IOException.class, () -> decoded("data:;base64,*"));
  }

  @Test
  void sizeOfDataUrlIsBounded() {
    assertEquals(6, DataUrl.parse("data:;base64,AAAA").maxLength());
    assertEquals(4, DataUrl.parse("data:,AAAA").maxLength());
  }

  @Test
  void serverThatRestartsThriceOverThreeSecondsIsGivenUp() {
    long second = Duration.ofSeconds(1).toNanos();
    RangeSupport ranges = new RangeSupport();
    ranges.restarted(5);
    assertFalse(ranges.isUnsupported());
    ranges.restarted(5 + second);
    assertTrue(ranges.isUnsupported());
    assertFalse(ranges.shouldGiveUp(5 + 9 * second));
    ranges.restarted(5 + 2 * second);

    assertFalse(ranges.shouldGiveUp(5 + 3 * second - 1));
    assertTrue(ranges.shouldGiveUp(5 + 3 * second));
    ranges.resumed();
    assertFalse(ranges.isUnsupported());
    assertFalse(ranges.shouldGiveUp(5 + 3 * second));
  }
}
