package dev.skep.benchmarks.internal;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.protocol.message.Response;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.SecureRandom;

/** What is wrong with a response to an RSA offer, in an attacker's four interesting ways. */
enum Fault {
  /** EK is no OAEP encryption at all: the server goes on with a random K. */
  PADDING("OAEP padding wrong") {
    @Override
    Response apply(Response good, Offered offered) {
      byte[] block = new byte[good.encapsulatedKey().length()];
      offered.random().nextBytes(block);
      block[0] = 0;
      return with(good, Bytes.of(block), good.attestation());
    }
  },
  /** EK is a good encryption, of another K than the one that AK is made with. */
  OTHER_KEY("K differs") {
    @Override
    Response apply(Response good, Offered offered) {
      try (Encapsulation other =
          offered.transport().encapsulate(offered.serverKey(), offered.random())) {
        return with(good, other.encapsulatedKey(), good.attestation());
      }
    }
  },
  /** One bit of AK is another. */
  SIGNATURE("signature wrong") {
    @Override
    Response apply(Response good, Offered offered) {
      byte[] signature = good.attestation().toArray();
      int bit = 8 + offered.random().nextInt(8 * (signature.length - 1));
      signature[bit / 8] ^= (byte) (1 << (bit % 8));
      return with(good, good.encapsulatedKey(), Bytes.of(signature));
    }
  },
  /** All is good, but the device is one of a maker of the same name that nobody trusts. */
  CHAIN("certificate untrusted") {
    @Override
    Response apply(Response good, Offered offered) {
      return good;
    }
  };

  private final String text;

  Fault(String text) {
    this.text = text;
  }

  /**
   * What a fault is made with.
   *
   * @param transport the device's
   * @param serverKey of the offer
   */
  record Offered(KeyTransport transport, PublicKey serverKey, SecureRandom random) {
    /** Reads the server's key. */
    static Offered of(KeyTransport transport, Bytes serverKey, SecureRandom random) {
      try {
        return new Offered(transport, transport.decodePublicKey(serverKey), random);
      } catch (InvalidKeyException e) {
        throw new IllegalStateException("the server's key cannot be read", e);
      }
    }
  }

  /**
   * Spoils a response.
   *
   * @param good of a genuine device, or for {@link #CHAIN} of one that is not
   */
  abstract Response apply(Response good, Offered offered);

  /** For people. */
  String text() {
    return text;
  }

  private static Response with(Response of, Bytes ek, Bytes ak) {
    return new Response(
        of.token(), of.suite(), of.seNonce(), ek, ak, of.certificateChain(), of.records());
  }
}
