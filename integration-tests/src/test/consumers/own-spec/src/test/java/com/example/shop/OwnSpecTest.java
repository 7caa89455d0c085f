package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.example.shop.raw.Answer;
import com.example.shop.raw.RawShopJson;
import com.example.shop.raw.VideosApi;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.videotask.generated.runtime.DriftReporting;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** The shop generates from a spec of its own, in its own package, and uses nothing else of us. */
class OwnSpecTest {
  @Test
  void readsAnAnswerAndHearsOfDrift() throws Exception {
    List<String> drift = new ArrayList<>();
    JsonReader body = JsonReader.of(new Buffer().writeUtf8("{\"data\":{\"task_id\":7}}"));
    DriftReporting.attach(body, (path, expected, found, kept) -> drift.add(path + " " + expected));

    Moshi moshi = new Moshi.Builder().add(new RawShopJson()).build();
    Answer answer = moshi.adapter(Answer.class).fromJson(body);

    assertEquals("7", answer.data().taskId());
    assertEquals(List.of("$.data.task_id string"), drift);
    assertEquals("query", VideosApi.class.getMethods()[0].getName());
  }
}
