package dev.skep.itest.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.skep.api.SecretBytes;
import dev.skep.itest.architecture.fixture.api.Discreet;
import dev.skep.itest.architecture.fixture.api.Indiscreet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RedactionTest {
  @Test
  @DisplayName("attack 75: no type of ours that holds a secret says it in toString")
  void noTypeThatHoldsASecretSaysIt() {
    Redaction redaction =
        new Redaction(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.skep"));

    assertThat(redaction.holders())
        .as("known holders are seen")
        .extracting(holder -> holder.getSimpleName())
        .contains("SecretBytes", "Voucher", "RingKey", "StoredPin", "Draft", "CeremonyRequest");
    assertThat(redaction.objections()).isEmpty();
  }

  @Test
  void objectsToWhatSaysASecret() {
    Redaction redaction =
        new Redaction(
            new ClassFileImporter()
                .importClasses(
                    SecretBytes.class,
                    Discreet.class,
                    Indiscreet.KeyHolder.class,
                    Indiscreet.Teller.class,
                    Indiscreet.Printer.class));

    assertThat(redaction.objections())
        .hasSize(3)
        .anyMatch(said -> said.contains("KeyHolder leaves it to java.security.PrivateKey"))
        .anyMatch(said -> said.contains("Teller turns a secret into text by dev.skep.api.Secret"))
        .anyMatch(said -> said.contains("Printer turns a secret into text by java.util.Arrays"));
  }
}
