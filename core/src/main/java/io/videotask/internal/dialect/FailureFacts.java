package io.videotask.internal.dialect;

import com.squareup.moshi.JsonDataException;
import io.videotask.generated.gateway.GatewayFacts;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.http.Redaction;
import io.videotask.internal.http.RetryAfterParser;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.Scalar;
import io.videotask.task.TaskCost;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says besides the task: about a failure the vendor's id of the request, and whether
 * another try may help; in its headers also the cost. Immutable and thread-safe.
 */
public final class FailureFacts {
  private static final int MAX_ID = 200;

  private final List<String> idFields;
  private final List<String> idHeaders;
  private final @Nullable String retryableHeader;
  private final @Nullable String retryAfterHeader;
  private final @Nullable String costHeader;
  private final @Nullable String costUnit;

  FailureFacts(GatewayFacts gateway) {
    this.idFields = gateway.requestIdFields();
    this.idHeaders = gateway.requestIdHeaders();
    this.retryableHeader = gateway.retryableHeader();
    this.retryAfterHeader = gateway.retryAfterHeader();
    this.costHeader = gateway.costHeader();
    this.costUnit = gateway.costHeaderUnit();
  }

  /** Returns the id that an answer's headers have for the request; null for none. */
  public @Nullable String requestId(HttpAnswer answer) {
    for (String name : idHeaders) {
      String value = answer.headers().get(name);
      if (value != null && !value.isBlank()) {
        return Redaction.line(value.strip());
      }
    }
    return answer.requestId();
  }

  /**
   * Returns the id that a body has for the request: the vendor's own, while a header's may be that
   * of a gateway in front of it.
   *
   * @param fromHeaders what the headers have, which counts where the body has none
   */
  public @Nullable String requestId(String body, @Nullable String fromHeaders) {
    if (idFields.isEmpty() || !body.stripLeading().startsWith("{")) {
      return fromHeaders;
    }
    try {
      JsonObject object = JsonObject.of(body.strip());
      for (String field : idFields) {
        Scalar value = Scalar.ofJson(object.at(field));
        String id = value == null ? "" : value.text().strip();
        if (!id.isEmpty() && id.length() <= MAX_ID) {
          return Redaction.line(id);
        }
      }
    } catch (IOException | JsonDataException e) {
      return fromHeaders; // A truncated body has none that could be read.
    }
    return fromHeaders;
  }

  /** Returns how long to wait by the gateway's own header; null where it is not there. */
  @Nullable Duration retryAfter(Headers headers) {
    return retryAfterHeader == null ? null : RetryAfterParser.ofText(headers.get(retryAfterHeader));
  }

  /** Returns what the task has cost by the gateway's own header; null where it does not say. */
  public @Nullable TaskCost cost(Headers headers) {
    String value = costHeader == null ? null : headers.get(costHeader);
    Scalar text = Scalar.ofText(value == null ? null : value.strip());
    BigDecimal amount = text == null ? null : text.number();
    return costHeader == null || costUnit == null || amount == null || amount.signum() < 0
        ? null
        : new TaskCost(amount, costUnit, costHeader);
  }

  /** Returns what the headers say of another try; null where they say nothing. */
  public @Nullable Boolean retryable(Headers headers) {
    String value = retryableHeader == null ? null : headers.get(retryableHeader);
    String text = value == null ? "" : value.strip();
    return text.equalsIgnoreCase("true")
        ? Boolean.TRUE
        : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
  }
}
