package dev.skep.se.pkcs11.internal.token;

import dev.skep.api.Bytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.se.kernel.DeviceKey;
import dev.skep.se.kernel.StoredDeviceKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.Signature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A device key in a token, which also hashes. */
final class TokenDeviceKey extends DeviceKey {
  private static final Logger LOG = LoggerFactory.getLogger(TokenDeviceKey.class);

  private final String name;
  private final Token token;
  private volatile boolean closed;

  TokenDeviceKey(StoredDeviceKey stored, Token token) {
    super(stored.scheme(), stored.publicKey());
    this.name = stored.material().use(bytes -> new String(bytes, StandardCharsets.UTF_8));
    this.token = token;
  }

  @Override
  protected Bytes sign(Bytes message) throws SecurityElementException {
    if (closed) {
      throw new IllegalStateException("the key is closed");
    }
    TokenScheme scheme =
        TokenScheme.find(scheme())
            .orElseThrow(() -> new IllegalStateException("no key was made for " + scheme()));
    try {
      PrivateKey key = token.privateKey(name).orElseThrow(this::missing);
      Signature signature = Signature.getInstance(scheme.signature(), token.provider());
      signature.initSign(key);
      signature.update(message.toArray());
      return Bytes.of(signature.sign());
    } catch (GeneralSecurityException | ProviderException e) {
      throw new SecurityElementException(
          Kind.UNREACHABLE,
          token.settings().description() + " does not sign (" + Token.reason(e) + ")",
          e);
    }
  }

  private SecurityElementException missing() {
    return new SecurityElementException(
        Kind.REFUSED,
        token.settings().description() + " has no key '" + name + "': is it another token?");
  }

  @Override
  public void discard() {
    close();
    try {
      token.delete(name);
    } catch (GeneralSecurityException | ProviderException e) {
      LOG.warn(
          "the key '{}' is not used any more and could not be deleted from {}: {}",
          name,
          token.settings().description(),
          Token.reason(e));
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
