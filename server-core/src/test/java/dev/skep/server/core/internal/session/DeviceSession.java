package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.RecordsMessage;
import dev.skep.protocol.message.Response;
import dev.skep.protocol.provisioning.IssuerDomain;
import dev.skep.protocol.provisioning.KeyGenerated;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.protocol.provisioning.Operations;
import dev.skep.protocol.provisioning.OutsideDataMac;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import dev.skep.protocol.provisioning.Receipt;
import dev.skep.server.core.internal.session.GenuineDevice.Run;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One session of a device that makes the keys that it is asked for and obeys the records. */
final class DeviceSession {
  private final AttackLab lab;
  private final GenuineDevice device;
  private final Run run;
  private final ProvisioningRequest request;
  private final Bytes serverKey;
  private final RecordChannel channel;
  private final List<Bytes> early = new ArrayList<>();
  private final List<Bytes> changes = new ArrayList<>();

  /** The keys that it made, by their ids. */
  final Map<String, KeyPair> keys = new LinkedHashMap<>();

  /** What the server sent, as the device opened it. */
  final List<Taken> taken = new ArrayList<>();

  /** A record that was opened. */
  record Taken(String op, Bytes attributes, Bytes plaintext) {}

  DeviceSession(AttackLab lab, GenuineDevice device, OfferEnvelope offer, Suite suite) {
    this(lab, device, offer, device.run(offer, suite));
  }

  DeviceSession(AttackLab lab, GenuineDevice device, OfferEnvelope offer, Run run) {
    this.lab = lab;
    this.device = device;
    this.run = run;
    request = parse(GenuineDevice.parse(offer).request());
    serverKey =
        GenuineDevice.parse(offer)
            .transport(run.response().suite().transport())
            .orElseThrow()
            .publicKey();
    channel = device.channel(run);
  }

  private static ProvisioningRequest parse(Bytes request) {
    try {
      return ProvisioningRequest.decode(request, CborLimits.DEFAULT);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  Run run() {
    return run;
  }

  Bytes sessionId() {
    return run.sessionId();
  }

  ProvisioningRequest request() {
    return request;
  }

  /** Makes the keys of the request honestly. */
  DeviceSession makeKeys() {
    request.keys().forEach(terms -> sendKey(statement(terms), terms.signedAttestation()));
    return this;
  }

  /** What an honest device says of a new key. */
  KeyStatement statement(KeyTerms terms) {
    AttestationScheme scheme = lab.algorithm(AttestationScheme.class, terms.algorithm());
    KeyPair pair = scheme.generateKeyPair(scheme.keySizesBits().get(0), lab.random);
    keys.put(terms.id(), pair);
    return new KeyStatement(
        terms,
        Bytes.of(pair.getPublic().getEncoded()),
        run.sessionId(),
        IssuerDomain.of(request.managementKey(), serverKey),
        IssuerDomain.serverKeyHash(serverKey));
  }

  void sendKey(KeyStatement statement, boolean signed) {
    Bytes encoded = statement.encode();
    Optional<Bytes> signature =
        signed ? Optional.of(device.sign(KeyStatement.message(encoded))) : Optional.empty();
    sendKey(new KeyGenerated(encoded, signature).encode());
  }

  void sendKey(Bytes attributes) {
    sendEarly(Operations.KEY_GENERATED, attributes, Bytes.EMPTY);
    try (SecretBytes nothing = SecretBytes.adopt(new byte[0])) {
      changes.add(Receipt.change(Operations.KEY_GENERATED, attributes, nothing));
    }
  }

  void sendEarly(String op, Bytes attributes, Bytes plaintext) {
    early.add(seal(op, attributes, plaintext));
  }

  void sendEarly(Bytes record) {
    early.add(record);
  }

  List<Bytes> early() {
    return early;
  }

  Bytes seal(String op, Bytes attributes, Bytes plaintext) {
    try (SecretBytes content = SecretBytes.adopt(plaintext.toArray())) {
      return channel.seal(op, attributes, content);
    }
  }

  /** A record over outside data; a mask other than 0 bends its MAC. */
  Bytes macData(String label, Bytes data, int mask) {
    KeyDerivation kdf = lab.algorithm(KeyDerivation.class, run.response().suite().kdf());
    OutsideDataMac attributes = new OutsideDataMac(label, data);
    try (SecretBytes key = KeySchedule.externalKey(kdf, run.sharedSecret(), run.transcriptHash());
        SecretBytes mac = attributes.mac(key)) {
      byte[] bent = mac.copy();
      bent[0] ^= (byte) mask;
      return seal(Operations.DATA_MAC, attributes.encode(), Bytes.of(bent));
    }
  }

  Response response() {
    return withRecords(early);
  }

  Response withRecords(List<Bytes> records) {
    Response bare = run.response();
    return new Response(
        bare.token(),
        bare.suite(),
        bare.seNonce(),
        bare.encapsulatedKey(),
        bare.attestation(),
        bare.certificateChain(),
        records);
  }

  /** Opens what the server sent and does as it says. */
  DeviceSession obey(Answer answer) {
    for (Bytes record : DeviceRecords.of((Answer.Accepted) answer)) {
      try (Opened.Content content = (Opened.Content) channel.open(record, CborLimits.DEFAULT)) {
        taken.add(
            new Taken(content.op(), content.attributes(), content.plaintext().use(Bytes::of)));
        if (!content.op().equals(Operations.COMMIT)) {
          changes.add(Receipt.change(content.op(), content.attributes(), content.plaintext()));
        }
      }
    }
    return this;
  }

  List<String> ops() {
    return taken.stream().map(Taken::op).toList();
  }

  /** The last record, as it follows the ones that were sealed before. */
  Bytes committed() {
    return committed(Bytes.EMPTY);
  }

  /** The same with attributes that it should not have. */
  Bytes committed(Bytes attributes) {
    try (SecretBytes receipt = Receipt.of(changes)) {
      return channel.seal(Operations.COMMITTED, attributes, receipt);
    }
  }

  /** The message that completes the session, with records before it. */
  Bytes end(Bytes... before) {
    List<Bytes> records = new ArrayList<>(List.of(before));
    records.add(committed());
    return new RecordsMessage(records).encode();
  }
}
