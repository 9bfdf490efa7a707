package ${package};

import dev.skep.api.capability.Contracts;
import dev.skep.api.capability.ProvideSkep;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.HostedSecurityElement;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.kernel.service.ElementService;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One element for each configuration of ${package}. Nothing to write here. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "${package}",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ElementConfiguration.class, factory = true)
@ProvideSkep(Contracts.ELEMENT)
public final class ElementComponent {
  private static final Logger LOG = LoggerFactory.getLogger(ElementComponent.class);

  private final ElementService service;

  /** Opens the element and registers it; says in one line of the log why it cannot. */
  @Activate
  public ElementComponent(
      BundleContext context,
      @Reference AlgorithmCatalogue catalogue,
      ElementConfiguration configuration) {
    String id = "${name}:" + configuration.name();
    service = ElementService.of(context, id);
    if (!service.isFree()) {
      LOG.error("{} is there already: give each configuration its own name", id);
      return;
    }
    HostedSecurityElement element;
    try {
      element =
          Element.open(
              configuration.name(),
              Path.of(configuration.folder()),
              catalogue,
              new SecureRandom());
    } catch (StorageException | RuntimeException e) {
      LOG.error("{} is not available: {}", id, e.getMessage());
      return;
    }
    if (service.publish(element)) {
      LOG.info("{} is available", id);
    } else {
      LOG.error("{} is there already: give each configuration its own name", id);
    }
  }

  /** Withdraws the element, then closes it. */
  @Deactivate
  void deactivate() {
    service.withdraw();
  }
}
