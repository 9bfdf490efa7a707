package dev.skep.issuer.x509.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.SettingsException;
import dev.skep.api.issuer.CertificateIssuer;
import dev.skep.api.issuer.IssuanceException;
import dev.skep.api.issuer.RevocationListSource;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class IssuerComponentTest {
  @TempDir Path folder;
  private final IssuerComponent component = new IssuerComponent();
  private final List<Object> services = new ArrayList<>();

  @Test
  void offersNothingWhereThereIsNoCaAndMakesNone() throws Exception {
    component.activate(context(), configuration(Map.of()));

    assertThat(services).isEmpty();
    assertThat(folder).isEmptyDirectory();
    component.deactivate();
  }

  @Test
  void offersNothingWhereNoFileIsNamed() throws Exception {
    component.activate(context(), configuration(Map.of("file", " ", "create", true)));

    assertThat(services).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void makesACaWhereItMayAndOffersItUntilItEnds() throws Exception {
    component.activate(context(), configuration(Map.of("create", true)));

    assertThat(services).hasSize(1);
    RevocationListSource source = (RevocationListSource) services.get(0);
    assertThat(folder.resolve("ca.p12")).exists();
    assertThatThrownBy(source::revocationList)
        .isInstanceOf(IssuanceException.class)
        .hasMessageContaining("no register");
    assertThat(((CertificateIssuer) source).issue(TestCa.request("CN=a"))).hasSize(2);
    component.deactivate();
    assertThat(services).isEmpty();
  }

  @Test
  void usesTheRegisterThatIsThere() throws Exception {
    component.activate(context(), configuration(Map.of("create", true)));
    ListedRegister register = new ListedRegister();
    component.bindRegister(new ListedRegister());
    component.bindRegister(register);
    RevocationListSource source = (RevocationListSource) services.get(0);
    source.revocationList();

    assertThat(register.reads).hasValue(1);
  }

  @Test
  void refusesABrokenCaInsteadOfGoingOnWithoutOne() throws Exception {
    Files.writeString(folder.resolve("ca.p12"), "broken");
    Files.writeString(folder.resolve("ca.password"), "changeit");

    assertThatThrownBy(() -> component.activate(context(), configuration(Map.of("create", true))))
        .isInstanceOf(SettingsException.class);
    assertThat(services).isEmpty();
    assertThat(folder.resolve("ca.p12")).hasContent("broken");
  }

  @ParameterizedTest
  @CsvSource({
    "create_key, EC-P192, create.key",
    "create_key, '', create.key",
    "crl_url, crl, crl.url",
    "crl_url, ldap://x/y, crl.url",
    "crl_url, 'http://x/a b', crl.url",
    "crl_url, 'http://bücher.example/crl', crl.url",
    "crl_url, http:///crl, crl.url",
    "policy_oid, 1.2.x, policy.oid",
    "policy_oid, 9.2, policy.oid",
    "create_subject, O=a;CN=b, create.subject",
    "password_file, '', password.file",
  })
  void refusesAWrongTextAndNamesTheSetting(String setting, String value, String named) {
    assertRefused(Map.of("create", true, setting, value), named);
  }

  @ParameterizedTest
  @CsvSource({
    "crl_validity_minutes, 1, crl.validity.minutes",
    "crl_validity_minutes, 525601, crl.validity.minutes",
    "backdating_seconds, -1, backdating.seconds",
    "backdating_seconds, 86401, backdating.seconds",
    "longest_validity_days, 0, longest.validity.days",
    "longest_validity_days, 36501, longest.validity.days",
  })
  void refusesANumberOutOfItsRangeAndNamesTheSetting(String setting, int value, String named) {
    assertRefused(Map.of("create", true, setting, value), named);
  }

  private void assertRefused(Map<String, Object> changes, String named) {
    assertThatThrownBy(() -> component.activate(context(), configuration(changes)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(named + ": ");
    assertThat(services).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  /** The defaults with the files in this test's folder, and with some settings changed. */
  private IssuerConfiguration configuration(Map<String, Object> changes) {
    return (IssuerConfiguration)
        Proxy.newProxyInstance(
            IssuerConfiguration.class.getClassLoader(),
            new Class<?>[] {IssuerConfiguration.class},
            (proxy, method, arguments) -> {
              Object value = changes.getOrDefault(method.getName(), method.getDefaultValue());
              boolean file = method.getName().endsWith("file") && !value.toString().isBlank();
              return file ? folder.resolve(value.toString()).toString() : value;
            });
  }

  private BundleContext context() {
    Object registration =
        Proxy.newProxyInstance(
            ServiceRegistration.class.getClassLoader(),
            new Class<?>[] {ServiceRegistration.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("unregister");
              services.clear();
              return null;
            });
    return (BundleContext)
        Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("registerService");
              assertThat((String[]) arguments[0])
                  .containsExactly(
                      CertificateIssuer.class.getName(), RevocationListSource.class.getName());
              services.add(arguments[1]);
              return registration;
            });
  }
}
