package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.ProvisioningOrder;
import dev.skep.api.issuer.ProvisioningOrder.Certify;
import dev.skep.api.issuer.ProvisioningOrder.DefinePin;
import dev.skep.api.issuer.ProvisioningOrder.DefinePuk;
import dev.skep.api.issuer.ProvisioningOrder.Delete;
import dev.skep.api.issuer.ProvisioningOrder.ImportSecret;
import dev.skep.api.issuer.ProvisioningOrder.Item;
import dev.skep.api.issuer.ProvisioningOrder.Unblock;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.message.RecordsMessage;
import dev.skep.protocol.provisioning.CertificateInstallation;
import dev.skep.protocol.provisioning.CommitAttributes;
import dev.skep.protocol.provisioning.ObjectAttributes;
import dev.skep.protocol.provisioning.Operations;
import dev.skep.protocol.provisioning.Receipt;
import dev.skep.server.core.internal.session.Issuance.Issued;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Seals what an order asks for, and the commit, into one message (spec rules P-1, D-8). Its channel
 * seals nothing else. Not thread-safe.
 */
final class Dispatch implements AutoCloseable {
  private final RecordChannel channel;
  private final SecretBytes nothing = SecretBytes.adopt(new byte[0]);
  private final List<Bytes> records = new ArrayList<>();
  private final List<Bytes> changes = new ArrayList<>();

  Dispatch(RecordChannel channel) {
    this.channel = channel;
  }

  /** Seals the items of an order; its secrets are read, not kept. */
  void add(ProvisioningOrder order, List<Issued> issued) {
    for (Item item : order.items()) {
      if (item instanceof DefinePuk puk) {
        change(Operations.PUK_DEFINE, ObjectAttributes.ofPuk(puk.terms()), puk.value());
      } else if (item instanceof DefinePin pin) {
        change(Operations.PIN_DEFINE, ObjectAttributes.ofPin(pin.terms()), or(pin.value()));
      } else if (item instanceof ImportSecret secret) {
        Bytes attributes = ObjectAttributes.ofSecret(secret.terms());
        change(Operations.SECRET_IMPORT, attributes, secret.value());
      } else if (item instanceof Unblock unblock) {
        Bytes attributes = ObjectAttributes.ofId(unblock.pinId());
        change(Operations.PIN_UNBLOCK, attributes, or(unblock.value()));
      } else if (item instanceof Delete delete) {
        change(Operations.OBJECT_DELETE, ObjectAttributes.ofId(delete.id()), nothing);
      } else if (item instanceof Certify certify) {
        install(certify.keyId(), issued);
      }
    }
  }

  /** Seals the last record. */
  void commit(CommitAttributes attributes) {
    records.add(channel.seal(Operations.COMMIT, attributes.encode(), nothing));
  }

  /** All that was sealed. */
  RecordsMessage message() {
    return new RecordsMessage(records);
  }

  /** The digests of what these records change, in order (spec rule P-4). */
  List<Bytes> changes() {
    return List.copyOf(changes);
  }

  private void install(String keyId, List<Issued> issued) {
    List<Bytes> chain =
        issued.stream()
            .filter(candidate -> candidate.certificate().keyId().equals(keyId))
            .map(Issued::chain)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("a key was not certified"));
    change(
        Operations.CERTIFICATE_INSTALL,
        new CertificateInstallation(keyId, chain).encode(),
        nothing);
  }

  private SecretBytes or(Optional<SecretBytes> value) {
    return value.orElse(nothing);
  }

  private void change(String op, Bytes attributes, SecretBytes plaintext) {
    records.add(channel.seal(op, attributes, plaintext));
    changes.add(Receipt.change(op, attributes, plaintext));
  }

  @Override
  public void close() {
    nothing.close();
  }
}
