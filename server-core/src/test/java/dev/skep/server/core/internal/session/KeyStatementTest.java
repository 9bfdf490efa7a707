package dev.skep.server.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.protocol.cbor.Cbor;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.KeyGenerated;
import dev.skep.protocol.provisioning.KeyStatement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule D-7: each attribute of a statement, bent alone. */
class KeyStatementTest {
  private static final ProvisioningLab ISSUER = new ProvisioningLab();
  private static final Answer REJECTED = AttackLab.refused(RefusalCode.REJECTED);

  @BeforeEach
  void reset() {
    ISSUER.authority.keys = List.of(ProvisioningLab.KEY);
    ISSUER.authority.begun.clear();
    ISSUER.ca.requests.clear();
  }

  private static void isRejected(DeviceSession session, String rule) {
    assertThat(ISSUER.lab.send(session.response())).isEqualTo(REJECTED);
    assertThat(ISSUER.lab.lastRule()).isEqualTo(rule);
    assertThat(ISSUER.ca.requests).as("nothing is certified").isEmpty();
    assertThat(ISSUER.authority.begun).isEmpty();
  }

  private static KeyTerms terms(KeyTerms of, String field) {
    return new KeyTerms(
        field.equals("id") ? "other" : of.id(),
        field.equals("algorithm") ? "ES384" : of.algorithm(),
        field.equals("size") ? 384 : of.sizeBits(),
        field.equals("usages") ? Set.of(KeyUsage.DIGITAL_SIGNATURE) : of.usages(),
        field.equals("no PIN")
            ? Optional.empty()
            : field.equals("PIN") ? Optional.of("other") : of.pinId(),
        field.equals("label") ? "another label" : of.label(),
        field.equals("signed") != of.signedAttestation());
  }

  private static KeyStatement with(KeyStatement of, KeyTerms terms) {
    return new KeyStatement(terms, of.publicKey(), of.sessionId(), of.domain(), of.serverKeyHash());
  }

  private static Bytes bent(Bytes value) {
    byte[] bytes = value.toArray();
    bytes[bytes.length - 1] ^= 1;
    return Bytes.of(bytes);
  }

  static Stream<Map.Entry<String, UnaryOperator<KeyStatement>>> lies() {
    Map<String, UnaryOperator<KeyStatement>> lies = new LinkedHashMap<>();
    for (String field :
        List.of("id", "algorithm", "size", "usages", "PIN", "no PIN", "label", "signed")) {
      lies.put(field, honest -> with(honest, terms(honest.terms(), field)));
    }
    lies.put(
        "session",
        s ->
            new KeyStatement(
                s.terms(), s.publicKey(), bent(s.sessionId()), s.domain(), s.serverKeyHash()));
    lies.put(
        "domain",
        s ->
            new KeyStatement(
                s.terms(), s.publicKey(), s.sessionId(), bent(s.domain()), s.serverKeyHash()));
    lies.put(
        "server key",
        s ->
            new KeyStatement(
                s.terms(), s.publicKey(), s.sessionId(), s.domain(), bent(s.serverKeyHash())));
    lies.put(
        "a point off the curve",
        s ->
            new KeyStatement(
                s.terms(), bent(s.publicKey()), s.sessionId(), s.domain(), s.serverKeyHash()));
    lies.put(
        "a key of another type",
        s ->
            new KeyStatement(
                s.terms(),
                GenuineDevice.parse(ISSUER.lab.offer())
                    .transport("DHKEM-X25519-HKDF-SHA256")
                    .orElseThrow()
                    .publicKey(),
                s.sessionId(),
                s.domain(),
                s.serverKeyHash()));
    return lies.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("lies")
  void rejectsAStatementThatDiffersInOneAttribute(
      Map.Entry<String, UnaryOperator<KeyStatement>> lie) {
    DeviceSession session = ISSUER.session();
    KeyStatement honest = session.statement(ProvisioningLab.KEY);
    session.sendKey(lie.getValue().apply(honest), true);
    isRejected(session, "D-7");
    assertThat(ISSUER.lab.lastEvent().rejection().orElseThrow().reason()).contains("'sign'");
  }

  @Test
  void rejectsAnExportableKeyAnotherVersionAndAnUnknownAttribute() throws Exception {
    for (long[] change : new long[][] {{7, 1}, {13, 2}, {14, 1}}) {
      DeviceSession session = ISSUER.session();
      Bytes honest = session.statement(ProvisioningLab.KEY).encode();
      Bytes statement = withField(honest, change[0], change[1]);
      session.sendKey(signed(statement, statement));
      isRejected(session, "D-7");
    }
  }

  private static Bytes withField(Bytes statement, long field, long value)
      throws MalformedMessageException {
    SortedMap<Long, CborItem> fields =
        new TreeMap<>(((CborItem.IntMap) Cbor.decode(statement, CborLimits.DEFAULT)).entries());
    fields.put(field, new CborItem.Unsigned(value));
    return Cbor.encode(new CborItem.IntMap(fields));
  }

  private static Bytes signed(Bytes statement, Bytes signedStatement) {
    Bytes signature = ISSUER.device.sign(KeyStatement.message(signedStatement));
    return new KeyGenerated(statement, Optional.of(signature)).encode();
  }

  @Test
  void rejectsAWrongSignature() {
    DeviceSession session = ISSUER.session();
    Bytes statement = session.statement(ProvisioningLab.KEY).encode();
    Bytes other = session.statement(ProvisioningLab.KEY).encode();
    session.sendKey(signed(statement, other));
    isRejected(session, "D-7");

    DeviceSession second = ISSUER.session();
    Bytes unsigned = second.statement(ProvisioningLab.KEY).encode();
    second.sendKey(new KeyGenerated(unsigned, Optional.empty()).encode());
    isRejected(second, "D-7");
  }

  @Test
  void rejectsTheSignatureOfAnotherDeviceAndOneWithoutItsTag() {
    GenuineDevice other = ISSUER.lab.device("ES256");
    DeviceSession session = ISSUER.session();
    Bytes statement = session.statement(ProvisioningLab.KEY).encode();
    Bytes signature = other.sign(KeyStatement.message(statement));
    session.sendKey(new KeyGenerated(statement, Optional.of(signature)).encode());
    isRejected(session, "D-7");

    DeviceSession second = ISSUER.session();
    Bytes untagged = second.statement(ProvisioningLab.KEY).encode();
    Bytes bare = ISSUER.device.sign(untagged);
    second.sendKey(new KeyGenerated(untagged, Optional.of(bare)).encode());
    isRejected(second, "D-7");
  }

  @Test
  void rejectsASignatureThatNobodyAskedFor() {
    KeyTerms unsigned = ProvisioningLab.key("sign", "ES256", false);
    ISSUER.authority.keys = List.of(unsigned);
    DeviceSession session = ISSUER.session();
    session.sendKey(session.statement(unsigned), true);
    isRejected(session, "D-7");
    assertThat(AttackLab.accepted(ISSUER.establish(ISSUER.session()))).isTrue();
  }

  @Test
  void takesTheSchemesOwnSizeSaidOrUnsaid() {
    for (int size : new int[] {0, 256}) {
      DeviceSession session = ISSUER.session();
      KeyStatement honest = session.statement(ProvisioningLab.KEY);
      KeyTerms t = honest.terms();
      KeyTerms said =
          new KeyTerms(t.id(), t.algorithm(), size, t.usages(), t.pinId(), t.label(), true);
      session.sendKey(with(honest, said), true);
      assertThat(AttackLab.accepted(ISSUER.lab.send(session.response()))).isTrue();
    }
  }

  @Test
  void rejectsAnRsaKeyOfAnotherSizeThanItSays() {
    KeyTerms wanted =
        new KeyTerms(
            "sign", "RS256", 2048, ProvisioningLab.KEY.usages(), Optional.empty(), "", true);
    ISSUER.authority.keys = List.of(wanted);
    DeviceSession session = ISSUER.session();
    session.sendKey(session.statement(wanted), true);
    assertThat(((java.security.interfaces.RSAKey) session.keys.get("sign").getPublic()))
        .satisfies(key -> assertThat(key.getModulus().bitLength()).isNotEqualTo(2048));
    isRejected(session, "D-7");
  }

  @Test
  void verifiesASignatureByTheSessionsOwnScheme() {
    ISSUER.lab.policy = AttackLab.policy(Optional.of(AttackLab.DIAS_OID));
    AttackLab lab = ISSUER.lab;
    GenuineDevice dias = new GenuineDevice(lab, "RS256-DIAS", lab.deviceCa, AttackLab.DIAS_OID);
    var suite = AttackLab.suite(AttackLab.EC.transport(), "RS256-DIAS");
    DeviceSession session = new DeviceSession(lab, dias, lab.offer(), suite);
    assertThat(AttackLab.accepted(ISSUER.establish(session))).isTrue();
    ISSUER.lab.policy = AttackLab.policy(Optional.empty());
  }

  @Test
  @DisplayName("attack 40: a key whose algorithm is not installed is not certified unchecked")
  void doesNotCertifyAKeyThatItCannotCheck() {
    KeyTerms unknown = ProvisioningLab.key("sign", "ES512", true);
    ISSUER.authority.keys = List.of(unknown);
    DeviceSession session = ISSUER.session();
    KeyStatement honest = session.statement(ProvisioningLab.KEY);
    session.sendKey(with(honest, unknown), true);
    assertThat(ISSUER.lab.send(session.response()))
        .isEqualTo(AttackLab.refused(RefusalCode.UNAVAILABLE));
    assertThat(ISSUER.lab.lastRule()).isEqualTo("S-5");
    assertThat(ISSUER.ca.requests).isEmpty();
  }
}
