package io.videotask.it.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import io.videotask.it.Example;
import io.videotask.testkit.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A third-party validator with the spec of one gateway. */
final class SpecValidator {
  private static final Map<String, SpecValidator> ALL = new ConcurrentHashMap<>();

  private final OpenApiInteractionValidator validator;
  private final List<Pattern> slashedPaths;

  private SpecValidator(String gateway) {
    Path file = Example.SPECS.resolve(gateway).resolve("openapi.yaml");
    String spec = file.toUri().toString();
    this.slashedPaths = slashedPaths(file);
    this.validator = OpenApiInteractionValidator.createForSpecificationUrl(spec).build();
  }

  /** Returns the paths whose first parameter may have slashes, the longest ones first. */
  private static List<Pattern> slashedPaths(Path file) {
    Map<?, ?> spec = document(file);
    if (!String.valueOf(spec).contains("allowReserved=true")) {
      return List.of();
    }
    return ((Map<?, ?>) spec.get("paths"))
        .keySet().stream()
            .map(String::valueOf)
            .sorted(Comparator.comparingInt(path -> -path.replaceAll("\\{[^}]+}", "").length()))
            .map(path -> path.replaceFirst("\\{[^}]+}", "(.+)").replaceAll("\\{[^}]+}", "[^/]+"))
            .filter(path -> path.contains("(.+)"))
            .map(Pattern::compile)
            .toList();
  }

  private static Map<?, ?> document(Path file) {
    try {
      return (Map<?, ?>)
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SpecValidator of(String gateway) {
    return ALL.computeIfAbsent(gateway, SpecValidator::new);
  }

  /**
   * Returns the violations of a JSON answer; empty if it conforms to the spec.
   *
   * @param operation such as {@code GET /v1/videos/{video_id}}
   */
  List<String> wrong(String operation, int status, String body) {
    String[] words = operation.split("[ ?]", 3);
    SimpleResponse response =
        SimpleResponse.Builder.status(status)
            .withContentType("application/json")
            .withBody(body)
            .build();
    return messages(
        validator.validateResponse(
            words[1].replaceAll("\\{[^}]+}", "x"), Request.Method.valueOf(words[0]), response));
  }

  /** Returns the violations of a request; empty if it conforms to the spec. */
  List<String> wrong(RecordedRequest seen) {
    String[] path = seen.path().split("\\?", 2);
    SimpleRequest.Builder request =
        new SimpleRequest.Builder(seen.method().toUpperCase(Locale.ROOT), withoutSlashes(path[0]));
    seen.headers().forEach(request::withHeader);
    if (seen.hasKey()) {
      request.withHeader("Authorization", "Bearer which-the-testkit-does-not-tell");
    }
    for (String parameter : path.length < 2 ? new String[0] : path[1].split("&", -1)) {
      String[] pair = parameter.split("=", 2);
      request.withQueryParam(pair[0], pair[1]);
    }
    if (!seen.body().isEmpty()) {
      request.withBody(seen.body());
    }
    return messages(validator.validateRequest(request.build()));
  }

  /** The validator matches no parameters with slashes, which {@code allowReserved} allows. */
  private String withoutSlashes(String path) {
    for (Pattern template : slashedPaths) {
      Matcher matcher = template.matcher(path);
      if (matcher.matches()) {
        return new StringBuilder(path)
            .replace(matcher.start(1), matcher.end(1), matcher.group(1).replace('/', '-'))
            .toString();
      }
    }
    return path;
  }

  private static List<String> messages(ValidationReport report) {
    return report.getMessages().stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .map(message -> message.getKey() + ": " + message.getMessage())
        .toList();
  }
}
