package io.videotask.generated.gateway;

import java.util.Map;
import java.util.Set;

/**
 * A server that speaks a gateway's protocol with differences, such as another body of a submit.
 * Immutable and thread-safe.
 *
 * @param name what a configuration names it by, such as {@code vllm-omni}
 * @param about which server this is, in one sentence
 * @param form when the body of a submit is a form
 * @param takesImageUrls whether an image may be a URL
 * @param takesImageFiles whether an image may be a file
 * @param fields the fields of a request that it has; requests with others are refused
 * @param required the fields that every request must have
 * @param body the fields of a submit's body, each with its JSON type: {@code string}, {@code
 *     number}, {@code boolean}, {@code object} or {@code array}
 * @param lacking the operations of the gateway that it does not have, such as {@code list}
 */
public record GatewayProfile(
    String name,
    String about,
    Form form,
    boolean takesImageUrls,
    boolean takesImageFiles,
    Set<RequestField> fields,
    Set<RequestField> required,
    Map<String, String> body,
    Set<String> lacking) {

  /** When the body of a submit is a multipart form, and not JSON. */
  public enum Form {
    /** Always JSON: a file is sent as a {@code data:} URL. */
    NEVER,
    /** A form where it has a file, since JSON cannot hold one. */
    FOR_FILES,
    /** Always a form; an object in it is sent as JSON text. */
    ALWAYS
  }
}
