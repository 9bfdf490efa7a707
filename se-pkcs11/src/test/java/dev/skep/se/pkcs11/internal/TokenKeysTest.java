package dev.skep.se.pkcs11.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.se.PersonalizableSecurityElement;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeysTest {
  @TempDir Path folder;

  @Test
  void keysStayInTheTokenAndAreForOnePurpose() throws Exception {
    SoftHsm token = SoftHsm.token(folder);
    PersonalizableSecurityElement element =
        new Pkcs11SecurityElementFactory().open(token.settings("a", folder.resolve("a.skep")));
    element.createAttestationKey("RS256");
    element.createAttestationKey("ES256");
    String objects = token.objects();
    assertThat(objects.split("never extractable", -1)).as(objects).hasSize(3);
    assertThat(objects)
        .contains("Private Key Object; EC", "label:      skep-a-state")
        .doesNotContain("RSA")
        .contains("Usage:      sign\n", "Usage:      encrypt, decrypt\n");
  }
}
