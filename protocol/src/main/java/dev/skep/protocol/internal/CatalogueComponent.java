package dev.skep.protocol.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.time.Duration;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a catalogue in step with the algorithm services. Unbinding holds off the provider's
 * deactivation until calls in flight are done, within {@link #DRAIN}.
 */
@Component(
    immediate = true,
    service = {})
public final class CatalogueComponent {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogueComponent.class);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final AlgorithmCatalogue catalogue = new AlgorithmCatalogue();
  private final ServiceRegistration<AlgorithmCatalogue> registration;

  /** Registers the catalogue. */
  @Activate
  public CatalogueComponent(BundleContext context) {
    registration = context.registerService(AlgorithmCatalogue.class, catalogue, null);
  }

  @Deactivate
  void deactivate() {
    registration.unregister();
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addTransport(KeyTransport algorithm, Map<String, Object> properties) {
    add(KeyTransport.class, algorithm, properties);
  }

  void removeTransport(KeyTransport algorithm) {
    remove(algorithm);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addAttestation(AttestationScheme algorithm, Map<String, Object> properties) {
    add(AttestationScheme.class, algorithm, properties);
  }

  void removeAttestation(AttestationScheme algorithm) {
    remove(algorithm);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addKdf(KeyDerivation algorithm, Map<String, Object> properties) {
    add(KeyDerivation.class, algorithm, properties);
  }

  void removeKdf(KeyDerivation algorithm) {
    remove(algorithm);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addCipher(SessionCipher algorithm, Map<String, Object> properties) {
    add(SessionCipher.class, algorithm, properties);
  }

  void removeCipher(SessionCipher algorithm) {
    remove(algorithm);
  }

  private <T extends Algorithm> void add(
      Class<T> role, T algorithm, Map<String, Object> properties) {
    int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0;
    catalogue.add(role, algorithm, ranking);
    LOG.info("{} {} is available", role.getSimpleName(), algorithm.name());
  }

  private void remove(Algorithm algorithm) {
    if (catalogue.remove(algorithm, DRAIN)) {
      LOG.info("{} is withdrawn", algorithm.name());
    } else {
      LOG.warn("{} is withdrawn although a call to it did not end", algorithm.name());
    }
  }
}
