package dev.skep.se.software.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.capability.Contracts;
import dev.skep.api.capability.ProvideSkep;
import dev.skep.api.capability.RequireSkepAttestation;
import dev.skep.api.capability.RequireSkepCipher;
import dev.skep.api.capability.RequireSkepDerivation;
import dev.skep.api.capability.RequireSkepTransport;
import dev.skep.api.se.SecurityElement;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.HostedSecurityElement;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One software SE for each configuration of {@link #PID}. What cannot be opened is said in one line
 * of the log and not registered; a corrected configuration is tried at once.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = SoftwareSecurityElementComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SoftwareConfiguration.class, factory = true)
@ProvideSkep(Contracts.ELEMENT)
@RequireSkepTransport
@RequireSkepAttestation
@RequireSkepDerivation
@RequireSkepCipher
@Requirement(
    namespace = "osgi.implementation",
    name = "osgi.cm",
    version = "1.6",
    effective = "active")
public final class SoftwareSecurityElementComponent {
  /** The factory PID. */
  static final String PID = "dev.skep.se.software";

  private static final Logger LOG = LoggerFactory.getLogger(SoftwareSecurityElementComponent.class);

  private final @Nullable HostedSecurityElement element;
  private final @Nullable ServiceRegistration<?> registration;

  /** Opens the SE and registers it. */
  @Activate
  public SoftwareSecurityElementComponent(
      BundleContext context,
      @Reference AlgorithmCatalogue catalogue,
      Map<String, Object> configuration) {
    HostedSecurityElement opened = null;
    ServiceRegistration<?> registered = null;
    try {
      SoftwareSettings settings = SoftwareSettings.of(own(configuration));
      requireFreeId(context, settings.id());
      opened = SoftwareAssembly.open(settings, catalogue, new SecureRandom());
      registered = register(context, settings.id(), opened);
      LOG.info("{} is available", settings.id());
    } catch (SettingsException e) {
      LOG.error(
          "software security element '{}' is not available: {}",
          configuration.get(SoftwareSettings.NAME),
          e.getMessage());
    }
    element = opened;
    registration = registered;
  }

  /** Withdraws the SE, then closes it. */
  @Deactivate
  void deactivate() {
    ServiceRegistration<?> registered = registration;
    if (registered != null) {
      registered.unregister();
    }
    HostedSecurityElement opened = element;
    if (opened != null) {
      opened.close();
    }
  }

  private static void requireFreeId(BundleContext context, String id) throws SettingsException {
    try {
      String filter = "(" + SecurityElement.ID_PROPERTY + "=" + id + ")";
      if (!context.getServiceReferences(SecurityElement.class, filter).isEmpty()) {
        throw new SettingsException(
            SoftwareSettings.NAME, id + " is there already: give each configuration its own name");
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("a checked name is fit for a filter", e);
    }
  }

  private static ServiceRegistration<?> register(
      BundleContext context, String id, HostedSecurityElement element) {
    return context.registerService(
        HostedSecurityElement.serviceNames(),
        element,
        FrameworkUtil.asDictionary(Map.of(SecurityElement.ID_PROPERTY, id)));
  }

  /** Only its own settings: the container adds others. */
  private static Map<String, String> own(Map<String, Object> configuration) {
    Map<String, String> own = new HashMap<>();
    configuration.forEach(
        (key, value) -> {
          if (SoftwareSettings.NAMES.contains(key)) {
            own.put(key, value.toString());
          }
        });
    return own;
  }
}
