package dev.skep.provider.rsa.internal;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.skep.api.Bytes;
import dev.skep.api.engine.JcaEngines;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Keys and engines for tests, and bare RSA arithmetic that owes nothing to any engine. */
final class TestKeys {
  static final SecureRandom RANDOM = new SecureRandom();

  /** A 2048-bit pair that all tests share. */
  static final KeyPair PAIR = generate();

  static final RSAPublicKey PUBLIC = (RSAPublicKey) PAIR.getPublic();
  static final RSAPrivateCrtKey PRIVATE = (RSAPrivateCrtKey) PAIR.getPrivate();

  /** k of {@link #PAIR}, in bytes. */
  static final int LENGTH = 256;

  private static final BouncyCastleProvider BC = new BouncyCastleProvider();
  private static final AmazonCorrettoCryptoProvider CORRETTO = correttoThatWorks();

  private static final Map<String, KeyPair> MADE = new ConcurrentHashMap<>();

  private TestKeys() {}

  /** A pair that an engine made, the same for all algorithms: making one takes long. */
  static KeyPair pair(String engine, int sizeBits) {
    return MADE.computeIfAbsent(
        engine + sizeBits, key -> new Rs256(engines(engine)).generateKeyPair(sizeBits, RANDOM));
  }

  private static AmazonCorrettoCryptoProvider correttoThatWorks() {
    AmazonCorrettoCryptoProvider provider = new AmazonCorrettoCryptoProvider();
    provider.assertHealthy();
    return provider;
  }

  /** One engine: {@code JDK}, {@code BC} or {@code CORRETTO}. */
  static RsaEngines engines(String name) {
    JcaEngines engines = new JcaEngines();
    engines.add(BC);
    engines.add(CORRETTO);
    return new RsaEngines(engines, List.of(name.equals("CORRETTO") ? CORRETTO.getName() : name));
  }

  /** c^d mod n in k bytes, with the key of {@link #PAIR}. */
  static Bytes privateOperation(byte[] block) {
    return power(block, PRIVATE.getPrivateExponent());
  }

  /** m^e mod n in k bytes, with the key of {@link #PAIR}. */
  static Bytes publicOperation(byte[] block) {
    return power(block, PUBLIC.getPublicExponent());
  }

  private static Bytes power(byte[] block, BigInteger exponent) {
    return fixed(new BigInteger(1, block).modPow(exponent, PUBLIC.getModulus()), LENGTH);
  }

  /** A number in so many bytes. */
  static Bytes fixed(BigInteger value, int length) {
    byte[] minimal = value.toByteArray();
    byte[] fixed = new byte[length];
    int from = Math.max(0, minimal.length - length);
    for (int i = 0; i < from; i++) {
      if (minimal[i] != 0) {
        throw new IllegalArgumentException("does not fit into " + length + " bytes");
      }
    }
    int size = minimal.length - from;
    System.arraycopy(minimal, from, fixed, length - size, size);
    return Bytes.of(fixed);
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
