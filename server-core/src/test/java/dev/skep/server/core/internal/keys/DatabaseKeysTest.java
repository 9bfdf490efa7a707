package dev.skep.server.core.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.SealedKey;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.server.core.internal.keys.RingPlace.Mode;
import dev.skep.server.core.internal.seal.Sealer;
import dev.skep.server.core.internal.seal.StoreSealer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ring over a database, and over a directory that gives its keys to one. */
class DatabaseKeysTest {
  private static final Duration GRACE = Duration.ofMinutes(10);
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path root;
  private final SettableClock clock = new SettableClock();
  private final TestTransport transport = new TestTransport("TEST-A");
  private final MemoryKeyStore store = new MemoryKeyStore();
  private final byte[] storeKey = new byte[Sealer.KEY_BYTES];
  private final List<KeyRing> open = new ArrayList<>();

  DatabaseKeysTest() {
    RANDOM.nextBytes(storeKey);
  }

  @AfterEach
  void closeRings() {
    open.forEach(KeyRing::close);
  }

  private StoreSealer sealer() {
    return new Sealer(SecretBytes.copyOf(storeKey), RANDOM, new JcaEngines());
  }

  private KeyRing node(String name, Mode mode) throws SettingsException {
    return node(name, mode, sealer());
  }

  private KeyRing node(String name, Mode mode, StoreSealer sealer) throws SettingsException {
    KeyRingSettings settings =
        new KeyRingSettings(
            root.resolve(name),
            root.resolve(name + ".passphrase"),
            KeyRingSettings.DEFAULT_ROTATION,
            GRACE,
            Map.of());
    RingPlace place = new RingPlace(mode, store, sealer);
    KeyRing ring = KeyRing.open(settings, place, RANDOM, clock, Runnable::run);
    open.add(ring);
    return ring;
  }

  private ManagementKeys management(KeyRing ring) {
    return ring.managementKeys(new JcaEngines(), RANDOM);
  }

  private List<String> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void nodesOfOneDatabaseHaveTheSameKeysWithinASecond() throws Exception {
    KeyRing one = node("one", Mode.DATABASE);
    KeyRing two = node("two", Mode.DATABASE);
    TransportKey first = one.current(transport);
    assertThat(two.current(transport).keyId()).isEqualTo(first.keyId());
    assertThat(two.find(transport, first.keyId())).isPresent();

    TransportKey second = one.rotate(transport);
    assertThat(two.find(transport, second.keyId())).as("offered a moment ago").isPresent();
    clock.pass(Duration.ofSeconds(1));
    assertThat(two.current(transport).keyId()).isEqualTo(second.keyId());
    assertThat(two.find(transport, first.keyId())).isPresent();
    assertThat(transport.generated).hasValue(2);
    assertThat(root.resolve("one")).doesNotExist();
  }

  @Test
  @DisplayName("attack 73: nodes that rotate at once agree, and what is over is erased everywhere")
  void rotationByTwoNodesConverges() throws Exception {
    KeyRing one = node("one", Mode.DATABASE);
    KeyRing two = node("two", Mode.DATABASE);
    TransportKey old = one.current(transport);
    two.current(transport);
    clock.pass(Duration.ofDays(1));
    TransportKey ofOne = one.rotate(transport);
    TransportKey ofTwo = two.rotate(transport);
    clock.pass(Duration.ofSeconds(1));

    String current = one.current(transport).keyId();
    assertThat(two.current(transport).keyId())
        .isEqualTo(current)
        .isIn(ofOne.keyId(), ofTwo.keyId());
    for (KeyRing node : List.of(one, two)) {
      for (TransportKey key : List.of(old, ofOne, ofTwo)) {
        assertThat(node.find(transport, key.keyId())).isPresent();
      }
    }
    clock.pass(GRACE);
    one.maintain();
    two.maintain();
    assertThat(store.rows.keySet()).containsExactly(current);
    assertThat(two.find(transport, old.keyId())).isEmpty();
  }

  @Test
  @DisplayName("attack 74: the database has ciphertext only")
  void databaseHoldsNoPrivateKey() throws Exception {
    KeyRing ring = node("one", Mode.DATABASE);
    byte[] pkcs8 = ring.current(transport).keyPair().getPrivate().getEncoded();
    management(ring).current();
    String secret = Bytes.of(pkcs8, pkcs8.length - 32, 32).toHex();

    assertThat(store.rows).hasSize(2);
    for (SealedKey row : store.rows.values()) {
      byte[] sealed = row.sealedPrivateKey().toArray();
      assertThat(row.sealedPrivateKey().toHex()).doesNotContain(secret);
      assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("BEGIN");
      // PrivateKeyInfo begins with a SEQUENCE, version 0 and the algorithm's identifier.
      assertThat(row.sealedPrivateKey().toHex()).doesNotContain("020100301306072a8648ce3d0201");
    }
  }

  @Test
  @DisplayName("attack 74: a row that was altered, or given another purpose, is not taken")
  void refusesAnAlteredRow() throws Exception {
    TransportKey key = node("one", Mode.DATABASE).current(transport);
    SealedKey row = store.rows.get(key.keyId());
    List<SealedKey> altered =
        List.of(
            new SealedKey(
                row.keyId(), "TEST-B", row.createdAt(), row.publicKey(), row.sealedPrivateKey()),
            new SealedKey(
                row.keyId(),
                row.purpose(),
                row.createdAt().plusSeconds(1),
                row.publicKey(),
                row.sealedPrivateKey()),
            new SealedKey("00", row.purpose(), row.createdAt(), row.publicKey(), Bytes.EMPTY));
    for (SealedKey wrong : altered) {
      store.rows.clear();
      store.rows.put(wrong.keyId(), wrong);
      KeyRing other = node("two", Mode.DATABASE);
      assertThat(other.find(transport, key.keyId())).isEmpty();
      assertThatThrownBy(() -> other.current(transport))
          .isInstanceOf(KeyRingException.class)
          .hasMessageContaining("sealed under another store key, or altered");
    }
    assertThat(transport.generated).hasValue(1);
  }

  @Test
  void nodeWithAnotherStoreKeyBeginsNoSecondSetOfKeys() throws Exception {
    TransportKey key = node("one", Mode.DATABASE).current(transport);
    RANDOM.nextBytes(storeKey);
    KeyRing stranger = node("two", Mode.DATABASE);

    assertThatThrownBy(() -> stranger.current(transport))
        .isInstanceOf(KeyRingException.class)
        .hasMessageContaining("store.key.file");
    assertThat(management(stranger).current()).isEmpty();
    assertThat(store.rows.keySet()).containsExactly(key.keyId());
  }

  @Test
  void keysAtHandGoOnWhileTheDatabaseIsAwayAndNoneIsMade() throws Exception {
    KeyRing ring = node("one", Mode.DATABASE);
    TransportKey key = ring.current(transport);
    store.present = false;
    clock.pass(Duration.ofSeconds(2));

    assertThat(ring.current(transport)).isEqualTo(key);
    assertThatThrownBy(() -> ring.rotate(transport))
        .isInstanceOf(KeyRingException.class)
        .hasMessageContaining("no key ring store is there");
    assertThat(management(ring).current()).isEmpty();
    assertThat(transport.generated).hasValue(1);
    store.present = true;
    store.failing = true;
    assertThatThrownBy(() -> ring.rotate(transport)).hasMessageContaining("the disk is full");
    store.failing = false;
    assertThat(ring.rotate(transport)).isNotEqualTo(key);
  }

  @Test
  void startsWithoutTheDatabaseAndTakesItUpWhenItComes() throws Exception {
    TransportKey key = node("one", Mode.DATABASE).current(transport);
    store.present = false;
    KeyRing late = node("two", Mode.DATABASE);
    assertThatThrownBy(() -> late.current(transport)).isInstanceOf(KeyRingException.class);

    store.present = true;
    clock.pass(Duration.ofSeconds(1));
    assertThat(late.current(transport).keyId()).isEqualTo(key.keyId());
  }

  @Test
  void keysOfADirectoryMoveIntoTheDatabaseWhenItComes() throws Exception {
    store.present = false;
    KeyRing ring = node("one", Mode.AUTO);
    TransportKey old = ring.current(transport);
    TransportKey current = ring.rotate(transport);
    ManagementKey managing = management(ring).current().orElseThrow();
    assertThat(files("one")).hasSize(3);

    store.present = true;
    clock.pass(Duration.ofSeconds(1));
    assertThat(ring.current(transport).keyId()).isEqualTo(current.keyId());
    assertThat(ring.find(transport, old.keyId())).isPresent();
    assertThat(management(ring).current()).contains(managing);
    assertThat(files("one")).containsExactly("keys-are-in-the-database");
    KeyRing other = node("two", Mode.AUTO);
    assertThat(other.current(transport).keyId()).isEqualTo(current.keyId());
    assertThat(management(other).current()).contains(managing);
    assertThat(transport.generated).hasValue(2);
  }

  @Test
  void keysThatMovedDoNotBeginAnewInTheDirectory() throws Exception {
    KeyRing ring = node("one", Mode.AUTO);
    TransportKey key = ring.current(transport);
    store.present = false;
    KeyRing restarted = node("one", Mode.AUTO);

    assertThatThrownBy(() -> restarted.current(transport)).isInstanceOf(KeyRingException.class);
    assertThat(management(restarted).current()).isEmpty();
    assertThatThrownBy(() -> node("one", Mode.DIRECTORY))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("went to the database");
    store.present = true;
    clock.pass(Duration.ofSeconds(1));
    assertThat(restarted.current(transport).keyId()).isEqualTo(key.keyId());
  }

  @Test
  void moveThatFailedIsTakenUpAgainWithoutLosingAKey() throws Exception {
    store.present = false;
    KeyRing ring = node("one", Mode.AUTO);
    TransportKey key = ring.current(transport);
    store.present = true;
    store.failing = true;
    clock.pass(Duration.ofSeconds(1));
    assertThat(ring.current(transport)).isEqualTo(key);
    assertThat(files("one")).contains(key.keyId() + ".pem");

    store.failing = false;
    clock.pass(Duration.ofSeconds(1));
    assertThat(ring.current(transport).keyId()).isEqualTo(key.keyId());
    assertThat(store.rows.keySet()).containsExactly(key.keyId());
    assertThat(files("one")).containsExactly("keys-are-in-the-database");
  }

  @Test
  void managementKeyStaysHoweverOldItIs() throws Exception {
    KeyRing ring = node("one", Mode.DATABASE);
    ManagementKey key = management(ring).current().orElseThrow();
    clock.pass(Duration.ofDays(3650));
    ring.maintain();

    assertThat(management(ring).current()).contains(key);
    assertThat(management(node("one", Mode.DATABASE)).current()).contains(key);
  }

  @Test
  @Timeout(60)
  void nodesThatMakeAManagementKeyAtOnceHaveTheSameOne() throws Exception {
    int nodes = 4;
    CyclicBarrier start = new CyclicBarrier(nodes);
    Set<ManagementKey> seen = ConcurrentHashMap.newKeySet();
    ExecutorService threads = Executors.newFixedThreadPool(nodes);
    try {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        ManagementKeys keys = management(node("node" + i, Mode.DATABASE));
        calls.add(
            threads.submit(
                () -> {
                  start.await();
                  return seen.add(keys.current().orElseThrow());
                }));
      }
      for (Future<?> call : calls) {
        call.get(50, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(seen).hasSize(1);
    assertThat(store.rows).hasSize(1);
  }

  @Test
  void nodeThatWasSlowerTakesTheManagementKeyOfTheOther() throws Exception {
    ManagementKeys fast = management(node("fast", Mode.DATABASE));
    ManagementKeys slow = management(node("slow", Mode.DATABASE));
    store.beforeAdd = fast::current;

    ManagementKey key = slow.current().orElseThrow();
    assertThat(store.rows).hasSize(1);
    assertThat(fast.current()).contains(key);
    assertThat(slow.sign(key, Bytes.utf8("m"))).isPresent();
  }

  @Test
  void directoryThatJoinsADatabaseWithAnotherManagementKeyKeepsBothForSigning() throws Exception {
    ManagementKey shared = management(node("one", Mode.DATABASE)).current().orElseThrow();
    store.present = false;
    KeyRing alone = node("two", Mode.AUTO);
    ManagementKey own = management(alone).current().orElseThrow();
    store.present = true;
    clock.pass(Duration.ofSeconds(1));

    assertThat(management(alone).current()).contains(shared);
    assertThat(management(alone).sign(own, Bytes.utf8("m"))).isPresent();
    KeyRing third = node("three", Mode.DATABASE);
    assertThat(management(third).current()).contains(shared);
    clock.pass(Duration.ofDays(365));
    alone.maintain();
    third.maintain();
    for (ManagementKey key : List.of(own, shared)) {
      assertThat(management(third).sign(key, Bytes.utf8("m"))).isPresent();
    }
    assertThat(store.rows).hasSize(2);
  }

  @Test
  void signsAsTheSchemeSaysAndOnlyWithKeysOfTheRing() throws Exception {
    KeyRing one = node("one", Mode.DATABASE);
    KeyRing two = node("two", Mode.DATABASE);
    ManagementKey key = management(one).current().orElseThrow();
    Bytes message = Bytes.utf8("message");
    Bytes signature = management(two).sign(key, message).orElseThrow();

    assertThat(key.scheme()).isEqualTo("ES256");
    assertThat(signature.length()).isEqualTo(64);
    Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
    verifier.initVerify(
        KeyFactory.getInstance("EC")
            .generatePublic(new X509EncodedKeySpec(key.publicKey().toArray())));
    verifier.update(message.toArray());
    assertThat(verifier.verify(signature.toArray())).isTrue();
    assertThat(management(one).sign(new ManagementKey("ES384", key.publicKey()), message))
        .isEmpty();
    Bytes transportKey = one.current(transport).subjectPublicKeyInfo();
    assertThat(management(one).sign(new ManagementKey("ES256", transportKey), message)).isEmpty();
  }

  @Test
  void refusesATransportWithTheNameOfThePurpose() throws Exception {
    KeyRing ring = node("one", Mode.DATABASE);
    assertThatThrownBy(() -> ring.current(new TestTransport("key-management")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
