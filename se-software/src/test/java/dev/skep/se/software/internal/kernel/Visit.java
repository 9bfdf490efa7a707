package dev.skep.se.software.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.PinFormat;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.api.se.Established;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.ProcessResult.Answered;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.catalogue.SuiteLease;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.CertificateInstallation;
import dev.skep.protocol.provisioning.CommitAttributes;
import dev.skep.protocol.provisioning.KeyGenerated;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.protocol.provisioning.ObjectAttributes;
import dev.skep.protocol.provisioning.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One session of an issuer with an SE, from the server's side; it has opened the early records. */
final class Visit {
  static final PinPolicy POLICY = new PinPolicy(PinFormat.NUMERIC, 4, 8, 3);

  final ServerSide server;
  final Established established;
  final RecordChannel channel;
  final List<KeyGenerated> generated = new ArrayList<>();
  SessionHandle handle;
  KernelSecurityElement element;
  private final Issuer issuer;
  private final Bytes request;
  private final List<Bytes> changes = new ArrayList<>();

  Visit(
      Issuer issuer,
      KernelSecurityElement element,
      ServerSide server,
      Established established,
      Bytes request) {
    this.issuer = issuer;
    this.element = element;
    this.server = server;
    this.established = established;
    this.request = request;
    this.handle = established.handle();
    this.channel = server.accept(established);
    for (Bytes record : established.records()) {
      try (Opened.Content content = ServerSide.open(channel, record)) {
        assertThat(content.op()).isEqualTo("key.generated");
        assertThat(content.plaintext().length()).isZero();
        generated.add(KeyGenerated.decode(content.attributes(), CborLimits.DEFAULT));
        changes.add(Receipt.change(content.op(), content.attributes(), content.plaintext()));
      } catch (MalformedMessageException e) {
        throw new AssertionError(e);
      }
    }
  }

  KeyStatement statement(int number) throws MalformedMessageException {
    return KeyStatement.decode(generated.get(number).statement(), CborLimits.DEFAULT);
  }

  Bytes pin(String id, String value) {
    return pin(id, value, "");
  }

  Bytes pin(String id, String value, String puk) {
    Optional<String> by = Optional.of(puk).filter(name -> !name.isEmpty());
    return record("pin.define", ObjectAttributes.ofPin(new PinTerms(id, POLICY, by)), value);
  }

  Bytes puk(String id, String value) {
    return record("puk.define", ObjectAttributes.ofPuk(new PukTerms(id, POLICY)), value);
  }

  Bytes secret(String id, String type, String pin, String value) {
    Optional<String> by = Optional.of(pin).filter(name -> !name.isEmpty());
    return record(
        "secret.import", ObjectAttributes.ofSecret(new SecretTerms(id, type, by, "S")), value);
  }

  Bytes certificate(String key, List<Bytes> chain) {
    return record("certificate.install", new CertificateInstallation(key, chain).encode(), "");
  }

  Bytes certificate(String key, int number) throws MalformedMessageException {
    return certificate(key, Device.CA.chain(statement(number).publicKey()));
  }

  Bytes unblock(String id, String value) {
    return record("pin.unblock", ObjectAttributes.ofId(id), value);
  }

  Bytes delete(String id) {
    return record("object.delete", ObjectAttributes.ofId(id), "");
  }

  Bytes record(String op, Bytes attributes, String content) {
    try (SecretBytes plaintext = secret(content)) {
      changes.add(Receipt.change(op, attributes, plaintext));
      return channel.seal(op, attributes, plaintext);
    }
  }

  Bytes commit() {
    Optional<Bytes> hash = CommitAttributes.hashOf(request);
    return commit(
        new CommitAttributes(
            hash,
            issuer
                .managementKey()
                .map(key -> issuer.sign(CommitAttributes.message(transcriptHash(), hash.get())))));
  }

  Bytes commit(CommitAttributes attributes) {
    try (SecretBytes nothing = secret("")) {
      return channel.seal("commit", attributes.encode(), nothing);
    }
  }

  Bytes transcriptHash() {
    try (SuiteLease lease = server.lease()) {
      return server.transcriptHash(established, lease);
    }
  }

  Bytes requestHash() {
    return CommitAttributes.hashOf(request).orElseThrow();
  }

  ProcessResult send(Bytes... records) throws SecurityElementException {
    ProcessResult result = element.process(handle, List.of(records));
    if (result instanceof Answered answered) {
      handle = answered.handle();
    }
    return result;
  }

  /** Sends records that the SE takes without an answer. */
  void takes(Bytes... records) throws SecurityElementException {
    assertThat(((Answered) send(records)).records()).isEmpty();
  }

  /** Sends records, the last of which commits, and checks the receipt. */
  Answered commits(Bytes... records) throws SecurityElementException {
    ProcessResult result = send(records);
    assertThat(result).isInstanceOf(Answered.class);
    Answered answered = (Answered) result;
    assertThat(answered.records()).hasSize(1);
    try (Opened.Content content = ServerSide.open(channel, answered.records().get(0));
        SecretBytes receipt = Receipt.of(changes)) {
      assertThat(content.op()).isEqualTo("committed");
      assertThat(content.attributes()).isEqualTo(Bytes.EMPTY);
      assertThat(content.plaintext().matches(receipt)).isTrue();
    }
    return answered;
  }

  /** Sends records that close the session. */
  void closes(Bytes... records) throws SecurityElementException {
    Calls.closes(element, handle, records);
  }

  static SecretBytes secret(String text) {
    return SecretBytes.adopt(text.getBytes(StandardCharsets.UTF_8));
  }
}
