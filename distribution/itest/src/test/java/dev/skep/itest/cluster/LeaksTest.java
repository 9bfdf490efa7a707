package dev.skep.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search finds what it is for. */
class LeaksTest {
  private static final String PIN = "493817205611";

  @TempDir Path folder;
  private final Random random = new Random(1);
  private final Leaks leaks = new Leaks();

  private Path file(int before, byte[] content) throws Exception {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    byte[] noise = new byte[before];
    random.nextBytes(noise);
    whole.write(noise);
    whole.write(content);
    random.nextBytes(noise);
    whole.write(noise);
    return Files.write(folder.resolve("file"), whole.toByteArray());
  }

  @Test
  void findsEachFormWhereverItIs() throws Exception {
    byte[] binary = new byte[37];
    random.nextBytes(binary);
    for (byte[] secret : new byte[][] {ascii(PIN), binary}) {
      leaks.watch("secret", secret.clone());
      for (Map.Entry<String, byte[]> form : Leaks.forms(secret).entrySet()) {
        for (int before : new int[] {0, 1, 70_001, (1 << 20) - 5, (1 << 20) + 20}) {
          assertThat(leaks.in(file(before, form.getValue())))
              .as(form.getKey() + " at " + before)
              .anyMatch(found -> found.contains("secret " + form.getKey()));
        }
      }
    }
  }

  @Test
  void findsBase64OfLongerContent() throws Exception {
    leaks.watch("pin", ascii(PIN));
    for (String before : new String[] {"", "a", "ab", "abc"}) {
      String encoded = Base64.getEncoder().encodeToString(ascii(before + PIN + "and more"));
      assertThat(leaks.in(file(10, ascii(encoded)))).as(before).isNotEmpty();
    }
  }

  @Test
  void findsNothingInNoise() throws Exception {
    leaks.watch("pin", ascii(PIN));
    assertThat(leaks.in(file(3 << 20, ascii(PIN.substring(1))))).isEmpty();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
