package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.SessionCipher;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real algorithms, which note the order in which they are used. */
final class OrderRecorder {
  private final List<String> events = new CopyOnWriteArrayList<>();

  static OrderRecorder install(AttackLab lab) {
    OrderRecorder order = new OrderRecorder();
    Suite suite = order.suite();
    KeyDerivation kdf = lab.algorithm(KeyDerivation.class, suite.kdf());
    SessionCipher cipher = lab.algorithm(SessionCipher.class, suite.cipher());
    AttestationScheme scheme = lab.algorithm(AttestationScheme.class, suite.attestation());
    lab.catalogue.add(KeyDerivation.class, order.new RecordedKdf(kdf), 100);
    lab.catalogue.add(SessionCipher.class, order.new RecordedCipher(cipher), 100);
    lab.catalogue.add(AttestationScheme.class, order.new RecordedScheme(scheme), 100);
    return order;
  }

  Suite suite() {
    return AttackLab.EC;
  }

  List<String> events() {
    return events;
  }

  void clear() {
    events.clear();
  }

  private final class RecordedKdf implements KeyDerivation {
    private final KeyDerivation real;

    RecordedKdf(KeyDerivation real) {
      this.real = real;
    }

    @Override
    public String name() {
      return real.name();
    }

    @Override
    public String transcriptHash() {
      return real.transcriptHash();
    }

    @Override
    public SecretBytes derive(SecretBytes key, String label, Bytes context, int lengthBytes) {
      events.add("derive " + label);
      return real.derive(key, label, context, lengthBytes);
    }
  }

  private final class RecordedCipher implements SessionCipher {
    private final SessionCipher real;

    RecordedCipher(SessionCipher real) {
      this.real = real;
    }

    @Override
    public String name() {
      return real.name();
    }

    @Override
    public int keyBytes() {
      return real.keyBytes();
    }

    @Override
    public long maximumRecords() {
      return real.maximumRecords();
    }

    @Override
    public Bytes seal(SecretBytes key, long sequence, Bytes associated, SecretBytes plaintext) {
      events.add("seal");
      return real.seal(key, sequence, associated, plaintext);
    }

    @Override
    public Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes data, Bytes body) {
      events.add("open");
      return real.open(key, sequence, data, body);
    }
  }

  private final class RecordedScheme implements AttestationScheme {
    private final AttestationScheme real;

    RecordedScheme(AttestationScheme real) {
      this.real = real;
    }

    @Override
    public String name() {
      return real.name();
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
      return real.decodePrivateKey(pkcs8);
    }

    @Override
    public Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
      return real.sign(key, message, random);
    }

    @Override
    public boolean verify(PublicKey key, Bytes message, Bytes signature) {
      events.add("verify");
      return real.verify(key, message, signature);
    }
  }
}
