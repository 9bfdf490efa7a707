package dev.skep.server.core.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateParsingException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerReaderTest {
  @ParameterizedTest
  @ValueSource(strings = {"0500", "3000", "30060201010a0102", "3004a0020500", "030100", "030206c0"})
  void acceptsOneElementInDerOnly(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatCode(() -> DerReader.checkSingleElement(bytes)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "'', an element is missing",
    "05, an element is missing",
    "050000, bytes follow",
    "30800000, indefinite",
    "04810100, not minimal",
    "0482000100, not minimal",
    "3003020201, longer than what is left",
    "3002040500, longer than what is left",
    "0484ffffffff, not minimal",
    "04847fffffff00, longer than what is left",
    "0485010000000000, oversized",
    "1f8101 00, tag number",
    "0300, a bit string",
    "030101, a bit string",
    "030206c1, a bit string",
    "0302080f, a bit string",
    "30040302 01ff, a bit string"
  })
  void rejectsWhatIsNotDer(String hex, String why) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThatThrownBy(() -> DerReader.checkSingleElement(bytes))
        .isInstanceOf(CertificateParsingException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({
    "06022a03, 1.2.3",
    "0603550403, 2.5.4.3",
    "06012b, 1.3",
    "06032b0e03, 1.3.14.3",
    "0603883703, 2.999.3",
    "060100, 0.0",
    "061269828ba3a591c1d1e7e6eeeaa3b5d4efd204, 2.25.10841990617411826692203671468108036"
  })
  void readsObjectIdentifiers(String hex, String dotted) throws Exception {
    DerReader reader = new DerReader(HexFormat.of().parseHex(hex));
    String read = reader.enter(DerReader.OBJECT_IDENTIFIER).objectIdentifier();
    assertThat(read).isEqualTo(dotted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0600", "06022a80", "06032a8001"})
  void rejectsMalformedObjectIdentifiers(String hex) {
    DerReader reader = new DerReader(HexFormat.of().parseHex(hex));
    assertThatThrownBy(() -> reader.enter(DerReader.OBJECT_IDENTIFIER).objectIdentifier())
        .isInstanceOf(CertificateParsingException.class);
  }

  @Test
  void rejectsAnotherTagThanExpected() {
    assertThatThrownBy(() -> new DerReader(new byte[] {5, 0}).enter(DerReader.SEQUENCE))
        .hasMessageContaining("tag 05 stands where 30 must");
  }
}
