package io.videotask.internal.http;

import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Creates calls that carry an API key. Thread-safe. */
public final class AuthorisedCalls implements Call.Factory {
  private final OkHttpClient client;
  private final KeyAuthorization authorization;
  private final boolean hasCallbacks;

  /**
   * Creates a factory on top of a client builder, which must not be shared.
   *
   * @param client receives the interceptor that adds the key
   * @param hasCallbacks whether the client may run code of the caller's
   * @param last interceptors that run after the one that adds the key
   */
  AuthorisedCalls(
      OkHttpClient.Builder client,
      Credentials credentials,
      boolean hasCallbacks,
      Interceptor... last) {
    this.authorization = new KeyAuthorization(credentials);
    client.addInterceptor(authorization);
    for (Interceptor interceptor : last) {
      client.addInterceptor(interceptor);
    }
    this.client = client.build();
    this.hasCallbacks = hasCallbacks || credentials.areSupplied();
  }

  @Override
  public Call newCall(Request request) {
    return client.newCall(request);
  }

  /** Returns whether a call may run code of the caller's, which may block without end. */
  boolean hasCallbacks() {
    return hasCallbacks;
  }

  /** Returns whether this call is waiting for the key's supplier to return. */
  boolean isWaitingForKey(Call call) {
    return authorization.isWaitingForKey(call);
  }
}
