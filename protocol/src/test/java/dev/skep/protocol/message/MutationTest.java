package dev.skep.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.protocol.OwnVectors;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.ProvisioningTypes;
import dev.skep.testkit.vectors.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Altered messages of the project's own scenarios, the same ones in each run. */
class MutationTest {
  private static final int MUTATIONS = 1_000_000;
  private static final long SEED = 20_260_101;

  record Sample(MessageType type, Bytes message) {}

  @Test
  @Timeout(120)
  @DisplayName(
      "attack 53: of 10^6 altered messages none throws unchecked, and what is accepted re-encodes to"
          + " itself")
  void noMutationThrowsOrHasASecondEncoding() {
    List<Sample> samples = samples();
    List<Bytes> messages = samples.stream().map(Sample::message).toList();
    Random random = new Random(SEED);
    Mutator mutator = new Mutator(messages, random);
    int accepted = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Sample sample = samples.get(random.nextInt(samples.size()));
      Bytes message = sample.message();
      Bytes mutated = i % 2 == 0 ? mutator.oneBit(message) : mutator.structure(message);
      accepted += isItsOwnEncoding(sample.type(), mutated) ? 1 : 0;
    }
    assertThat(accepted).isBetween(MUTATIONS / 100, MUTATIONS * 3 / 4);
  }

  private static boolean isItsOwnEncoding(MessageType type, Bytes message) {
    try {
      Bytes again = type.parser().apply(message, CborLimits.DEFAULT);
      boolean empty = type.mayBeEmpty() && message.length() == 0;
      if (!empty && !again.equals(message)) {
        throw new AssertionError(type + " has a second encoding: " + message.toHex());
      }
      return true;
    } catch (MalformedMessageException e) {
      return false;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(type + " throws for " + message.toHex(), e);
    }
  }

  /** Every well-formed message of the scenarios, and those that can be put together from them. */
  static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    samples.add(new Sample(MessageType.REQUEST, MessageType.REQUEST.valid()));
    for (Scenario handshake : OwnVectors.ofKind("handshake")) {
      if (handshake.text("expect").equals("accept")) {
        Bytes offer = handshake.bytes("offer");
        Bytes record = handshake.bytes("committedRecord");
        Bytes response = response(handshake).encode();
        samples.add(new Sample(MessageType.OFFER, offer));
        samples.add(
            new Sample(
                MessageType.ENVELOPE,
                new OfferEnvelope(offer, handshake.bytes("offerHash")).encode()));
        samples.add(new Sample(MessageType.RESPONSE, response));
        samples.add(new Sample(MessageType.RECORD, record));
        samples.add(
            new Sample(MessageType.RECORDS, new RecordsMessage(List.of(record, record)).encode()));
      }
    }
    for (Scenario records : OwnVectors.ofKind("records")) {
      samples.add(new Sample(MessageType.RECORD, records.bytes("record.0")));
    }
    ProvisioningTypes.all().forEach(type -> samples.add(new Sample(type, type.valid())));
    for (Scenario message : OwnVectors.ofKind("message")) {
      if (message.text("expect").equals("accept") && !message.text("message").isEmpty()) {
        ProvisioningTypes.named(message.text("type"))
            .ifPresent(type -> samples.add(new Sample(type, message.bytes("message"))));
      }
    }
    return samples;
  }

  private static Response response(Scenario handshake) {
    return new Response(
        handshake.bytes("offerHash"),
        new Suite(
            handshake.text("transport"),
            handshake.text("attestation"),
            handshake.text("kdf"),
            handshake.text("cipher")),
        handshake.bytes("seNonce"),
        handshake.bytes("encapsulatedKey"),
        handshake.bytes("attestationSignature"),
        List.of(handshake.bytes("certificate"), handshake.bytes("certificate")),
        List.of(handshake.bytes("commitRecord")));
  }
}
