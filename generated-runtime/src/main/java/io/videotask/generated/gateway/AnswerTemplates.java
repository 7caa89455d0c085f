package io.videotask.generated.gateway;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers of a gateway as templates, for fake gateways in tests; a production program does not load
 * them. The generator writes them from the gateway's mapping, or from files in its folder.
 *
 * <p>A placeholder is <code>${name}</code>, or <code>${name:default}</code>. The names are {@code
 * id}, {@code status}, {@code progress} (a whole number), {@code model}, {@code clientid} and
 * {@code prompt} (of the submit, mostly empty), {@code created}, {@code started}, {@code updated},
 * {@code finished} and {@code expires} (seconds since 1970, or with {@code text} behind the name a
 * date and time), {@code video}, {@code backup} and {@code content} (URLs), {@code data} (the video
 * in Base64), {@code file} (its id), {@code base} (the base URL), {@code kind} (of the task, in its
 * reference), {@code code} and {@code number} (an error's code), {@code message}, {@code tasks},
 * {@code more} and {@code next} (of a page), <code>answer</code> and {@code row} (of a callback:
 * the whole answer to a query, and the task as it is on a page).
 *
 * @param format the format's name; empty where the gateway has only one
 * @param variant the end of the names of the operations that concern tasks of this format, such as
 *     {@code V2}; empty for the gateway's usual operations
 * @param referencePrefix what references to its tasks have before the id; may be empty
 * @param sampleId a task's id as the gateway writes it, whose form other ids get
 * @param answers the answers by name: {@code queued}, {@code in-progress}, {@code completed},
 *     {@code failed}, {@code cancelled} and {@code expired} to a query, {@code submitted}, {@code
 *     file}, {@code deleted}, {@code cancel}, {@code too-late} (to cancel it), {@code page}, {@code
 *     last-page} where it differs, {@code many} (to a query of many tasks) where it differs from a
 *     page, {@code row-queued} and so on for a task on a page where it differs, {@code
 *     result-completed} and so on where the result is another request's answer, {@code error},
 *     {@code not-found}, {@code unauthorised}, {@code expired-content}; {@code callback-completed}
 *     and so on, or {@code callback} for all other states, where the vendor calls; and {@code
 *     request}, an object with the {@code model} and the {@code image} that a submit needs for
 *     tasks of this format
 * @param many how one request asks for many tasks of this format; null where each is asked for
 *     alone
 */
public record AnswerTemplates(
    String format,
    String variant,
    String referencePrefix,
    String sampleId,
    Map<String, Answer> answers,
    @Nullable ManyRequest many) {

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body the template of its body
   */
  public record Answer(int status, String body) {}

  /**
   * A request that asks for many tasks.
   *
   * @param operation the operation's name
   * @param ids the parameter with the tasks' ids, with commas; empty where a body has them; null
   *     where the request is for a page of the newest tasks
   * @param fixed the parameters that each such request has with the same value
   */
  public record ManyRequest(String operation, @Nullable String ids, Map<String, String> fixed) {}
}
