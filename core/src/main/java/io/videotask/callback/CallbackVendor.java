package io.videotask.callback;

import io.videotask.internal.callback.BodyFormat;
import io.videotask.internal.callback.FalSignature;
import io.videotask.internal.callback.KieSignature;
import io.videotask.internal.callback.OpenRouterSignature;
import io.videotask.internal.callback.PixVerseSignature;
import io.videotask.internal.callback.SignatureScheme;
import io.videotask.internal.callback.StandardWebhooks;
import io.videotask.internal.callback.ViduSignature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A vendor that sends callbacks: how it signs them, and where their body has what. */
public enum CallbackVendor {
  /** Anybody who signs as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> asks. */
  STANDARD_WEBHOOKS(BodyFormat.EVENT, StandardWebhooks.SIGNATURE, true),
  /** OpenAI: Standard Webhooks; a secret without {@code whsec_} is plain text. */
  OPENAI(BodyFormat.EVENT, StandardWebhooks.SIGNATURE, true),
  /** Replicate: Standard Webhooks. */
  REPLICATE(BodyFormat.TASK, StandardWebhooks.SIGNATURE, true),
  /** Gemini's webhooks of a project: Standard Webhooks. Those of one request are not supported. */
  GEMINI(BodyFormat.EVENT, StandardWebhooks.SIGNATURE, true),
  /** Kling: Standard Webhooks where the account has a webhook secret, otherwise unsigned. */
  KLING(BodyFormat.KLING, StandardWebhooks.SIGNATURE, true),
  /** OpenRouter: signed where the workspace has a secret. */
  OPENROUTER(BodyFormat.EVENT, OpenRouterSignature.SIGNATURE, true),
  /** fal: signed with its published keys; see {@link CallbackVerifier#fal}. */
  FAL(BodyFormat.FAL, FalSignature.SIGNATURE, true),
  /** Vidu: signs the URL and a time with the API token, and not the body. */
  VIDU(BodyFormat.VIDU, ViduSignature.SIGNATURE, false),
  /** kie.ai: signs the task's id and a time, and not the rest of the body. */
  KIE(BodyFormat.KIE, KieSignature.SIGNATURE, false),
  /** PixVerse: signs every field of the body; wants the reply {@code ok}. */
  PIXVERSE(BodyFormat.TASK, PixVerseSignature.SIGNATURE, true),
  /** MiniMax: unsigned; wants its challenge back. */
  MINIMAX(BodyFormat.MINIMAX, null, false),
  /** Ark of Volcengine and BytePlus: unsigned. */
  ARK(BodyFormat.TASK, null, false),
  /**
   * Whichever vendor a gateway passes the URL to, and signs with a key that only the gateway has.
   */
  ANY(BodyFormat.ANY, null, false);

  final BodyFormat format;
  private final @Nullable String signatureHeader;
  private final boolean bodySigned;

  CallbackVendor(BodyFormat format, @Nullable String signatureHeader, boolean bodySigned) {
    this.format = format;
    this.signatureHeader = signatureHeader;
    this.bodySigned = bodySigned;
  }

  /** Returns the header that has the signature; null where the vendor signs nothing. */
  public @Nullable String signatureHeader() {
    return signatureHeader;
  }

  /**
   * Returns whether a signature covers the body. If not, a call that was recorded can be sent again
   * with another body.
   */
  public boolean isBodySigned() {
    return bodySigned;
  }

  boolean sendsChallenges() {
    return this == MINIMAX || this == ANY;
  }

  /**
   * Returns the scheme with these secrets.
   *
   * @throws IllegalArgumentException when there is none, one of them is not usable, or the vendor
   *     has no secret
   */
  SignatureScheme scheme(List<String> secrets) {
    return switch (this) {
      case STANDARD_WEBHOOKS, REPLICATE, GEMINI, KLING -> new StandardWebhooks(secrets, false);
      case OPENAI -> new StandardWebhooks(secrets, true);
      case OPENROUTER -> new OpenRouterSignature(secrets);
      case VIDU -> new ViduSignature(secrets);
      case KIE -> new KieSignature(secrets);
      case PIXVERSE -> new PixVerseSignature(secrets);
      case FAL ->
          throw new IllegalArgumentException(
              "fal signs with public keys, which are fetched: use CallbackVerifier.fal()");
      case MINIMAX, ARK, ANY ->
          throw new IllegalArgumentException(
              this + " signs nothing that could be checked: use CallbackVerifier.unsigned()");
    };
  }
}
