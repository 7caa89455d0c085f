package io.videotask.it.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import io.videotask.gateway.Dialect;
import io.videotask.it.Example;
import io.videotask.testkit.SeenRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A validator that others have written, for one spec. */
final class SpecValidator {
  private static final Map<String, SpecValidator> ALL = new HashMap<>();

  private final OpenApiInteractionValidator validator;

  private SpecValidator(String name) {
    String spec = Example.SPECS.resolve(name).resolve("openapi.yaml").toUri().toString();
    this.validator =
        OpenApiInteractionValidator.createForSpecificationUrl(spec)
            .withLevelResolver(
                LevelResolver.create()
                    .withLevel(
                        "validation.response.body.schema.additionalProperties",
                        ValidationReport.Level.valueOf(
                            System.getProperty("addl", "ERROR")))
                    .build())
            .build();
  }

  static synchronized SpecValidator of(Dialect dialect) {
    return ALL.computeIfAbsent(dialect.name(), SpecValidator::new);
  }

  /** What is wrong with an answer; nothing where it is what the spec promises. */
  List<String> wrong(String operation, int status, String body) {
    String[] words = operation.split("[ ?]", 3);
    Request.Method method = Request.Method.valueOf(words[0]);
    SimpleResponse response =
        SimpleResponse.Builder.status(status)
            .withContentType("application/json")
            .withBody(body)
            .build();
    return messages(
        validator.validateResponse(words[1].replaceAll("\\{[^}]+}", "x"), method, response));
  }

  /** What is wrong with a request. */
  List<String> wrong(SeenRequest seen) {
    SimpleRequest.Builder request =
        new SimpleRequest.Builder(
            seen.method().toUpperCase(Locale.ROOT), seen.path().split("\\?", 2)[0]);
    seen.headers().forEach(request::withHeader);
    if (seen.withKey()) {
      request.withHeader("Authorization", "Bearer x");
    }
    if (seen.path().contains("?")) {
      for (String parameter : seen.path().split("\\?", 2)[1].split("&", -1)) {
        String[] pair = parameter.split("=", 2);
        request.withQueryParam(pair[0], pair[1]);
      }
    }
    if (!seen.body().isEmpty()) {
      request.withBody(seen.body());
    }
    return messages(validator.validateRequest(request.build()));
  }

  private static List<String> messages(ValidationReport report) {
    return report.getMessages().stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .map(message -> message.getKey() + ": " + message.getMessage())
        .toList();
  }
}
