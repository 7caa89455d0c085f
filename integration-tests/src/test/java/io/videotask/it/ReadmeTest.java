package io.videotask.it;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's snippet compiles and does what it says. */
class ReadmeTest {
  private static final Path README = Example.SPECS.resolveSibling("README.md");

  @Test
  void theSnippetPrintsTheAddressOfTheVideo(@TempDir Path folder) throws Exception {
    WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    server.start();
    try {
      server.stubFor(
          get("/v1/video/generations/task_abc")
              .withHeader("Authorization", equalTo("Bearer " + System.getenv("VIDEOTASK_API_KEY")))
              .willReturn(
                  okJson(
                      "{\"task_id\":\"task_abc\",\"status\":\"completed\",\"url\":\"https://cdn.example.com/v.mp4?sig=a%2Fb\"}")));

      String printed =
          Snippet.run(snippet().replace("https://api.example.com", server.baseUrl()), folder);

      assertEquals("https://cdn.example.com/v.mp4?sig=a%2Fb", printed.strip());
    } finally {
      server.stop();
    }
  }

  @Test
  void itIsOneScreen() throws Exception {
    assertTrue(Files.readAllLines(README).size() <= 60);
  }

  private static String snippet() throws Exception {
    Matcher matcher =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
    assertTrue(matcher.find(), "the README has no Java snippet");
    return matcher.group(1);
  }
}
