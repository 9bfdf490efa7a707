package dev.skep.server.http.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuanceException;
import dev.skep.api.issuer.RevocationListSource;

/** A CA whose list a test says. */
final class ScriptedSource implements RevocationListSource {
  static final Bytes CERTIFICATE = Bytes.hex("3000");

  private final Script script;

  ScriptedSource(Script script) {
    this.script = script;
  }

  /** What makes the list. */
  interface Script {
    Bytes list() throws IssuanceException;
  }

  @Override
  public Bytes revocationList() throws IssuanceException {
    return script.list();
  }

  @Override
  public Bytes caCertificate() {
    return CERTIFICATE;
  }
}
