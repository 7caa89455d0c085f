package io.videotask.internal.dialect;

import io.videotask.generated.gateway.GatewayAdapter;
import io.videotask.generated.gateway.GatewayProfile;
import io.videotask.generated.gateway.LostField;
import io.videotask.generated.gateway.RequestField;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.Scalar;
import io.videotask.task.ImageSource;
import io.videotask.task.VideoRequest;
import java.util.List;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * Which fields of a request for a task a gateway's servers know, and how the request is written for
 * the server's profile. Immutable and thread-safe.
 */
public final class RequestAdapter {
  private static final MediaType JSON = MediaType.get("application/json");

  private final GatewayAdapter gateway;
  private final @Nullable GatewayProfile profile;

  /**
   * @param profile the server's differences; null for the usual one
   */
  RequestAdapter(GatewayAdapter gateway, @Nullable GatewayProfile profile) {
    this.gateway = gateway;
    this.profile = profile;
  }

  /** Returns the server's differences; null for the usual one. */
  @Nullable GatewayProfile profile() {
    return profile;
  }

  private VideoRequestValues values(VideoRequest request) {
    return new VideoRequestValues(request, profile == null ? null : profile.name());
  }

  /** Returns the request fields that this gateway's servers know. */
  public Set<RequestField> knownFields() {
    return profile == null ? gateway.requestFields() : profile.fields();
  }

  /** Returns the request fields that the gateway has for this request's model. */
  public Set<RequestField> knownFields(VideoRequest request) {
    return profile == null ? gateway.requestFields(values(request)) : profile.fields();
  }

  /**
   * Returns the fields that every server of the gateway requires. The model is usually not among
   * them: some servers have a default, and the others refuse the request before they create
   * anything.
   */
  public Set<RequestField> requiredFields() {
    return profile == null ? gateway.requiredFields() : profile.required();
  }

  /** Returns the fields that the gateway's servers require of this request. */
  public Set<RequestField> requiredFields(VideoRequest request) {
    return profile == null ? gateway.requiredFields(values(request)) : profile.required();
  }

  /** Returns the fields that the server may accept but not forward to its vendors. */
  public List<LostField> lostFields() {
    return profile == null
        ? gateway.lostFields()
        : gateway.lostFields().stream()
            .filter(lost -> lost.gateway().equals(profile.name()))
            .toList();
  }

  /**
   * Returns the request that creates a task, without the caller's parameters, which are added
   * later.
   */
  public Request submit(Retrofit retrofit, VideoRequest request) {
    return gateway.submit(retrofit, values(request));
  }

  /**
   * Returns the body of a submit from its complete JSON: a multipart form where there is a file
   * that the server takes as one, or where the server takes nothing else.
   */
  public RequestBody body(JsonObject json, VideoRequest request) {
    GatewayProfile.Form use = profile == null ? GatewayProfile.Form.FOR_FILES : profile.form();
    String part = use == GatewayProfile.Form.NEVER ? null : gateway.imageFilePart();
    ImageSource image = request.images().isEmpty() ? null : request.images().get(0);
    ImageSource file = part == null || image == null || image.url() != null ? null : image;
    if (file == null && use != GatewayProfile.Form.ALWAYS) {
      return RequestBody.create(json.toString(), JSON);
    }
    MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
    json.fields()
        .forEach(
            (name, value) -> {
              Scalar scalar = Scalar.ofJson(value);
              form.addFormDataPart(name, scalar == null ? value : scalar.text());
            });
    if (part != null && file != null) {
      String extension = file.mediaType().substring("image/".length());
      form.addFormDataPart(
          part,
          "image." + extension,
          RequestBody.create(file.bytes(), MediaType.get(file.mediaType())));
    }
    return form.build();
  }

  /**
   * Returns whether a task of this request could not be queried, since its reference would have no
   * kind.
   */
  boolean lacksKind(VideoRequest request) {
    VideoRequestValues values = values(request);
    return gateway.hasKinds()
        && gateway.kindOf(values) == null
        && gateway.referenceId(values, "").isEmpty();
  }

  /** Returns the id for the reference of a task that this request created. */
  public String referenceId(VideoRequest request, String wireId) {
    return gateway.referenceId(values(request), wireId);
  }
}
