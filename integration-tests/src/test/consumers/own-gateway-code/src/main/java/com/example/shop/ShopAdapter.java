package com.example.shop;

import com.example.shop.acme.AcmeAdapter;
import okhttp3.Request;
import retrofit2.Retrofit;

/** What a mapping cannot say: a header that is computed from the task's id. */
public class ShopAdapter extends AcmeAdapter {
  @Override
  public Request query(Retrofit retrofit, String referenceId) {
    String shard = "shard-" + referenceId.length();
    return super.query(retrofit, referenceId).newBuilder().header("X-Shard", shard).build();
  }
}
