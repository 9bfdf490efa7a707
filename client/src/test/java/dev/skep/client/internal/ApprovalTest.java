package dev.skep.client.internal;

import static dev.skep.client.internal.ScriptedServer.CBOR;
import static dev.skep.client.internal.ScriptedServer.OFFERS;
import static dev.skep.client.internal.ScriptedServer.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.client.CeremonyRequest;
import dev.skep.api.client.CeremonyRequest.OutsideData;
import dev.skep.api.client.Consent;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.OfferRequest;
import dev.skep.protocol.message.Response;
import dev.skep.protocol.provisioning.CodeBinding;
import dev.skep.protocol.provisioning.EnrollmentCode;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What has to hold before the SE answers an offer: rules N-2 and O-8. */
class ApprovalTest {
  private static final KeyTerms KEY = key("badge", "Employee badge");

  private final Ceremonies ceremonies = new Ceremonies();
  private final SecretBytes code = EnrollmentCode.random(new SecureRandom());
  private final List<Consent.Proposal> proposals = new ArrayList<>();

  @AfterEach
  void close() {
    code.close();
  }

  @Test
  @DisplayName("attack 20: an offer that was made for another code is relayed, and not answered")
  void refusesAnOfferThatWasMadeForAnotherCode() throws Exception {
    try (ScriptedServer server = new ScriptedServer();
        SecretBytes attackers = EnrollmentCode.random(new SecureRandom())) {
      offer(server, 1, bound(1, attackers));
      assertRelayed(server, Optional.of(code));
    }
  }

  @Test
  @DisplayName("attack 20: an offer that is bound to no code is relayed, where one was given")
  void refusesAnOfferThatIsBoundToNoCode() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      offer(server, 1, Optional.empty());
      assertRelayed(server, Optional.of(code));
    }
  }

  @Test
  @DisplayName("attack 20: an offer for the code, but of another session, is relayed")
  void refusesABindingToAnotherSession() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      offer(server, 1, bound(2, code));
      assertRelayed(server, Optional.of(code));
    }
  }

  @Test
  @DisplayName("attack 20: an offer for somebody's code is relayed, where none was given")
  void refusesAnOfferForACodeThatWasNotGiven() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      offer(server, 1, bound(1, code));
      assertRelayed(server, Optional.empty());
    }
  }

  @Test
  void answersAnOfferForTheCodeHoweverItIsTyped() throws Exception {
    byte[] typed = EnrollmentCode.shown(code).copy();
    for (int i = 0; i < typed.length; i++) {
      typed[i] = (byte) Character.toLowerCase(typed[i]);
    }
    try (ScriptedServer server = complete(1);
        SecretBytes small = SecretBytes.adopt(typed)) {
      assertThat(run(server, Optional.of(small), true)).isInstanceOf(Completed.class);
      assertThat(
              OfferRequest.decode(server.requests().get(0).body(), CborLimits.DEFAULT)
                  .enrolmentCode())
          .contains(code.use(Bytes::of));
      assertThat(small.length()).as("stays the caller's, open").isEqualTo(23);
    }
  }

  @Test
  void givesTheSameCodeToEachOffer() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      offer(server, 1, bound(1, code)).refuse(SESSIONS, 503, "unavailable");
      offer(server, 2, bound(2, code)).session(Messages.record(0, "commit")).records(2);
      assertThat(((Completed) run(server, Optional.of(code), true)).attempts()).isEqualTo(2);
      assertThat(server.requests())
          .filteredOn(request -> request.path().equals(OFFERS))
          .extracting(ScriptedServer.Request::body)
          .containsOnly(new OfferRequest(Optional.of(code.use(Bytes::of))).encode());
      assertThat(proposals).as("agreed to once").hasSize(1);
    }
  }

  @Test
  void asksAgainWhereTheNextOfferIsAnother() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      offer(server, 1, bound(1, code)).refuse(SESSIONS, 503, "unavailable");
      answer(server, 2, "mallory", bound(2, code));
      server.session(Messages.record(0, "commit")).records(2);
      assertThat(run(server, Optional.of(code), true)).isInstanceOf(Completed.class);
      assertThat(proposals)
          .extracting(Consent.Proposal::account)
          .containsExactly("alice", "mallory");
    }
  }

  @Test
  @DisplayName("attack 78: the holder is asked before the SE answers, and can say no")
  void asksTheHolderBeforeTheElementAnswers() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      offer(server, 1, bound(1, code));
      Failed failed = Ceremonies.fail(run(server, Optional.of(code), false));
      assertThat(failed.code()).isEqualTo("declined");
      assertThat(failed.retryable()).isFalse();
      assertThat(proposals)
          .containsExactly(
              new Consent.Proposal(
                  "https://issuer.example", "alice", List.of("Employee badge", "plain")));
      assertThat(ceremonies.element.established).isEmpty();
      assertThat(server.paths()).containsExactly(OFFERS);
    }
  }

  @Test
  void refusesWhatIsNoCodeBeforeTheServerIsAsked() throws Exception {
    try (ScriptedServer server = new ScriptedServer();
        SecretBytes none = SecretBytes.copyOf(new byte[] {'a', 'b'})) {
      Failed failed = Ceremonies.fail(run(server, Optional.of(none), true));
      assertThat(failed.code()).isEqualTo("no-code");
      assertThat(failed.message()).contains("four groups");
      assertThat(server.paths()).isEmpty();
    }
  }

  @Test
  void refusesARequestThatIsNone() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(
          OFFERS, 200, CBOR, Messages.envelope(Messages.sessionId(1), Bytes.utf8("request")));
      assertThat(Ceremonies.fail(run(server, Optional.empty(), true)).code()).isEqualTo("protocol");
      assertThat(ceremonies.element.established).isEmpty();
    }
  }

  @Test
  void sendsOutsideDataAfterTheEarlyRecords() throws Exception {
    ceremonies.element.early = List.of(Messages.record(0, "key.generated"));
    try (ScriptedServer server = complete(1)) {
      CeremonyRequest request =
          new CeremonyRequest(
              server.address(),
              ceremonies.element,
              Optional.of(code),
              List.of(
                  new OutsideData("photo", Bytes.utf8("one")),
                  new OutsideData("form", Bytes.utf8("two"))),
              Consent.ALWAYS);
      assertThat(ceremonies.run(request)).isInstanceOf(Completed.class);
      assertThat(ceremonies.element.outside)
          .containsExactly(Bytes.utf8("photoone"), Bytes.utf8("formtwo"));
      Response response = Response.decode(server.requests().get(1).body(), CborLimits.DEFAULT);
      assertThat(response.records())
          .containsExactly(
              Messages.record(0, "key.generated"),
              Messages.record(0, "data.mac"),
              Messages.record(1, "data.mac"));
      assertThat(ceremonies.element.processed)
          .as("the latest handle")
          .containsExactly(ScriptedElement.handle(102));
    }
  }

  private void assertRelayed(ScriptedServer server, Optional<SecretBytes> given)
      throws InterruptedException {
    Failed failed = Ceremonies.fail(run(server, given, true));
    assertThat(failed.code()).isEqualTo("relayed-offer");
    assertThat(failed.message()).contains("relayed", "The SE was asked for nothing");
    assertThat(failed.retryable()).isFalse();
    assertThat(proposals).as("nobody is asked about it").isEmpty();
    assertThat(ceremonies.element.established).isEmpty();
    assertThat(server.paths()).containsExactly(OFFERS);
  }

  private CeremonyOutcome run(ScriptedServer server, Optional<SecretBytes> given, boolean consent)
      throws InterruptedException {
    return ceremonies.run(
        new CeremonyRequest(
            server.address(),
            ceremonies.element,
            given,
            List.of(),
            proposal -> {
              proposals.add(proposal);
              return consent;
            }));
  }

  private ScriptedServer complete(int number) throws IOException {
    ScriptedServer server = new ScriptedServer();
    return offer(server, number, bound(number, code))
        .session(Messages.record(0, "commit"))
        .records(number);
  }

  private static ScriptedServer offer(ScriptedServer server, int number, Optional<Bytes> binding) {
    return answer(server, number, "alice", binding);
  }

  private static ScriptedServer answer(
      ScriptedServer server, int number, String account, Optional<Bytes> binding) {
    ProvisioningRequest request =
        new ProvisioningRequest(
            Optional.empty(),
            List.of(KEY, key("plain", "")),
            account,
            Bytes.utf8("reference"),
            binding);
    return server.answer(
        OFFERS, 200, CBOR, Messages.envelope(Messages.sessionId(number), request.encode()));
  }

  private static Optional<Bytes> bound(int number, SecretBytes to) {
    return Optional.of(CodeBinding.of(Messages.sessionId(number), to));
  }

  private static KeyTerms key(String id, String label) {
    return new KeyTerms(
        id, "ES256", 0, Set.of(KeyUsage.DIGITAL_SIGNATURE), Optional.empty(), label, false);
  }
}
