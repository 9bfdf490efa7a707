package dev.skep.server.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0",
    "2001:DB8:1:2::, 2001:db8:1:2:0:0:0:0",
    "2001:db8:1:2:3::%eth0, 2001:db8:1:2:0:0:0:0",
    "fe80::3%eth0, fe80:0:0:0:0:0:0:3",
  })
  void countsAnIpv4AddressAndAnIpv6NetworkAsOneClient(String literal, String client) {
    assertThat(Address.parse(literal).orElseThrow().client().text()).isEqualTo(client);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.01",
        "0x7f.0.0.1",
        "2130706433",
        "192.0.2.1.example",
        "a:b",
        "1:2:3:4:5:6:7:8:9",
        ":::",
        "::g",
        "unknown",
        "1.2.3.4\n"
      })
  void takesNothingButLiterals(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }

  @Test
  void knowsItsOwnMachine() {
    for (String own : new String[] {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"}) {
      assertThat(Address.parse(own).orElseThrow().isLoopback()).as(own).isTrue();
    }
    assertThat(Address.parse("128.0.0.1").orElseThrow().isLoopback()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.2, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
  })
  void blockHasTheAddressesOfItsPrefix(String block, String address, boolean contained) {
    assertThat(
            AddressBlock.parse(block).orElseThrow().contains(Address.parse(address).orElseThrow()))
        .isEqualTo(contained);
  }
}
