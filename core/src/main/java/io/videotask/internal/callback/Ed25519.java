package io.videotask.internal.callback;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Ed25519 signatures (RFC 8032), with raw keys of 32 bytes. */
final class Ed25519 {
  private static final String ALGORITHM = "Ed25519";

  /** What stands before a raw key in its X.509 form (RFC 8410). */
  private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int LENGTH = 32;

  private Ed25519() {}

  /** Returns the key; null where the bytes are none. */
  static @Nullable PublicKey publicKey(byte[] raw) {
    if (raw.length != LENGTH) {
      return null;
    }
    byte[] encoded = new byte[X509_HEAD.length + LENGTH];
    System.arraycopy(X509_HEAD, 0, encoded, 0, X509_HEAD.length);
    System.arraycopy(raw, 0, encoded, X509_HEAD.length, LENGTH);
    try {
      return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  /** Returns whether the signature is the key's, over all parts. */
  static boolean fits(PublicKey key, byte[] signature, byte[]... parts) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      for (byte[] part : parts) {
        verifier.update(part);
      }
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // Not a signature at all, such as one of the wrong length.
      return false;
    }
  }
}
