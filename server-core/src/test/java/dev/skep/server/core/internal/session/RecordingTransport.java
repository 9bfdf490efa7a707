package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The real EC transport, which notes the private-key operations and the keys. */
final class RecordingTransport implements KeyTransport {
  private final KeyTransport real;
  private final Runnable beforeDecapsulation;
  private final AtomicInteger decapsulations = new AtomicInteger();
  private final List<SecretBytes> privateKeys = new CopyOnWriteArrayList<>();

  private RecordingTransport(KeyTransport real, Runnable beforeDecapsulation) {
    this.real = real;
    this.beforeDecapsulation = beforeDecapsulation;
  }

  /** One that also tells of each private-key operation. */
  static RecordingTransport around(KeyTransport real, Runnable beforeDecapsulation) {
    return new RecordingTransport(real, beforeDecapsulation);
  }

  static RecordingTransport install(AttackLab lab) {
    RecordingTransport recording =
        around(lab.algorithm(KeyTransport.class, AttackLab.EC.transport()), () -> {});
    lab.catalogue.add(KeyTransport.class, recording, 100);
    return recording;
  }

  int decapsulations() {
    return decapsulations.get();
  }

  /** The very secrets that the server decoded, open or closed. */
  List<SecretBytes> privateKeys() {
    return privateKeys;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public boolean keyPairPerOffer() {
    return real.keyPairPerOffer();
  }

  @Override
  public int sharedSecretBytes() {
    return real.sharedSecretBytes();
  }

  @Override
  public Encapsulation encapsulate(PublicKey serverKey, SecureRandom random) {
    return real.encapsulate(serverKey, random);
  }

  @Override
  public Decapsulation decapsulate(KeyPair serverKey, Bytes ek, SecureRandom random) {
    decapsulations.incrementAndGet();
    beforeDecapsulation.run();
    return real.decapsulate(serverKey, ek, random);
  }

  @Override
  public List<Integer> keySizesBits() {
    return real.keySizesBits();
  }

  @Override
  public KeyPair generateKeyPair(int sizeBits, SecureRandom random) {
    return real.generateKeyPair(sizeBits, random);
  }

  @Override
  public PublicKey decodePublicKey(Bytes spki) throws InvalidKeyException {
    return real.decodePublicKey(spki);
  }

  @Override
  public PrivateKey decodePrivateKey(SecretBytes pkcs8) throws InvalidKeyException {
    privateKeys.add(pkcs8);
    return real.decodePrivateKey(pkcs8);
  }
}
