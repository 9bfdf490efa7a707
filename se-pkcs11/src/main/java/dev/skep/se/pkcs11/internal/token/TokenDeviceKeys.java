package dev.skep.se.pkcs11.internal.token;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.se.kernel.DeviceKey;
import dev.skep.se.kernel.DeviceKeys;
import dev.skep.se.kernel.StoredDeviceKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** Device keys that are made in a token and stay there; the state has their names only. */
public final class TokenDeviceKeys implements DeviceKeys {
  private static final int NAME_BYTES = 8;

  private final Token token;
  private final SecureRandom random;

  /** Device keys of one token. */
  public TokenDeviceKeys(Token token, SecureRandom random) {
    this.token = token;
    this.random = random;
  }

  @Override
  public List<String> schemes() {
    return TokenScheme.names();
  }

  @Override
  public StoredDeviceKey create(String scheme) throws SecurityElementException {
    TokenScheme wanted =
        TokenScheme.find(scheme)
            .orElseThrow(
                () ->
                    new SecurityElementException(
                        Kind.REFUSED,
                        "a key for " + scheme + " cannot be in a token, only for " + schemes()));
    byte[] suffix = new byte[NAME_BYTES];
    random.nextBytes(suffix);
    String name = token.settings().label() + "-" + HexFormat.of().formatHex(suffix);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(wanted.keys(), token.provider());
      generator.initialize(wanted.parameters());
      KeyPair pair = generator.generateKeyPair();
      Bytes publicKey = Bytes.of(pair.getPublic().getEncoded());
      token.name(name, pair.getPrivate(), UnsignedCertificate.of(name, publicKey));
      return new StoredDeviceKey(
          scheme, publicKey, SecretBytes.adopt(name.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException | ProviderException e) {
      throw new SecurityElementException(
          Kind.UNREACHABLE,
          token.settings().description()
              + " made no key for "
              + scheme
              + " ("
              + Token.reason(e)
              + ")",
          e);
    }
  }

  @Override
  public DeviceKey open(StoredDeviceKey stored) {
    return new TokenDeviceKey(stored, token);
  }
}
