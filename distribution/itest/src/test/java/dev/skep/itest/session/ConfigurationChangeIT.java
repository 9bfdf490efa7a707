package dev.skep.itest.session;

import static java.util.Collections.disjoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.client.SessionClient;
import dev.skep.itest.container.InContainer;
import dev.skep.itest.container.Services;
import java.util.Dictionary;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;

/**
 * A changed configuration is taken over by what runs. Containers hand over the first one while
 * bundles start: what would begin anew for it would be away just when others look for it.
 */
@InContainer
class ConfigurationChangeIT {
  private static final String SKEP = "(|(component.name=dev.skep.*)(osgi.command.scope=skep))";

  /** What is sealed, and the server that uses it. */
  private static final String SEALED =
      "(|(component.name=*.KeysComponent)(component.name=*.EnrollmentComponent)"
          + "(component.name=*.ServerComponent))";

  @ParameterizedTest
  @CsvSource({
    "dev.skep.client, server, http://localhost:1",
    "dev.skep.server.keys, grace.seconds, 3701",
    "dev.skep.server.core, issuer, urn:another",
    "dev.skep.server.trust, chain.maximum, 7"
  })
  void takesNoServiceAway(String pid, String setting, String value, BundleContext context)
      throws Exception {
    Services services = new Services(context);
    awaitAll(services);
    Configuration configuration = services.configuration(pid);
    Dictionary<String, Object> before = configuration.getProperties();
    Dictionary<String, Object> after = configuration.getProperties();
    assertThat(after.get(setting)).isNotNull().isNotEqualTo(value);
    after.put(setting, after.get(setting) instanceof Integer ? Integer.valueOf(value) : value);
    Set<Object> ids = ids(context, SKEP);
    try {
      configuration.update(after);
      services.awaitThat("taken over", () -> services.count("(" + setting + "=" + value + ")") > 0);
      assertThat(ids(context, SKEP)).containsAll(ids);
    } finally {
      configuration.update(before);
      services.awaitThat(
          "taken back", () -> services.count("(" + setting + "=" + value + ")") == 0);
    }
  }

  /** What is sealed under another key is another ring. */
  @Test
  void anotherStoreKeyBeginsTheKeysAnew(BundleContext context) throws Exception {
    Services services = new Services(context);
    awaitAll(services);
    Configuration configuration = services.configuration("dev.skep.server.keys");
    Dictionary<String, Object> before = configuration.getProperties();
    Dictionary<String, Object> after = configuration.getProperties();
    after.put("store.key.file", "another.key");
    Set<Object> ids = ids(context, SEALED);
    try {
      configuration.update(after);
      services.awaitThat(
          "begun anew",
          () -> services.count(SEALED) == ids.size() && disjoint(ids(context, SEALED), ids));
    } finally {
      configuration.update(before);
      services.awaitThat("taken back", () -> services.count("(store.key.file=another.key)") == 0);
      awaitAll(services);
    }
  }

  private static void awaitAll(Services services) throws InterruptedException {
    services.awaitCount(SessionClient.class, "(objectClass=*)", 1);
    services.awaitThat("commands", () -> services.count("(osgi.command.function=revoke)") > 0);
    services.awaitThat("keys, enrolments and server", () -> services.count(SEALED) == 3);
  }

  private static Set<Object> ids(BundleContext context, String filter) {
    Set<Object> ids = new TreeSet<>();
    try {
      for (ServiceReference<?> service : context.getAllServiceReferences((String) null, filter)) {
        ids.add(service.getProperty(Constants.SERVICE_ID));
      }
    } catch (org.osgi.framework.InvalidSyntaxException e) {
      throw new AssertionError(e);
    }
    return ids;
  }
}
