package dev.skep.server.core.internal.keys;

import dev.skep.api.AlgorithmNames;
import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a key file: a header that people can read, then an {@code ENCRYPTED PRIVATE KEY} in
 * PEM (RFC 7468 section 11), which other tools can read.
 *
 * <p>The header ends with a hash over itself and the private key. Nobody can make it who does not
 * have the key, so an altered file never passes, neither its header nor its unauthenticated
 * encryption.
 */
final class KeyFile {
  private static final String TITLE = "SKEP transport key";
  private static final Pattern FORM =
      Pattern.compile(
          "("
              + TITLE
              + "\nTransport: (\\S+)\nCreated: (\\S+)\nPublic-Key: ([A-Za-z0-9+/=]+)\n)"
              + "Check: ([0-9a-f]{64})\n"
              + "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
              + "([A-Za-z0-9+/=\n]+)\n"
              + "-----END ENCRYPTED PRIVATE KEY-----\n");
  private static final int LINE = 64;

  private KeyFile() {}

  /** The whole file for a key. */
  static byte[] encode(StoredKey key, SecretBytes passphrase, SecureRandom random) {
    String header =
        TITLE
            + "\nTransport: "
            + key.transport()
            + "\nCreated: "
            + key.created()
            + "\nPublic-Key: "
            + Base64.getEncoder().encodeToString(key.subjectPublicKeyInfo().toArray())
            + "\n";
    String body =
        Base64.getMimeEncoder(LINE, new byte[] {'\n'})
            .encodeToString(Pbes2.encrypt(key.pkcs8(), passphrase, random));
    String file =
        header
            + "Check: "
            + HexFormat.of().formatHex(check(header, key.pkcs8()))
            + "\n-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
            + body
            + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
    return file.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads a file.
   *
   * @return the key; the caller closes its private half
   * @throws IOException if it is torn, altered, or under another passphrase; the message says which
   *     as far as that can be told
   */
  static StoredKey decode(byte[] file, SecretBytes passphrase) throws IOException {
    Matcher form = FORM.matcher(new String(file, StandardCharsets.ISO_8859_1));
    if (!form.matches()) {
      throw new IOException("it is torn, altered, or no key file of this server");
    }
    SecretBytes pkcs8 = decrypt(form.group(6), passphrase);
    try {
      byte[] expected = check(form.group(1), pkcs8);
      if (!MessageDigest.isEqual(expected, HexFormat.of().parseHex(form.group(5)))) {
        throw new IOException("it was altered");
      }
      Bytes publicKey = Bytes.of(Base64.getDecoder().decode(form.group(4)));
      return new StoredKey(
          AlgorithmNames.check(form.group(2)), Instant.parse(form.group(3)), publicKey, pkcs8);
    } catch (IllegalArgumentException | DateTimeException | IOException e) {
      pkcs8.close();
      throw new IOException("it was altered", e);
    }
  }

  private static SecretBytes decrypt(String base64, SecretBytes passphrase) throws IOException {
    try {
      return Pbes2.decrypt(Base64.getMimeDecoder().decode(base64), passphrase);
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new IOException("it was altered, or the passphrase is another one", e);
    }
  }

  private static byte[] check(String header, SecretBytes pkcs8) {
    MessageDigest digest = StoredKey.sha256();
    digest.update(header.getBytes(StandardCharsets.ISO_8859_1));
    // The header ends with a newline of its own and has a fixed form: where it ends is unambiguous.
    pkcs8.use(
        secret -> {
          digest.update(secret);
          return digest;
        });
    return digest.digest();
  }
}
