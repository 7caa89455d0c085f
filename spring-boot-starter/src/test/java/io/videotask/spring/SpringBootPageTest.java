package io.videotask.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on Spring Boot has the properties of the metadata, and the code of the sample. */
class SpringBootPageTest {
  private static final Path ROOT = Path.of(System.getProperty("videotask.root"));
  private static final Path SAMPLE =
      ROOT.resolve("integration-tests/src/test/consumers/spring-boot/src/main");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-zA-Z.-]+)` \\| (.*?) \\|$", Pattern.MULTILINE);
  private static final Pattern PROPERTY =
      Pattern.compile(
          "\"name\": \"([a-z.-]+)\",\\s+\"type\": \"[^\"]+\",\\s+\"description\": \"([^\"]+)\"");

  private static String page() throws Exception {
    return Files.readString(ROOT.resolve("docs/spring-boot.md"));
  }

  @Test
  void theTableHasTheDescriptionsOfTheMetadata() throws Exception {
    Map<String, String> metadata = metadata("spring-configuration-metadata.json");
    assertTrue(metadata.size() > 20, metadata::toString);
    metadata.remove("videotask.gateways");
    metadata.remove("videotask.callbacks.gateways");
    Map<String, String> table = table();
    metadata.forEach((name, text) -> assertEquals(text, table.remove(name), name));
    // The metadata of a map's values is their type.
    requireAll("videotask.gateways.NAME.", GatewayProperties.class, table);
    requireAll("videotask.callbacks.gateways.NAME.", CallbackProperties.Caller.class, table);
    assertEquals(Map.of(), table);
  }

  private static void requireAll(String prefix, Class<?> type, Map<String, String> table) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      assertNotNull(table.remove(prefix + name), prefix + name);
    }
  }

  private static Map<String, String> table() throws Exception {
    String page = page();
    String table = page.substring(page.indexOf("## Properties"), page.indexOf("## Metrics"));
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(table);
    while (row.find()) {
      rows.put(row.group(1), row.group(2));
    }
    return rows;
  }

  private static Map<String, String> metadata(String file) throws Exception {
    // Jars of Boot have a file of that name too.
    URL classes = VideoTaskProperties.class.getProtectionDomain().getCodeSource().getLocation();
    try (InputStream in = new URL(classes, "META-INF/" + file).openStream()) {
      Map<String, String> properties = new TreeMap<>();
      Matcher property = PROPERTY.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      while (property.find()) {
        properties.put(property.group(1), property.group(2));
      }
      return properties;
    }
  }

  @Test
  void theSnippetIsTheSample() throws Exception {
    String page = page();
    String java = block(page, "java");
    String sample =
        Files.readString(SAMPLE.resolve("java/com/example/shop/VideoOrders.java"))
            .replace("package com.example.shop;\n\n", "");
    assertEquals(sample, java);
    String properties = Files.readString(SAMPLE.resolve("resources/application.properties"));
    for (String line : block(page, "properties").split("\n", -1)) {
      assertTrue(properties.contains(line), line);
    }
  }

  @Test
  void everyMeterIsOnThePage() throws Exception {
    String page = page();
    Path sources = ROOT.resolve("spring-boot-starter/src/main/java/io/videotask/spring");
    for (String file : new String[] {"TrackerMetrics.java", "DeliveryMetrics.java"}) {
      Matcher name =
          Pattern.compile("\"(videotask\\.[a-z.]+)\"")
              .matcher(Files.readString(sources.resolve(file)));
      assertTrue(name.find(), file);
      do {
        assertTrue(page.contains('`' + name.group(1) + '`'), name.group(1));
      } while (name.find());
    }
  }

  private static String block(String page, String language) {
    Matcher matcher =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertTrue(matcher.find(), language);
    return matcher.group(1);
  }
}
