package io.videotask.generated.gateway;

import io.videotask.generated.runtime.TolerantAdapterFactory;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is always true of a gateway: its names, codes and statuses, and how it takes its key.
 * Immutable and thread-safe.
 */
public abstract class GatewayFacts {
  /** Called by {@link GatewayAdapter}. */
  GatewayFacts() {}

  /**
   * Returns the gateway's name, such as {@code new-api}.
   *
   * @return the name of its folder
   */
  public abstract String name();

  /**
   * Returns the JSON adapters of the generated records.
   *
   * @return a factory for Moshi
   */
  public abstract TolerantAdapterFactory jsonAdapters();

  /**
   * Returns the operations, for documentation and for tests.
   *
   * @return from a name such as {@code query} to a method and a path
   */
  public abstract Map<String, String> operations();

  /**
   * Returns the statuses that the gateway sends.
   *
   * @return from the status to the name of a state, such as {@code QUEUED}
   */
  public abstract Map<String, String> statuses();

  /**
   * Returns the error codes that the gateway sends.
   *
   * @return in lower case; one that ends with {@code *} stands for all that begin so
   */
  public Map<String, CodeMeaning> codes() {
    return Map.of();
  }

  /**
   * Returns texts in error messages that mean the same as a code.
   *
   * @return in lower case
   */
  public Map<String, CodeMeaning> texts() {
    return Map.of();
  }

  /**
   * Returns the family of servers that pass on one another's answers and those of many vendors.
   *
   * @return {@code new-api}, or null for a gateway that answers with its own words only
   */
  public @Nullable String family() {
    return null;
  }

  /**
   * Returns how the gateway takes its key.
   *
   * @return {@link KeyHeader#BEARER} unless the mapping says otherwise
   */
  public KeyHeader keyHeader() {
    return KeyHeader.BEARER;
  }

  /**
   * Returns how the server at this URL takes its key, where the gateway's services differ.
   *
   * @param url a gateway's base URL, or a URL below it
   * @return never null
   */
  public KeyHeader keyHeader(String url) {
    return keyHeader();
  }

  /**
   * Returns how often the gateway queries its vendors.
   *
   * @return null where it does so at each query, or where it is unknown
   */
  public @Nullable Duration refresh() {
    return null;
  }

  /**
   * Returns the top-level fields at least one of which is in every answer about a task.
   *
   * @return without those that count only together, {@link #envelopeFields()}
   */
  public abstract Set<String> recognisedFields();

  /**
   * Returns the top-level fields that show an answer of the gateway only together: its code and its
   * message.
   *
   * @return two fields, or none
   */
  public List<String> envelopeFields() {
    return List.of();
  }

  /**
   * Returns whether answers about a task have its id.
   *
   * @return false where an answer can only be told by its status
   */
  public boolean answersHaveId() {
    return true;
  }

  /**
   * Returns where the gateway's own servers put a task, by which a body is recognised as theirs.
   *
   * @return some of {@code top}, {@code nested}, {@code wrapper} and {@code result}, which stands
   *     for a top level with a request's result
   */
  public Set<String> usualPlaces() {
    return Set.of("top", "nested", "wrapper", "result");
  }

  /**
   * Returns the free-form field that holds a level inside a level.
   *
   * @return null for none
   */
  public @Nullable String nestedField() {
    return null;
  }

  /**
   * Returns whether {@link AnswerFields#resultOrReason} holds a file's id on success.
   *
   * @return false where it holds a URL
   */
  public boolean resultIsFileId() {
    return false;
  }

  /**
   * Returns the offset of times that are texts without one.
   *
   * @return null where they tell nothing
   */
  public @Nullable ZoneOffset timeZone() {
    return null;
  }

  /**
   * Returns the fields of a request that the gateway has.
   *
   * @return requests with others are refused
   */
  public abstract Set<RequestField> requestFields();

  /**
   * Returns the fields that the gateway has for this request, whose model may have fewer.
   *
   * @param request the values
   * @return requests with others are refused
   */
  public Set<RequestField> requestFields(RequestValues request) {
    return requestFields();
  }

  /**
   * Returns the fields that every request must have.
   *
   * @return some of {@link #requestFields()}
   */
  public Set<RequestField> requiredFields() {
    return Set.of();
  }

  /**
   * Returns the fields that this request must have; a kind of request may need others.
   *
   * @param request the values
   * @return some of {@link #requestFields(RequestValues)}; contains {@link #requiredFields()}
   */
  public Set<RequestField> requiredFields(RequestValues request) {
    return requiredFields();
  }

  /**
   * Returns the fields that some servers of the gateway lose.
   *
   * @return empty for none
   */
  public List<LostField> lostFields() {
    return List.of();
  }

  /**
   * Returns how the task of a submit without an answer is found.
   *
   * @return null where the gateway has no way to find it
   */
  public @Nullable LostSubmitFields lostSubmits() {
    return null;
  }

  /**
   * Returns another gateway whose answers may come on this one's path.
   *
   * @return null for none
   */
  public @Nullable OtherGateway otherGateway() {
    return null;
  }

  /**
   * Returns the paths of the field in which an answer has the vendor's id of the request.
   *
   * @return with dots; empty where a header has it, or none
   */
  public List<String> requestIdFields() {
    return List.of();
  }

  /**
   * Returns the headers in which an answer may have the vendor's id of the request.
   *
   * @return besides those that any gateway may send
   */
  public List<String> requestIdHeaders() {
    return List.of();
  }

  /**
   * Returns the header that is true or false where the answer is a failure, by whether the same
   * request may succeed another time.
   *
   * @return null where there is none
   */
  public @Nullable String retryableHeader() {
    return null;
  }

  /**
   * Returns the header of an answer with HTTP 429 that says in how many seconds a request is
   * accepted again, besides {@code Retry-After}.
   *
   * @return null where there is none
   */
  public @Nullable String retryAfterHeader() {
    return null;
  }

  /**
   * Returns the header of the answer about a finished task that says what it has cost.
   *
   * @return null where there is none
   */
  public @Nullable String costHeader() {
    return null;
  }

  /**
   * Returns the unit of the cost in that header.
   *
   * @return null without such a header
   */
  public @Nullable String costHeaderUnit() {
    return null;
  }
}
