package dev.skep.distribution.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolderCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "skep-server-core-1.1.0.jar",
        "skep-server-http-1.1.0.jar",
        "skep-store-jdbc-1.1.0.jar",
        "skep-issuer-x509-1.1.0.jar",
        "skep-crypto-corretto-1.1.0.jar",
        "org.apache.felix.http.jetty12-1.1.8.jar",
        "org.apache.felix.http.servlet-api-6.1.0.jar",
        "org.apache.felix.gogo.shell-1.1.4.jar",
        "h2-2.4.240.jar",
        "postgresql-42.7.8.jar",
        "HikariCP-7.0.2.jar",
        "org.osgi.service.jdbc-1.1.0.jar",
        "bcpkix-jdk18on-1.87.jar"
      })
  void leavesOutWhatOnlyAServerNeeds(String jar) {
    assertThat(HolderCommand.isHolders(jar)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "skep-api-1.1.0.jar",
        "skep-client-1.1.0.jar",
        "skep-se-software-1.1.0.jar",
        "skep-provider-ecdh-1.1.0.jar",
        "skep-crypto-bc-1.1.0.jar",
        "bcprov-jdk18on-1.87.jar",
        "jackson-dataformat-cbor-2.21.0.jar",
        "org.apache.felix.scr-2.2.18.jar",
        "org.apache.felix.fileinstall-3.7.4.jar"
      })
  void keepsWhatAHolderNeeds(String jar) {
    assertThat(HolderCommand.isHolders(jar)).isTrue();
  }
}
