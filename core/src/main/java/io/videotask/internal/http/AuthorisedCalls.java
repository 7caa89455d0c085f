package io.videotask.internal.http;

import io.videotask.auth.ApiKey;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Makes calls that carry a key. Thread-safe. */
public final class AuthorisedCalls implements Call.Factory {
  private final OkHttpClient client;
  private final BearerAuthorization authorization;
  private final boolean hasCallbacks;

  /**
   * @param client how the key is added belongs to these calls alone
   * @param hasCallbacks whether the client may call what is not ours
   * @param last comes after the one that adds the key
   */
  AuthorisedCalls(
      OkHttpClient.Builder client, ApiKey key, boolean hasCallbacks, Interceptor... last) {
    this.authorization = new BearerAuthorization(key);
    client.addInterceptor(authorization);
    for (Interceptor interceptor : last) {
      client.addInterceptor(interceptor);
    }
    this.client = client.build();
    this.hasCallbacks = hasCallbacks || key.isSupplied();
  }

  @Override
  public Call newCall(Request request) {
    return client.newCall(request);
  }

  /** Whether a call may run code that is neither ours nor OkHttp's, and so may hang. */
  boolean hasCallbacks() {
    return hasCallbacks;
  }

  /** Whether the key's supplier has been asked for this call, and has not returned. */
  boolean waitsForKey(Call call) {
    return authorization.waitsForKey(call);
  }
}
