package dev.skep.se.software.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.capability.Contracts;
import dev.skep.api.capability.ProvideSkep;
import dev.skep.api.capability.RequireSkepAttestation;
import dev.skep.api.capability.RequireSkepCipher;
import dev.skep.api.capability.RequireSkepDerivation;
import dev.skep.api.capability.RequireSkepTransport;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.service.ElementService;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.framework.BundleContext;
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

  private @Nullable ElementService service;

  /** Opens the SE and registers it. */
  @Activate
  public SoftwareSecurityElementComponent(
      BundleContext context,
      @Reference AlgorithmCatalogue catalogue,
      Map<String, Object> configuration) {
    try {
      SoftwareSettings settings = SoftwareSettings.of(own(configuration));
      open(settings, catalogue, ElementService.of(context, settings.id()));
      LOG.info("{} is available", settings.id());
    } catch (SettingsException e) {
      LOG.error(
          "software security element '{}' is not available: {}",
          configuration.get(SoftwareSettings.NAME),
          e.getMessage());
    }
  }

  private void open(SoftwareSettings settings, AlgorithmCatalogue catalogue, ElementService place)
      throws SettingsException {
    if (!place.isFree()
        || !place.publish(SoftwareAssembly.open(settings, catalogue, new SecureRandom()))) {
      throw new SettingsException(
          SoftwareSettings.NAME,
          settings.id() + " is there already: give each configuration its own name");
    }
    service = place;
  }

  /** Withdraws the SE, then closes it. */
  @Deactivate
  void deactivate() {
    ElementService published = service;
    if (published != null) {
      published.withdraw();
    }
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
