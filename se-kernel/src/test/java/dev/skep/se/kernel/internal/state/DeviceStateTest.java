package dev.skep.se.kernel.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.api.provisioning.PinFormat;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapWriter;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.se.kernel.StoredDeviceKey;
import dev.skep.se.kernel.internal.object.ObjectCodec;
import dev.skep.se.kernel.internal.object.ObjectTable;
import dev.skep.se.kernel.internal.object.Origin;
import dev.skep.se.kernel.internal.object.StoredKey;
import dev.skep.se.kernel.internal.object.StoredObject;
import dev.skep.se.kernel.internal.object.StoredPin;
import dev.skep.se.kernel.internal.object.StoredPuk;
import dev.skep.se.kernel.internal.object.StoredSecret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeviceStateTest {
  private final DeviceState blank = DeviceState.blank(secret(32, 5));
  private final DeviceState withKey =
      blank.withKey(new StoredDeviceKey("ES256", Bytes.hex("0102"), secret(40, 9)));
  private final DeviceState full = withKey.withChain(List.of(Bytes.hex("aa"), Bytes.hex("bb")));

  @Test
  void comesBackAsItWas() throws Exception {
    for (DeviceState state : List.of(blank, withKey, full)) {
      DeviceState read = StateCodec.decode(StateCodec.encode(state));
      assertThat(read.generation()).isEqualTo(state.generation());
      assertThat(read.chain()).isEqualTo(state.chain());
      assertThat(read.personalized()).isEqualTo(state == full);
      assertThat(read.masterKey().matches(state.masterKey())).isTrue();
      assertThat(read.key().isPresent()).isEqualTo(state.key().isPresent());
    }
    StoredDeviceKey key = StateCodec.decode(StateCodec.encode(full)).key().orElseThrow();
    assertThat(key.scheme()).isEqualTo("ES256");
    assertThat(key.publicKey()).isEqualTo(Bytes.hex("0102"));
    assertThat(key.material().matches(secret(40, 9))).isTrue();
    assertThat(full.generation()).isEqualTo(3);
  }

  @Test
  void refusesWhatIsCutOffBeforeTheKeyMaterial() {
    byte[] good = StateCodec.encode(full).copy();
    for (int length = 0; length <= good.length - 40; length++) {
      byte[] torn = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> StateCodec.decode(SecretBytes.adopt(torn)))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void readsTheFormatFromBeforeThereWereObjects() throws Exception {
    Bytes head =
        new MapWriter()
            .unsigned(1, 1)
            .unsigned(2, 7)
            .texts(3, List.of("ES256"))
            .byteStrings(4, List.of(Bytes.hex("0102")))
            .byteStrings(5, List.of(Bytes.hex("aa")))
            .encode();
    byte[] secrets = new byte[32 + 40];
    Arrays.fill(secrets, 0, 32, (byte) 5);
    Arrays.fill(secrets, 32, 72, (byte) 9);
    try (SecretDocument document = new SecretDocument(head, SecretBytes.adopt(secrets));
        DeviceState read = StateCodec.decode(document.encode())) {
      assertThat(read.generation()).isEqualTo(7);
      assertThat(read.personalized()).isTrue();
      assertThat(read.masterKey().matches(secret(32, 5))).isTrue();
      assertThat(read.key().orElseThrow().material().matches(secret(40, 9))).isTrue();
      assertThat(read.objects().size()).isZero();
      assertThat(read.answers()).isEmpty();
      assertThat(StateCodec.decode(StateCodec.encode(read)).generation()).isEqualTo(7);
    }
  }

  @Test
  void refusesAFormatThatIsNotItsOwn() {
    for (int format : new int[] {0, 3}) {
      Bytes head = new MapWriter().unsigned(1, format).encode();
      try (SecretDocument document = new SecretDocument(head, secret(32, 5))) {
        assertThatThrownBy(() -> StateCodec.decode(document.encode()))
            .isInstanceOf(MalformedMessageException.class)
            .hasMessageContaining("another format");
      }
    }
  }

  /** States of every kind that there is. */
  static Stream<DeviceState> states() {
    DeviceStateTest test = new DeviceStateTest();
    KeptAnswer answer = new KeptAnswer(number(1), List.of(Bytes.hex("dd")));
    return Stream.of(test.blank, test.withKey, test.full, test.full.withCommit(objects(), answer));
  }

  private static ObjectTable objects() {
    Origin origin = new Origin(Bytes.of(new byte[32]), Bytes.of(new byte[32]));
    PinPolicy policy = new PinPolicy(PinFormat.PRINTABLE, 4, 64, 15);
    KeyTerms terms =
        new KeyTerms(
            "k", "ES256", 256, Set.of(KeyUsage.values()), Optional.of("pin"), "Schlüssel", true);
    Bytes zeros = Bytes.of(new byte[32]);
    KeyStatement statement =
        new KeyStatement(terms, Bytes.hex("01"), Bytes.of(new byte[16]), zeros, zeros);
    return ObjectTable.EMPTY
        .with(new StoredPuk(origin, new PukTerms("puk", policy), 15, secret(8, 1)))
        .with(
            new StoredPin(
                origin, new PinTerms("pin", policy, Optional.of("puk")), 0, Optional.empty()))
        .with(
            new StoredKey(
                statement,
                List.of(Bytes.hex("aa"), Bytes.hex("bb")),
                Optional.of(Bytes.hex("cc")),
                secret(40, 2)))
        .with(
            new StoredSecret(
                origin, new SecretTerms("s", "opaque", Optional.empty(), ""), secret(1, 3)));
  }

  @Test
  void objectsAndAnswersComeBackAsTheyWere() throws Exception {
    ObjectTable objects = objects();
    KeptAnswer answer = new KeptAnswer(number(0), List.of(Bytes.hex("dd")));
    DeviceState read = StateCodec.decode(StateCodec.encode(full.withCommit(objects, answer)));
    assertThat(read.answers()).containsExactly(answer);
    assertThat(read.objects().size()).isEqualTo(4);
    for (StoredObject object : objects.all()) {
      StoredObject same = read.objects().find(Bytes.of(new byte[32]), object.id()).orElseThrow();
      assertThat(ObjectCodec.item(same)).isEqualTo(ObjectCodec.item(object));
      assertThat(same.secret().isPresent()).isEqualTo(object.secret().isPresent());
      if (object.secret().isPresent()) {
        assertThat(same.secret().get().matches(object.secret().get())).isTrue();
      }
    }
  }

  @Test
  void keepsTheLast16Answers() {
    DeviceState state = full;
    for (int i = 0; i < 17; i++) {
      state = state.withCommit(ObjectTable.EMPTY, new KeptAnswer(number(i), List.of()));
    }
    assertThat(state.answers()).hasSize(16);
    assertThat(state.answerTo(number(0))).isEmpty();
    assertThat(state.answerTo(number(1))).isPresent();
  }

  private static Bytes number(int i) {
    byte[] value = new byte[32];
    value[0] = (byte) i;
    return Bytes.of(value);
  }

  private static SecretBytes secret(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return SecretBytes.adopt(bytes);
  }
}
