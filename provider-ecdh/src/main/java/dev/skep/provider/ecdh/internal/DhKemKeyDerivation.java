package dev.skep.provider.ecdh.internal;

import dev.skep.api.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * ExtractAndExpand of DHKEM (RFC 9180 section 4.1, with LabeledExtract and LabeledExpand of section
 * 4), over HKDF (RFC 5869). In each registered DHKEM Nsecret is the length of the hash, so that
 * Expand is one block. Immutable.
 */
final class DhKemKeyDerivation {
  private static final byte[] VERSION = ascii("HPKE-v1");
  private static final byte[] EXTRACT_LABEL = ascii("eae_prk");
  private static final byte[] EXPAND_LABEL = ascii("shared_secret");

  private final KdfParameters parameters;
  private final EcOperation operation;
  private final byte[] suiteId;
  private final byte[] lengthBytes;
  private final SecretKeySpec emptySalt;

  DhKemKeyDerivation(KdfParameters parameters) {
    this.parameters = parameters;
    this.operation = EcOperation.hmac(parameters.hmac());
    int id = parameters.kemId();
    this.suiteId = new byte[] {'K', 'E', 'M', (byte) (id >>> 8), (byte) id};
    this.lengthBytes = new byte[] {0, (byte) parameters.secretBytes()};
    // RFC 5869 section 2.2: no salt is a salt of zeros, as long as the hash.
    this.emptySalt = new SecretKeySpec(new byte[parameters.secretBytes()], parameters.hmac());
  }

  /** Nsecret, in bytes. */
  int secretBytes() {
    return parameters.secretBytes();
  }

  /**
   * Derives K.
   *
   * @param dh the Diffie-Hellman value; read, not kept
   * @param encapsulated EK
   * @param recipient the recipient's public key, serialized
   * @return K; the caller closes it
   */
  SecretBytes derive(EcEngines engines, byte[] dh, byte[] encapsulated, byte[] recipient) {
    Provider engine = engines.select(operation);
    byte[] extracted = {};
    try {
      Mac mac = Mac.getInstance(parameters.hmac(), engine);
      mac.init(emptySalt);
      mac.update(VERSION);
      mac.update(suiteId);
      mac.update(EXTRACT_LABEL);
      extracted = mac.doFinal(dh);
      mac.init(new SecretKeySpec(extracted, parameters.hmac()));
      mac.update(lengthBytes);
      mac.update(VERSION);
      mac.update(suiteId);
      mac.update(EXPAND_LABEL);
      mac.update(encapsulated);
      mac.update(recipient);
      mac.update((byte) 1);
      return SecretBytes.adopt(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the engine " + engine.getName() + " cannot do " + parameters.hmac(), e);
    } finally {
      Arrays.fill(extracted, (byte) 0);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
