package io.videotask.auth;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Turns a request into an authorised one. To be added as an application interceptor: a network
 * interceptor would put the key on the requests that follow a redirect to another host, too.
 */
public final class BearerAuthorization implements Interceptor {
  private final ApiKey key;

  /** Authorises with this key, asked for anew for each request. */
  public BearerAuthorization(ApiKey key) {
    this.key = key;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    String first = key.current();
    Response response = chain.proceed(authorised(chain.request(), first));
    // What makes something is sent once, also where another key might please more.
    boolean repeatable = chain.request().body() == null;
    String second = repeatable && response.code() == 401 ? another(first) : first;
    if (second.equals(first)) {
      return response;
    }
    response.close();
    return chain.proceed(authorised(chain.request(), second));
  }

  /** The key now; the refused one where there is no other. */
  private String another(String refused) {
    try {
      return key.current();
    } catch (KeyUnavailableException e) {
      return refused;
    }
  }

  private static Request authorised(Request request, String key) {
    return request.newBuilder().header("Authorization", "Bearer " + key).build();
  }
}
