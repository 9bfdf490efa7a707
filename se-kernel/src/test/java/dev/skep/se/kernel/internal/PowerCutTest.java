package dev.skep.se.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProcessResult.Answered;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.UseResult;
import dev.skep.se.kernel.internal.storage.CutFiles;
import dev.skep.testkit.se.Calls;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Power that is cut at every write of a session, with both kinds of handles. */
class PowerCutTest {
  @TempDir Path folder;
  private final Device device = new Device().suite(Device.EC);
  private final Issuer issuer = device.managed();

  /** What the power was cut in the middle of. */
  private record Cut(Visit visit, Bytes[] commit, boolean happened) {}

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName(
      "attack 65: establish, generate, import and install write nothing, and a cut after"
          + " each leaves the old state and no session")
  void nothingIsWrittenBeforeTheCommit(boolean wrapped) throws Exception {
    device.wrapped = wrapped;
    provisionEarlier(device.openPersonalized());
    byte[] before = device.storage.content();
    List<ProvisionedObject> old = objects();
    CutStorage storage = new CutStorage(device.storage);
    for (int calls = 0; calls <= 3; calls++) {
      device.replaced = storage;
      storage.cutAfter(0, true);
      KernelSecurityElement element = device.open();
      Visit visit = issuer.visit(element, Issuer.key("k", "pin"));
      for (int call = 0; call < calls; call++) {
        visit.takes(part(visit, call));
      }
      assertThat(device.storage.content()).isEqualTo(before);
      device.replaced = null;
      try (KernelSecurityElement again = device.open()) {
        Calls.noSuchSession(again, visit.handle(), visit.commit());
        assertThat(again.objects()).isEqualTo(old);
      }
    }
  }

  private static Bytes[] part(Visit visit, int call) throws Exception {
    return switch (call) {
      case 0 -> new Bytes[] {visit.puk("puk", "99999999"), visit.pin("pin", "5678", "puk")};
      case 1 -> new Bytes[] {visit.secret("s", "opaque", "pin", "secret")};
      default -> new Bytes[] {visit.certificate("k", 0), visit.delete("old")};
    };
  }

  @ParameterizedTest(name = "wrapped: {0}, done: {1}")
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  @DisplayName("attack 65: a cut at the commit's write leaves the old state or the new one")
  void cutAtTheCommitIsAllOrNothing(boolean wrapped, boolean done) throws Exception {
    device.wrapped = wrapped;
    provisionEarlier(device.openPersonalized());
    List<ProvisionedObject> old = objects();
    CutStorage storage = new CutStorage(device.storage);
    device.replaced = storage;
    KernelSecurityElement element = device.open();
    storage.cutAfter(0, done);
    Cut cut = session(element);
    device.replaced = null;
    assertThat(cut.happened()).isTrue();
    try (KernelSecurityElement again = device.open()) {
      assertThat(isCommitted(again, cut, old)).isEqualTo(done);
    }
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  @DisplayName(
      "attack 65: a cut after any step on the files of a commit, or in the middle of it,"
          + " leaves the old state or the new one, and never a nonce twice")
  void cutAtAnyFileStepIsAllOrNothing(boolean wrapped, boolean half) throws Exception {
    device.wrapped = wrapped;
    provisionEarlier(device.openPersonalized());
    List<ProvisionedObject> old = objects();
    int committed = 0;
    int steps = 0;
    boolean cutAtAll = true;
    while (cutAtAll) {
      CutFiles files = new CutFiles(folder.resolve("cut" + steps), PowerCut::new);
      try (SecretBytes content = device.storage.load().orElseThrow()) {
        files.begin(content);
      }
      device.replaced = files.openAndCutAfter(steps, half);
      KernelSecurityElement element = device.open();
      Cut cut = session(element);
      element.close();
      cutAtAll = cut.happened();
      device.replaced = files.open();
      try (KernelSecurityElement again = device.open()) {
        committed += isCommitted(again, cut, old) ? 1 : 0;
        provision(again, "later");
      }
      files.usedNoNonceTwice();
      steps++;
    }
    assertThat(steps).isGreaterThan(10);
    assertThat(committed).isBetween(2, 4);
  }

  /** A first state, which the session under test changes in every way. */
  private void provisionEarlier(KernelSecurityElement element) throws Exception {
    try (element) {
      Visit visit = issuer.visit(element, Issuer.key("k", "pin"));
      visit.commits(
          visit.puk("puk", "11111111"),
          visit.pin("pin", "1234", "puk"),
          visit.pin("old", "1234"),
          visit.commit());
    }
  }

  private void provision(KernelSecurityElement element, String id) throws Exception {
    Visit visit = issuer.visit(element, Issuer.key(id, ""));
    visit.commits(visit.commit());
  }

  private Cut session(KernelSecurityElement element) throws Exception {
    Visit visit = issuer.visit(element, Issuer.key("k", "pin"));
    visit.takes(part(visit, 0));
    visit.takes(part(visit, 1));
    List<Bytes> last = new ArrayList<>(List.of(part(visit, 2)));
    last.add(visit.commit());
    Bytes[] commit = last.toArray(Bytes[]::new);
    try {
      assertThat(visit.send(commit)).isInstanceOf(Answered.class);
      return new Cut(visit, commit, false);
    } catch (PowerCut e) {
      return new Cut(visit, commit, true);
    }
  }

  /** Checks that all of it is there, or nothing. */
  private boolean isCommitted(KernelSecurityElement element, Cut cut, List<ProvisionedObject> old)
      throws Exception {
    cut.visit().goOnWith(element);
    if (element.objects().equals(old)) {
      assertThatThrownBy(() -> cut.visit().send(cut.commit()))
          .hasMessage("this security element has no such session");
      assertThat(sign(element, "1234")).isInstanceOf(UseResult.Done.class);
      return false;
    }
    cut.visit().commits(cut.commit());
    assertThat(element.objects()).hasSize(4);
    ProvisionedObject.Key key = (ProvisionedObject.Key) element.objects().get(0);
    assertThat(key.publicKey()).isEqualTo(cut.visit().statement(0).publicKey());
    assertThat(key.certificateChain()).hasSize(2);
    assertThat(sign(element, "5678")).isInstanceOf(UseResult.Done.class);
    return true;
  }

  private UseResult sign(KernelSecurityElement element, String value) throws Exception {
    ObjectName name = new ObjectName(issuer.domain().toHex().substring(0, 8), "k");
    try (SecretBytes pin = Visit.secret(value)) {
      return element.sign(name, Optional.of(pin), Bytes.utf8("a document"));
    }
  }

  private List<ProvisionedObject> objects() throws Exception {
    try (KernelSecurityElement element = device.open()) {
      return element.objects();
    }
  }
}
