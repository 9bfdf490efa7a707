package dev.skep.server.core.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
  private static final Duration GRACE = Duration.ofMinutes(10);
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path root;
  private KeyRingSettings settings;
  private final SettableClock clock = new SettableClock();
  private final TestTransport transport = new TestTransport("TEST-A");

  @BeforeEach
  void configure() {
    settings =
        new KeyRingSettings(
            root.resolve("keys"),
            root.resolve("passphrase"),
            KeyRingSettings.DEFAULT_ROTATION,
            GRACE,
            Map.of());
  }

  private KeyRing open() throws SettingsException {
    return KeyRing.open(settings, RingPlace.directory(), RANDOM, clock, Runnable::run);
  }

  @Test
  void makesAKeyOnFirstUseAndFindsItAfterARestart() throws Exception {
    TransportKey made;
    try (KeyRing ring = open()) {
      made = ring.current(transport);
      assertThat(ring.current(transport)).isEqualTo(made);
      assertThat(ring.find(transport, made.keyId())).contains(made);
    }
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(made.subjectPublicKeyInfo().toArray());
    assertThat(made.keyId()).isEqualTo(Bytes.of(digest, 0, 8).toHex());
    assertThat(made.created()).isEqualTo(clock.instant());
    try (KeyRing ring = open()) {
      TransportKey read = ring.current(transport);
      assertThat(read.keyId()).isEqualTo(made.keyId());
      assertThat(read.created()).isEqualTo(made.created());
      assertThat(read.keyPair().getPrivate()).isEqualTo(made.keyPair().getPrivate());
      assertThat(read.keyPair().getPublic()).isEqualTo(made.keyPair().getPublic());
    }
    assertThat(transport.generated).hasValue(1);
  }

  /** An engine's key holds the engine's classes; they may go while the transport stays. */
  @Test
  @Timeout(20)
  void keepsNothingAliveThatATransportHasMadeOfAKey() throws Exception {
    try (KeyRing ring = open()) {
      WeakReference<Object> key = new WeakReference<>(ring.current(transport).keyPair());
      while (key.get() != null && !Thread.currentThread().isInterrupted()) {
        System.gc();
      }
      assertThat(key.get()).isNull();
      assertThat(ring.current(transport).keyPair()).isNotNull();
    }
  }

  @Test
  void makesKeysOfTheConfiguredSize() throws Exception {
    settings =
        new KeyRingSettings(
            settings.directory(),
            settings.passphraseFile(),
            settings.rotateAfter(),
            GRACE,
            Map.of("TEST-A", 384));
    try (KeyRing ring = open()) {
      java.security.interfaces.ECKey key =
          (java.security.interfaces.ECKey) ring.current(transport).keyPair().getPublic();
      assertThat(key.getParams().getOrder().bitLength()).isEqualTo(384);
    }
  }

  @Test
  void refusesATransportWithAKeyPairPerOffer() throws Exception {
    TestTransport perOffer =
        new TestTransport("TEST-E") {
          @Override
          public boolean keyPairPerOffer() {
            return true;
          }
        };
    try (KeyRing ring = open()) {
      assertThatThrownBy(() -> ring.current(perOffer)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ring.rotate(perOffer)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @DisplayName("attack 73: a retired key opens what was sent for it until its grace is over")
  void keepsRetiredKeyForItsGraceAndThenErasesIt() throws Exception {
    try (KeyRing ring = open()) {
      TransportKey old = ring.current(transport);
      clock.pass(Duration.ofDays(1));
      TransportKey next = ring.rotate(transport);
      assertThat(ring.current(transport)).isEqualTo(next).isNotEqualTo(old);
      clock.pass(GRACE.minusMillis(1));
      assertThat(ring.find(transport, old.keyId())).contains(old);
      assertThat(files()).hasSize(2);
      clock.pass(Duration.ofMillis(1));
      assertThat(ring.find(transport, old.keyId())).isEmpty();
      ring.maintain();
      assertThat(files()).containsExactly(next.keyId() + ".pem");
      assertThat(ring.find(transport, next.keyId())).contains(next);
    }
  }

  @Test
  void erasesRetiredKeyAtAStartAfterItsGrace() throws Exception {
    String kept;
    try (KeyRing ring = open()) {
      ring.current(transport);
      kept = ring.rotate(transport).keyId();
    }
    clock.pass(GRACE.plusSeconds(1));
    open().close();
    assertThat(files()).containsExactly(kept + ".pem");
  }

  @Test
  void rotatesByAge() throws Exception {
    try (KeyRing ring = open()) {
      TransportKey old = ring.current(transport);
      clock.pass(KeyRingSettings.DEFAULT_ROTATION.minusSeconds(1));
      assertThat(ring.current(transport)).isEqualTo(old);
      clock.pass(Duration.ofSeconds(1));
      assertThat(ring.current(transport)).isEqualTo(old);
      assertThat(ring.current(transport)).isNotEqualTo(old);
      assertThat(transport.generated).hasValue(2);
    }
  }

  @Test
  void newestKeyIsCurrentEvenIfTheClockWasSetBack() throws Exception {
    try (KeyRing ring = open()) {
      ring.current(transport);
      clock.pass(Duration.ofHours(-5));
      TransportKey next = ring.rotate(transport);
      assertThat(ring.current(transport)).isEqualTo(next);
    }
  }

  @Test
  void failedRotationKeepsTheKeyAndIsTriedAgainAfterAMinute() throws Exception {
    try (KeyRing ring = open()) {
      TransportKey old = ring.current(transport);
      clock.pass(KeyRingSettings.DEFAULT_ROTATION);
      Path aside = root.resolve("aside");
      Files.move(settings.directory(), aside);
      assertThat(ring.current(transport)).isEqualTo(old);
      assertThat(ring.current(transport)).isEqualTo(old);
      assertThat(transport.generated).hasValue(2);
      assertThatThrownBy(() -> ring.rotate(transport))
          .isInstanceOf(KeyRingException.class)
          .hasMessageContaining(settings.directory().toString())
          .hasMessageContaining("check space and access rights");
      Files.move(aside, settings.directory());
      clock.pass(Duration.ofMinutes(1));
      ring.current(transport);
      assertThat(ring.current(transport)).isNotEqualTo(old);
    }
  }

  @Test
  void takesUpKeysOfAServerThatSharesTheDirectory() throws Exception {
    try (KeyRing one = open();
        KeyRing two = open()) {
      TransportKey first = one.current(transport);
      assertThat(two.find(transport, first.keyId())).isPresent();
      clock.pass(Duration.ofSeconds(1));
      TransportKey second = one.rotate(transport);
      clock.pass(Duration.ofSeconds(1));
      assertThat(two.current(transport).keyId()).isEqualTo(second.keyId());
    }
    assertThat(transport.generated).hasValue(2);
  }

  @Test
  @DisplayName("attack 15: one key under two transports is refused when the ring is read")
  void refusesOneKeyUnderTwoTransports() throws Exception {
    KeyPair pair = transport.generateKeyPair(256, RANDOM);
    open().close();
    write("a.pem", "TEST-A", pair);
    open().close();
    write("b.pem", "TEST-B", pair);
    assertThatThrownBy(this::open)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("a.pem")
        .hasMessageContaining("b.pem")
        .hasMessageContaining("one key serves one transport only");
  }

  @Test
  @DisplayName("attack 15: also where an RSA key is declared for another RSA scheme")
  void refusesOneKeyUnderAnotherAlgorithmIdentifier() throws Exception {
    TestTransport rsa = new TestTransport("TEST-RSA", "RSA", List.of(2048));
    KeyPair pair = rsa.generateKeyPair(2048, RANDOM);
    Bytes plain = Bytes.of(pair.getPublic().getEncoded());
    // The identifier rsaEncryption becomes id-RSAES-OAEP; the key bits stay.
    Bytes oaep = Bytes.hex(plain.toHex().replace("2a864886f70d010101", "2a864886f70d010107"));
    assertThat(oaep).isNotEqualTo(plain);
    open().close();
    write("a.pem", "RSA-OAEP-256", plain, pair);
    write("b.pem", "RSA1_5", oaep, pair);
    assertThatThrownBy(this::open)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("RSA1_5")
        .hasMessageContaining("one key serves one transport only");
  }

  @Test
  @DisplayName("attack 15: a key is not found under another transport's name")
  void findsAKeyOnlyForItsTransport() throws Exception {
    try (KeyRing ring = open()) {
      TransportKey key = ring.current(transport);
      assertThat(ring.find(new TestTransport("TEST-B"), key.keyId())).isEmpty();
    }
  }

  @Test
  void decodesAnewForAnotherObjectOfTheSameTransport() throws Exception {
    TestTransport replacement = new TestTransport("TEST-A");
    try (KeyRing ring = open()) {
      TransportKey key = ring.current(transport);
      TransportKey again = ring.current(replacement);
      assertThat(again.keyId()).isEqualTo(key.keyId());
      assertThat(again.keyPair()).isNotSameAs(key.keyPair());
      assertThat(ring.current(transport).keyPair()).isSameAs(key.keyPair());
    }
  }

  @Test
  void saysSoWhenTheTransportDoesNotAcceptTheKey() throws Exception {
    try (KeyRing ring = open()) {
      ring.current(transport);
      assertThatThrownBy(() -> ring.current(new TestTransport("TEST-A", "RSA", List.of(2048))))
          .isInstanceOf(KeyRingException.class)
          .hasMessageContaining("remove the file");
    }
  }

  @Test
  void refusesEveryAlteredOrTornFile() throws Exception {
    String name;
    try (KeyRing ring = open()) {
      name = ring.current(transport).keyId() + ".pem";
    }
    Path file = settings.directory().resolve(name);
    String good = Files.readString(file);
    List<String> bad = new ArrayList<>();
    bad.add(good.substring(0, good.length() / 2));
    bad.add("");
    bad.add(good + "\n");
    bad.add(good.replace("TEST-A", "TEST-B"));
    bad.add(good.replace("2026-11-23", "2026-11-22"));
    int body = good.indexOf("KEY-----\n") + 9;
    for (int at :
        new int[] {body + 100, good.indexOf("\n-----END") - 8, good.indexOf("Check: ") + 8}) {
      char other = good.charAt(at) == '0' ? '1' : '0';
      bad.add(good.substring(0, at) + other + good.substring(at + 1));
    }
    for (String content : bad) {
      Files.writeString(file, content);
      assertThatThrownBy(this::open)
          .as(content)
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining(name)
          .hasMessageContaining("restore it and its passphrase from a backup, or remove it");
    }
    Files.writeString(file, good);
    open().close();
  }

  @Test
  void goesOnWithGoodKeysWhenABadFileAppears() throws Exception {
    try (KeyRing ring = open()) {
      TransportKey key = ring.current(transport);
      Files.writeString(settings.directory().resolve("0.pem"), "no key");
      clock.pass(Duration.ofSeconds(2));
      assertThat(ring.current(transport)).isEqualTo(key);
      assertThat(ring.rotate(transport)).isEqualTo(ring.current(transport));
    }
  }

  @Test
  void ignoresWhatAPowerLossLeftUnfinished() throws Exception {
    open().close();
    Files.writeString(settings.directory().resolve(".123.new"), "half a k");
    try (KeyRing ring = open()) {
      ring.current(transport);
    }
    assertThat(files()).hasSize(2);
  }

  @Test
  void keepsFilesFromOthersAndSecretsOutOfSight() throws Exception {
    try (KeyRing ring = open()) {
      TransportKey key = ring.current(transport);
      assertThat(key.toString()).contains(key.keyId()).doesNotContain("KeyPair");
      String text = Files.readString(settings.directory().resolve(key.keyId() + ".pem"));
      String plain =
          java.util.Base64.getEncoder().encodeToString(key.keyPair().getPrivate().getEncoded());
      assertThat(text.replace("\n", "")).doesNotContain(plain.substring(40, 80));
    }
    for (Path file :
        List.of(settings.passphraseFile(), settings.directory().resolve(files().get(0)))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings.directory())))
        .isEqualTo("rwx------");
  }

  @Test
  @Timeout(30)
  void readersDoNotWaitWhileAKeyIsMade() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    TestTransport slow =
        new TestTransport("TEST-A") {
          @Override
          public KeyPair generateKeyPair(int sizeBits, SecureRandom random) {
            started.countDown();
            try {
              finish.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return super.generateKeyPair(sizeBits, random);
          }
        };
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (KeyRing ring = open()) {
      TransportKey old = ring.current(transport);
      Future<TransportKey> rotation = other.submit(() -> ring.rotate(slow));
      started.await();
      assertThat(ring.current(transport)).isEqualTo(old);
      assertThat(ring.find(transport, old.keyId())).contains(old);
      assertThat(ring.current(new TestTransport("TEST-B"))).isNotNull();
      finish.countDown();
      assertThat(rotation.get(20, TimeUnit.SECONDS).keyId()).isNotEqualTo(old.keyId());
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  @Timeout(30)
  void makesOneKeyForManyFirstCallers() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (KeyRing ring = open()) {
      List<Future<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        calls.add(callers.submit(() -> seen.add(ring.current(transport).keyId())));
      }
      for (Future<Boolean> call : calls) {
        call.get(20, TimeUnit.SECONDS);
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(seen).hasSize(1);
    assertThat(transport.generated).hasValue(1);
  }

  private void write(String file, String name, KeyPair pair) throws Exception {
    write(file, name, Bytes.of(pair.getPublic().getEncoded()), pair);
  }

  private void write(String file, String name, Bytes spki, KeyPair pair) throws Exception {
    SecretBytes pkcs8 = SecretBytes.copyOf(pair.getPrivate().getEncoded());
    StoredKey key = new StoredKey(name, clock.instant(), spki, pkcs8);
    SecretBytes passphrase =
        SecretBytes.copyOf(
            Files.readString(settings.passphraseFile()).getBytes(StandardCharsets.US_ASCII));
    Files.write(settings.directory().resolve(file), KeyFile.encode(key, passphrase, RANDOM));
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(settings.directory())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
