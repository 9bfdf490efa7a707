package dev.skep.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferHashTest {
  private final AlgorithmCatalogue catalogue = new AlgorithmCatalogue();

  @ParameterizedTest
  @CsvSource({
    "HKDF-SHA256,SHA-256",
    "HKDF-SHA384,SHA-384",
    "HKDF-SHA512,SHA-512",
    "KBKDF-HMAC-SHA256,SHA-256",
    "KBKDF-CMAC-AES256,SHA-256"
  })
  void goesByTheNameWhereTheKdfIsNotInstalled(String kdf, String hash) {
    assertThat(new OfferHash(catalogue).hashName(kdf)).isEqualTo(hash);
  }

  @Test
  void asksTheInstalledKdfAndGivesItBack() {
    KeyDerivation kdf = new NamedKdf();
    catalogue.add(KeyDerivation.class, kdf, 0);
    assertThat(new OfferHash(catalogue).hashName("org.example/KDF")).isEqualTo("SHA-512");
    assertThat(new OfferHash(catalogue).of(Bytes.EMPTY, "org.example/KDF").length()).isEqualTo(64);
    assertThat(catalogue.remove(kdf, Duration.ZERO)).isTrue();
  }

  private static final class NamedKdf implements KeyDerivation {
    @Override
    public String name() {
      return "org.example/KDF";
    }

    @Override
    public String transcriptHash() {
      return "SHA-512";
    }

    @Override
    public SecretBytes derive(SecretBytes key, String label, Bytes context, int lengthBytes) {
      throw new AssertionError("the middleware derives nothing");
    }
  }
}
