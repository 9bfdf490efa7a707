package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.api.se.SessionHandle;
import java.util.ArrayList;
import java.util.List;

/** A security element that does no cryptography and remembers what it was asked. */
public final class ScriptedElement implements PersonalizableSecurityElement {
  static final Bytes EK = Bytes.of(new byte[65]);
  static final Bytes AK = Bytes.of(new byte[64]);
  static final List<Bytes> CHAIN = List.of(Bytes.utf8("leaf"), Bytes.utf8("issuer"));

  /** What process does. */
  public interface Processing {
    List<Bytes> answer(List<Bytes> records) throws SecurityElementException;
  }

  public final List<EstablishRequest> established = new ArrayList<>();
  public final List<SessionHandle> processed = new ArrayList<>();
  public final List<SessionHandle> aborted = new ArrayList<>();
  public final List<List<Bytes>> installed = new ArrayList<>();
  public SecurityElementInfo info = info(true);
  public RuntimeException fault;
  public SecurityElementException infoFailure;
  public SecurityElementException establishFailure;
  public SecurityElementException abortFailure;
  public SecurityElementException personalizeFailure;
  public Runnable onEstablish = () -> {};
  public boolean closes;
  public List<Bytes> early = List.of();
  public final List<Bytes> outside = new ArrayList<>();
  public Processing processing = records -> List.of(Messages.record(0, "committed"));

  public static SecurityElementInfo info(boolean personalized) {
    return new SecurityElementInfo(
        "test:one",
        "scripted element",
        personalized,
        List.of("RSA-OAEP-256", "DHKEM-P256-HKDF-SHA256"),
        List.of("ES256"),
        List.of("HKDF-SHA256"),
        List.of("A128CBC-HS256", "A256GCM"));
  }

  @Override
  public SecurityElementInfo info() throws SecurityElementException {
    if (infoFailure != null) {
      throw infoFailure;
    }
    return info;
  }

  @Override
  public Established establish(EstablishRequest request) throws SecurityElementException {
    established.add(request);
    onEstablish.run();
    if (fault != null) {
      throw fault;
    }
    if (establishFailure != null) {
      throw establishFailure;
    }
    return new Established(handle(0), Bytes.of(new byte[32]), EK, AK, CHAIN, early);
  }

  @Override
  public ProcessResult process(SessionHandle handle, List<Bytes> records)
      throws SecurityElementException {
    processed.add(handle);
    if (closes) {
      return new ProcessResult.Closed();
    }
    return new ProcessResult.Answered(handle(processed.size()), processing.answer(records));
  }

  @Override
  public ProcessResult macData(SessionHandle handle, String label, Bytes data) {
    outside.add(Bytes.concat(Bytes.utf8(label), data));
    return closes
        ? new ProcessResult.Closed()
        : new ProcessResult.Answered(
            handle(100 + outside.size()), List.of(Messages.record(outside.size() - 1, "data.mac")));
  }

  @Override
  public void abort(SessionHandle handle) throws SecurityElementException {
    aborted.add(handle);
    if (abortFailure != null) {
      throw abortFailure;
    }
  }

  @Override
  public Bytes createAttestationKey(String attestation) throws SecurityElementException {
    if (personalizeFailure != null) {
      throw personalizeFailure;
    }
    return Bytes.concat(Bytes.of(new byte[60]), Bytes.utf8(attestation));
  }

  @Override
  public void installCertificateChain(List<Bytes> chain) throws SecurityElementException {
    if (personalizeFailure != null) {
      throw personalizeFailure;
    }
    installed.add(chain);
  }

  static SessionHandle handle(int number) {
    return new SessionHandle(Bytes.of(new byte[] {(byte) number}));
  }
}
