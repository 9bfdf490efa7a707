package dev.skep.se.pkcs11.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.capability.Contracts;
import dev.skep.api.capability.ProvideSkep;
import dev.skep.api.capability.RequireSkepAttestation;
import dev.skep.api.capability.RequireSkepCipher;
import dev.skep.api.capability.RequireSkepDerivation;
import dev.skep.api.capability.RequireSkepTransport;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.service.ElementService;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
 * One SE for each configuration of {@link #PID}, a service while its token is there. A thread of
 * its own talks to the token, since a library may take its time.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = Pkcs11SecurityElementComponent.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Pkcs11Configuration.class, factory = true)
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
public final class Pkcs11SecurityElementComponent {
  /** The factory PID. */
  static final String PID = "dev.skep.se.pkcs11";

  private static final Logger LOG = LoggerFactory.getLogger(Pkcs11SecurityElementComponent.class);
  private static final long PATIENCE_SECONDS = 10;

  private final ScheduledExecutorService thread;
  private final @Nullable TokenWatch watch;

  /** Begins to look for the token. */
  @Activate
  public Pkcs11SecurityElementComponent(
      BundleContext context,
      @Reference AlgorithmCatalogue catalogue,
      Map<String, Object> configuration) {
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread made =
                  new Thread(work, "skep-pkcs11-" + configuration.get(Pkcs11Settings.NAME));
              made.setDaemon(true);
              return made;
            });
    TokenWatch watching = null;
    try {
      Pkcs11Settings settings = Pkcs11Settings.of(own(configuration));
      TokenWatch ready =
          new TokenWatch(settings, catalogue, ElementService.of(context, settings.id()));
      thread.scheduleWithFixedDelay(
          () -> look(ready, settings.id()), 0, settings.checkSeconds(), TimeUnit.SECONDS);
      watching = ready;
    } catch (SettingsException e) {
      LOG.error(
          "security element '{}' on a token is not available: {}",
          configuration.get(Pkcs11Settings.NAME),
          e.getMessage());
    }
    watch = watching;
  }

  /** An error that nobody foresaw must not end the looking. */
  private static void look(TokenWatch watch, String id) {
    try {
      watch.look();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("{} failed; it is tried again", id, e);
    }
  }

  /** Withdraws the SE, then closes it. */
  @Deactivate
  void deactivate() {
    TokenWatch watching = watch;
    if (watching != null) {
      thread.execute(watching::close);
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a token does not answer; its security element is closed when it does");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Only its own settings: the container adds others. */
  private static Map<String, String> own(Map<String, Object> configuration) {
    Map<String, String> own = new HashMap<>();
    configuration.forEach(
        (key, value) -> {
          if (Pkcs11Settings.NAMES.contains(key)) {
            own.put(key, value.toString());
          }
        });
    return own;
  }
}
