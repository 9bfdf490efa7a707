package dev.skep.se.kernel.internal.use;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.api.se.ObjectName;
import dev.skep.se.kernel.internal.object.ObjectTable;
import dev.skep.se.kernel.internal.object.Origin;
import dev.skep.se.kernel.internal.object.StoredObject;
import dev.skep.se.kernel.internal.object.StoredSecret;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectNamesTest {
  @Test
  void takesAsManyDigitsAsTellTheDomainsApart() {
    StoredObject one = object("0123456789ab", "0");
    StoredObject two = object("0123456789a0", "0");
    StoredObject three = object("fedcba987654", "0");
    ObjectNames names = new ObjectNames(ObjectTable.EMPTY.with(one).with(two).with(three));
    assertThat(names.of(one).domain()).isEqualTo("0123456789ab");
    assertThat(names.of(two).domain()).isEqualTo("0123456789a0");
    assertThat(names.of(three).domain()).isEqualTo("fedcba98");
    for (StoredObject object : new StoredObject[] {one, two, three}) {
      assertThat(names.find(names.of(object))).contains(object);
    }
    assertThat(names.find(new ObjectName("01234567", "id"))).isEmpty();
    assertThat(names.find(new ObjectName("fedcba98", "other"))).isEmpty();
  }

  private static StoredObject object(String beginning, String fill) {
    Bytes domain = Bytes.hex(beginning + fill.repeat(64 - beginning.length()));
    return new StoredSecret(
        new Origin(domain, domain),
        new SecretTerms("id", SecretTerms.OPAQUE, Optional.empty(), ""),
        SecretBytes.copyOf(new byte[1]));
  }
}
