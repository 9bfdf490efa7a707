package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.se.pcsc.simulator.SimulatedCard;
import dev.skep.testkit.se.ServerSide;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** K and EK as the applet makes them, opened by the server's providers. */
class TransportTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MOST_TRIES = 10_000;

  private final Card card = new Card(SimulatedCard.of(Card.AID, VectorApplet.class));

  private Bytes encapsulates(String transport, int code, KeyPair keys) {
    Bytes spki = Bytes.of(keys.getPublic().getEncoded());
    Bytes answer = card.command(6, code, 0, spki).is(Card.OK).data();
    Bytes encapsulated = answer.slice(0, answer.length() - 32);
    try (Lease<KeyTransport> lease =
            Issuers.CATALOGUE.lease(KeyTransport.class, transport, Duration.ZERO).orElseThrow();
        Decapsulation k = lease.get().decapsulate(keys, encapsulated, RANDOM)) {
      assertThat(k.failure()).isEmpty();
      assertThat(Bytes.of(k.sharedSecret().copy()))
          .isEqualTo(answer.slice(answer.length() - 32, 32));
    }
    return encapsulated;
  }

  /** One in 256 is short, and is made in the place of a longer one. */
  @Test
  void anEphemeralKeyThatBeginsWithZerosIsTheOneThatIsSent() {
    KeyPair keys = ServerSide.freshKeys(Issuers.CATALOGUE, "DHKEM-P256-HKDF-SHA256");
    for (int i = 0; i < 1000; i++) {
      encapsulates("DHKEM-P256-HKDF-SHA256", 2, keys);
    }
  }

  /** The private key 1 makes the shared point that of EK, whose x everybody sees. */
  @Test
  void anXThatBeginsWithZerosKeepsThem() throws Exception {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
    KeyFactory factory = KeyFactory.getInstance("EC");
    KeyPair one =
        new KeyPair(
            factory.generatePublic(new ECPublicKeySpec(curve.getGenerator(), curve)),
            factory.generatePrivate(new ECPrivateKeySpec(BigInteger.ONE, curve)));
    boolean zero = false;
    for (int i = 0; i < MOST_TRIES && !zero; i++) {
      zero = encapsulates("DHKEM-P256-HKDF-SHA256", 2, one).toArray()[1] == 0;
    }
    assertThat(zero).isTrue();
  }

  @Test
  void eachEncapsulationIsAnother() {
    KeyPair keys = ServerSide.freshKeys(Issuers.CATALOGUE, "RSA-OAEP-256");
    Bytes first = encapsulates("RSA-OAEP-256", 1, keys);
    assertThat(encapsulates("RSA-OAEP-256", 1, keys)).isNotEqualTo(first);
  }
}
