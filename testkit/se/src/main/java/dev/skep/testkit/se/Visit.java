package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.skep.api.se.ProcessResult.Closed;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.CertificateInstallation;
import dev.skep.protocol.provisioning.CommitAttributes;
import dev.skep.protocol.provisioning.KeyGenerated;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.protocol.provisioning.ObjectAttributes;
import dev.skep.protocol.provisioning.OutsideDataMac;
import dev.skep.protocol.provisioning.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One session of an issuer with an SE, from the server's side; it has verified AK and opened the
 * early records. What must be true and is not fails with an {@link AssertionError}.
 */
public final class Visit {
  /** Four to eight digits, three tries. */
  public static final PinPolicy POLICY = new PinPolicy(PinFormat.NUMERIC, 4, 8, 3);

  private final Issuer issuer;
  private final ServerSide server;
  private final Established established;
  private final Bytes request;
  private final RecordChannel channel;
  private final List<KeyGenerated> generated = new ArrayList<>();
  private final List<Bytes> changes = new ArrayList<>();
  private SecurityElement element;
  private SessionHandle handle;

  Visit(
      Issuer issuer,
      SecurityElement element,
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
        assertEquals("key.generated", content.op());
        assertEquals(0, content.plaintext().length(), "key.generated has no plaintext (D-6)");
        generated.add(KeyGenerated.decode(content.attributes(), CborLimits.DEFAULT));
        changes.add(Receipt.change(content.op(), content.attributes(), content.plaintext()));
      } catch (MalformedMessageException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Goes on with the SE as it is after a restart. */
  public void goOnWith(SecurityElement restarted) {
    element = restarted;
  }

  /** The latest handle. */
  public SessionHandle handle() {
    return handle;
  }

  /** The server's end. */
  public ServerSide server() {
    return server;
  }

  /** What the atomic step gave. */
  public Established established() {
    return established;
  }

  /** What the SE said of the keys that it made, in order. */
  public List<KeyGenerated> generated() {
    return List.copyOf(generated);
  }

  /** The statement of one of those keys. */
  public KeyStatement statement(int number) throws MalformedMessageException {
    return KeyStatement.decode(generated.get(number).statement(), CborLimits.DEFAULT);
  }

  /** Defines a PIN without a PUK; an empty value is left to the holder. */
  public Bytes pin(String id, String value) {
    return pin(id, value, "");
  }

  /** Defines a PIN; an empty PUK is none. */
  public Bytes pin(String id, String value, String puk) {
    Optional<String> by = Optional.of(puk).filter(name -> !name.isEmpty());
    return record("pin.define", ObjectAttributes.ofPin(new PinTerms(id, POLICY, by)), value);
  }

  /** Defines a PUK. */
  public Bytes puk(String id, String value) {
    return record("puk.define", ObjectAttributes.ofPuk(new PukTerms(id, POLICY)), value);
  }

  /** Imports a secret; an empty PIN is none. */
  public Bytes secret(String id, String type, String pin, String value) {
    Optional<String> by = Optional.of(pin).filter(name -> !name.isEmpty());
    return record(
        "secret.import", ObjectAttributes.ofSecret(new SecretTerms(id, type, by, "S")), value);
  }

  /** Installs a chain, leaf first. */
  public Bytes certificate(String key, List<Bytes> chain) {
    return record("certificate.install", new CertificateInstallation(key, chain).encode(), "");
  }

  /** Installs a fresh chain for a key that this session made. */
  public Bytes certificate(String key, int number) throws MalformedMessageException {
    return certificate(key, issuer.ca().chain(statement(number).publicKey()));
  }

  /** Unblocks a PIN; an empty value leaves the old one. */
  public Bytes unblock(String id, String value) {
    return record("pin.unblock", ObjectAttributes.ofId(id), value);
  }

  /** Deletes an object. */
  public Bytes delete(String id) {
    return record("object.delete", ObjectAttributes.ofId(id), "");
  }

  /** Any record, which counts as a change. */
  public Bytes record(String op, Bytes attributes, String content) {
    try (SecretBytes plaintext = secret(content)) {
      changes.add(Receipt.change(op, attributes, plaintext));
      return channel.seal(op, attributes, plaintext);
    }
  }

  /** The right commit, authorized where the issuer has a management key. */
  public Bytes commit() {
    Optional<Bytes> hash = CommitAttributes.hashOf(request);
    Optional<Bytes> authorization =
        hash.isEmpty() || issuer.managementKey().isEmpty()
            ? Optional.empty()
            : Optional.of(
                issuer.sign(CommitAttributes.message(transcriptHash(), hash.orElseThrow())));
    return commit(new CommitAttributes(hash, authorization));
  }

  /** Any commit. */
  public Bytes commit(CommitAttributes attributes) {
    return commit(attributes.encode(), "");
  }

  Bytes commit(Bytes attributes, String content) {
    try (SecretBytes plaintext = secret(content)) {
      return channel.seal("commit", attributes, plaintext);
    }
  }

  /** TH. */
  public Bytes transcriptHash() {
    return server.transcriptHash(established);
  }

  /** SHA-256 of the request. */
  public Bytes requestHash() {
    return CommitAttributes.hashOf(request).orElseThrow();
  }

  /** Sends records. */
  public ProcessResult send(Bytes... records) throws SecurityElementException {
    ProcessResult result = element.process(handle, List.of(records));
    if (result instanceof Answered answered) {
      handle = answered.handle();
    }
    return result;
  }

  /** Sends records that the SE takes without an answer. */
  public void takes(Bytes... records) throws SecurityElementException {
    Answered answered = Calls.answered(element, handle, records);
    handle = answered.handle();
    assertEquals(List.of(), answered.records(), "an answer that nobody asked for");
  }

  /** Sends records, the last of which commits, and checks the receipt. */
  public Answered commits(Bytes... records) throws SecurityElementException {
    Answered answered = Calls.answered(element, handle, records);
    handle = answered.handle();
    assertEquals(1, answered.records().size(), "a commit has one answer");
    try (Opened.Content content = ServerSide.open(channel, answered.records().get(0));
        SecretBytes receipt = Receipt.of(changes)) {
      assertEquals("committed", content.op());
      assertEquals(Bytes.EMPTY, content.attributes());
      assertTrue(content.plaintext().matches(receipt), "the receipt is wrong (P-2, P-4)");
    }
    return answered;
  }

  /** Sends records that close the session. */
  public void closes(Bytes... records) throws SecurityElementException {
    Calls.closes(element, handle, records);
  }

  /** Sends records one by one and a commit, one of which closes the session. */
  void isNotCommitted(Bytes... records) throws SecurityElementException {
    Bytes commit = commit();
    for (Bytes record : records) {
      if (send(record) instanceof Closed) {
        Calls.noSuchSession(element, handle, commit);
        return;
      }
    }
    closes(commit);
  }

  /** Sends data that was made outside, and checks what the SE made of it (spec rule R-10). */
  public void macs(String label, Bytes data) throws SecurityElementException {
    Answered answered =
        assertInstanceOf(Answered.class, element.macData(handle, label, data), "no data.mac");
    handle = answered.handle();
    assertEquals(1, answered.records().size(), "macData gives one record");
    OutsideDataMac expected = new OutsideDataMac(label, data);
    try (Opened.Content content = ServerSide.open(channel, answered.records().get(0));
        SecretBytes key = server.externalKey(established);
        SecretBytes mac = expected.mac(key)) {
      assertEquals("data.mac", content.op());
      assertEquals(expected.encode(), content.attributes());
      assertTrue(content.plaintext().matches(mac), "the MAC is wrong (R-10)");
    }
  }

  /** A value in ASCII; the caller closes it. */
  public static SecretBytes secret(String text) {
    return SecretBytes.adopt(text.getBytes(StandardCharsets.UTF_8));
  }
}
