package dev.skep.issuer.x509.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.capability.Contracts;
import dev.skep.api.capability.ProvideSkep;
import dev.skep.api.issuer.CertificateIssuer;
import dev.skep.api.issuer.CertificateRegister;
import dev.skep.api.issuer.RevocationListSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The CA as {@link CertificateIssuer} and {@link RevocationListSource}, while there is one. It
 * registers by hand: a component's own service would be there without a CA too, and a server that
 * finds it would promise certificates.
 */
@Component(
    immediate = true,
    service = {},
    configurationPid = IssuerConfiguration.PID)
@Designate(ocd = IssuerConfiguration.class)
@ProvideSkep(Contracts.ISSUER)
public final class IssuerComponent {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerComponent.class);

  private final AtomicReference<@Nullable CertificateRegister> register = new AtomicReference<>();
  private @Nullable ServiceRegistration<?> registration;

  /** Opens the CA, if there is one. */
  @Activate
  void activate(BundleContext context, IssuerConfiguration configuration) throws SettingsException {
    try {
      if (configuration.file().isBlank()) {
        LOG.info(
            "nothing is certified here: {} names no file with a CA's key", IssuerConfiguration.PID);
        return;
      }
      IssuerSettings settings = IssuerSettings.of(configuration);
      Path file = settings.ca().file();
      if (Files.notExists(file) && !configuration.create()) {
        LOG.warn(
            "nothing is certified here: put a CA's key into {} and start the server anew; for a"
                + " demonstration set create in the configuration {}",
            file,
            IssuerConfiguration.PID);
        return;
      }
      register(context, settings);
    } catch (SettingsException e) {
      LOG.error("nothing is certified here ({}): {}", IssuerConfiguration.PID, e.getMessage());
      throw e;
    }
  }

  @Deactivate
  void deactivate() {
    ServiceRegistration<?> mine = registration;
    if (mine != null) {
      mine.unregister();
      registration = null;
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindRegister(CertificateRegister found) {
    register.set(found);
  }

  void unbindRegister(CertificateRegister lost) {
    register.compareAndSet(lost, null);
  }

  private void register(BundleContext context, IssuerSettings settings) throws SettingsException {
    X509Issuer issuer =
        X509Issuer.open(
            settings,
            () -> Optional.ofNullable(register.get()),
            Clock.systemUTC(),
            new SecureRandom());
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("service.description", issuer.description());
    registration =
        context.registerService(
            new String[] {CertificateIssuer.class.getName(), RevocationListSource.class.getName()},
            issuer,
            properties);
    LOG.info("certificates are issued by {}", issuer.description());
  }
}
