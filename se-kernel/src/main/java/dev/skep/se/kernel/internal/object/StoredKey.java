package dev.skep.se.kernel.internal.object;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.protocol.provisioning.KeyStatement;
import java.util.List;
import java.util.Optional;

/**
 * A key that was made here.
 *
 * @param statement what was said of it when it was made
 * @param chain X.509 in DER, leaf first; empty while it has none
 * @param signature by SE_PrivK over the statement; empty where none was asked for
 * @param pkcs8 the private key
 */
public record StoredKey(
    KeyStatement statement, List<Bytes> chain, Optional<Bytes> signature, SecretBytes pkcs8)
    implements StoredObject {
  /** Copies the list. */
  public StoredKey {
    chain = List.copyOf(chain);
  }

  /** What it may do. */
  public KeyTerms terms() {
    return statement.terms();
  }

  @Override
  public Origin origin() {
    return new Origin(statement.domain(), statement.serverKeyHash());
  }

  @Override
  public String id() {
    return terms().id();
  }

  @Override
  public Optional<SecretBytes> secret() {
    return Optional.of(pkcs8);
  }

  @Override
  public Optional<String> reference() {
    return terms().pinId();
  }

  /** The same with other certificates; shares the private key. */
  public StoredKey withChain(List<Bytes> next) {
    return new StoredKey(statement, next, signature, pkcs8);
  }
}
