package dev.skep.testkit.algorithm;

import dev.skep.api.Bytes;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** Key pairs of the JDK of which at most one kind is a vendor's own. */
final class ForeignKeys {
  private ForeignKeys() {}

  /** Made once for all contracts of a JVM: that of RSA takes its time. */
  private static final class Made {
    static final List<KeyPair> ALL =
        List.of(
            generate("RSA", 2048),
            generate("EC", 256),
            generate("EC", 384),
            generate("Ed25519", 255),
            generate("X25519", 255));
  }

  /** Those that are of another kind than a key. */
  static List<KeyPair> otherThan(Bytes subjectPublicKeyInfo) {
    Bytes own = Form.of(subjectPublicKeyInfo).algorithm();
    List<KeyPair> others = new ArrayList<>();
    for (KeyPair each : Made.ALL) {
      Bytes spki = Bytes.of(each.getPublic().getEncoded());
      if (!Form.of(spki).algorithm().equals(own)) {
        others.add(each);
      }
    }
    return others;
  }

  private static KeyPair generate(String kind, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
