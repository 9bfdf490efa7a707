package dev.skep.protocol;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * TH, the hash over everything that a session is bound to (spec rule T-1).
 *
 * @param offerHash H(offer)
 * @param suite the four choices
 * @param seNonce the SE's nonce
 * @param serverPublicKey ServerPubK, SPKI in DER
 * @param encapsulatedKey EK
 * @param leafHash H(SE_Cert leaf)
 */
public record Transcript(
    Bytes offerHash,
    Suite suite,
    Bytes seNonce,
    Bytes serverPublicKey,
    Bytes encapsulatedKey,
    Bytes leafHash) {
  /** The name and version that every computation is bound to. */
  public static final String PROTOCOL = "SKEP/1";

  /**
   * Computes TH.
   *
   * @param hash the JCA name of H
   */
  public Bytes hash(String hash) {
    return digest(
        hash,
        new LengthPrefixed()
            .add(PROTOCOL)
            .add(offerHash)
            .add(suite.transport())
            .add(suite.attestation())
            .add(suite.kdf())
            .add(suite.cipher())
            .add(seNonce)
            .add(serverPublicKey)
            .add(encapsulatedKey)
            .add(leafHash)
            .join());
  }

  /**
   * H of one message.
   *
   * @param hash the JCA name of H
   * @throws IllegalStateException if the JDK lacks that hash
   */
  public static Bytes digest(String hash, Bytes message) {
    try {
      return Bytes.of(MessageDigest.getInstance(hash).digest(message.toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + hash, e);
    }
  }
}
