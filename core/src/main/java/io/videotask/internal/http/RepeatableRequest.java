package io.videotask.internal.http;

import okhttp3.Request;

/**
 * Marks a request with a body that creates nothing, such as a query that is a POST, so that it may
 * be sent again like a GET. Any other request with a body creates something, and is sent once.
 */
public final class RepeatableRequest {
  private static final RepeatableRequest MARK = new RepeatableRequest();

  private RepeatableRequest() {}

  /** Returns the same request, marked where it has a body. */
  public static Request of(Request request) {
    return request.body() == null
        ? request
        : request.newBuilder().tag(RepeatableRequest.class, MARK).build();
  }

  /** Returns whether a request may be sent again. */
  static boolean isRepeatable(Request request) {
    return request.body() == null || request.tag(RepeatableRequest.class) != null;
  }
}
