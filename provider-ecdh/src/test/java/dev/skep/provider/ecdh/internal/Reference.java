package dev.skep.provider.ecdh.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the tests compute on their own: key encodings written out from RFC 5480, 5915 and 8410, and
 * the key derivation of RFC 9180 section 4.1 in its textbook form.
 *
 * @param kemId the KEM's number
 * @param hmac the JCA name
 * @param length of K, of a scalar and of a coordinate (but P-521: 66)
 * @param spkiPrefix SPKI up to the public key
 * @param pkcs8Prefix PKCS#8 up to the scalar
 * @param standIn a valid public key, the group's generator, where a vector gives none
 */
record Reference(
    int kemId, String hmac, int length, String spkiPrefix, String pkcs8Prefix, String standIn) {
  static final Map<String, Reference> BY_CURVE =
      Map.of(
          "P-256",
          new Reference(
              0x10,
              "HmacSHA256",
              32,
              "3059301306072a8648ce3d020106082a8648ce3d030107034200",
              "3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420",
              "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                  + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
          "P-384",
          new Reference(
              0x11,
              "HmacSHA384",
              48,
              "3076301006072a8648ce3d020106052b81040022036200",
              "304e020100301006072a8648ce3d020106052b81040022043730350201010430",
              "04aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a38"
                  + "5502f25dbf55296c3a545e3872760ab73617de4a96262c6f5d9e98bf9292dc29"
                  + "f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f"),
          "P-521",
          new Reference(
              0x12,
              "HmacSHA512",
              66,
              "30819b301006072a8648ce3d020106052b8104002303818600",
              "3060020100301006072a8648ce3d020106052b81040023044930470201010442",
              "0400c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d"
                  + "3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5"
                  + "bd66011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17"
                  + "273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769f"
                  + "d16650"),
          "X25519",
          new Reference(
              0x20,
              "HmacSHA256",
              32,
              "302a300506032b656e032100",
              "302e020100300506032b656e04220420",
              "0900000000000000000000000000000000000000000000000000000000000000"));

  static Reference of(String curve) {
    return BY_CURVE.get(curve);
  }

  Bytes spki(Bytes publicKey) {
    return Bytes.concat(Bytes.hex(spkiPrefix), publicKey);
  }

  Bytes generator() {
    return Bytes.hex(standIn);
  }

  /** An uncompressed point. */
  Bytes point(BigInteger x, BigInteger y) {
    return Bytes.concat(Bytes.hex("04"), fixed(x), fixed(y));
  }

  SecretBytes pkcs8(Bytes scalar) {
    return SecretBytes.copyOf(Bytes.concat(Bytes.hex(pkcs8Prefix), scalar).toArray());
  }

  /** A number with leading zeros, as long as a scalar. */
  Bytes fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[length];
    int from = Math.max(0, bytes.length - length);
    System.arraycopy(bytes, from, fixed, length - (bytes.length - from), bytes.length - from);
    return Bytes.of(fixed);
  }

  /** K for a Diffie-Hellman value. */
  Bytes sharedSecret(Bytes dh, Bytes encapsulated, Bytes recipient) {
    int secretBytes = kemId == 0x12 ? 64 : length;
    Bytes suiteId = Bytes.concat(Bytes.utf8("KEM"), i2osp(kemId));
    Bytes extract = mac(new byte[1], Bytes.concat(ascii("HPKE-v1"), suiteId, ascii("eae_prk"), dh));
    Bytes info =
        Bytes.concat(
            i2osp(secretBytes),
            ascii("HPKE-v1"),
            suiteId,
            ascii("shared_secret"),
            encapsulated,
            recipient);
    return mac(extract.toArray(), Bytes.concat(info, Bytes.hex("01"))).slice(0, secretBytes);
  }

  private Bytes mac(byte[] key, Bytes data) {
    try {
      Mac mac = Mac.getInstance(hmac);
      mac.init(new SecretKeySpec(key, hmac));
      return Bytes.of(mac.doFinal(data.toArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bytes i2osp(int number) {
    return Bytes.of(ByteBuffer.allocate(2).putShort((short) number).array());
  }

  private static Bytes ascii(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
