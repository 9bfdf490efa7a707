package dev.skep.provider.symmetric.internal;

import dev.skep.api.engine.EngineOffer;
import dev.skep.api.engine.JcaEngines;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Keeps {@link SymmetricEngines} in step with the engines that are installed and with
 * configuration, without a restart.
 *
 * <p>It registers them as a service whose property {@link #PRIMITIVE_PROPERTY} lists what an engine
 * can do now. Each algorithm's component refers to that service by the primitives that it needs, so
 * it comes and goes with them. What is lost is withdrawn before the engines change: whoever holds a
 * service of that algorithm can finish what is in flight.
 */
@Component(
    service = {},
    configurationPid = "dev.skep.provider.symmetric")
@Designate(ocd = ConfiguredEngines.Settings.class)
public final class ConfiguredEngines {
  /** The service property with the JCA names of what can be done now. */
  static final String PRIMITIVE_PROPERTY = "skep.primitive";

  /** The operator's choices. */
  @ObjectClassDefinition(
      name = "SKEP symmetric algorithms",
      description =
          "Which JCA engines compute the symmetric algorithms. Each list holds provider names, the"
              + " best first; JDK stands for the JDK's own. The first one that is installed and has"
              + " the algorithm is used; where none has it, the algorithm is not offered.")
  public @interface Settings {
    /** For HMAC and SHA-256. */
    @AttributeDefinition(
        name = "Engines for HMAC",
        description = "HMAC and SHA-256: all HKDF and KBKDF functions, the CBC-HMAC ciphers")
    String[] engine_hmac() default {"JDK"};

    /** For AES-GCM. */
    @AttributeDefinition(name = "Engines for AES-GCM", description = "AES-GCM: A256GCM")
    String[] engine_gcm() default {"JDK"};

    /** For AES-CBC and AES-ECB. */
    @AttributeDefinition(
        name = "Engines for AES-CBC",
        description = "AES in CBC mode and of single blocks: A128CBC-HS256, A256CBC-HS512")
    String[] engine_aes() default {"JDK"};

    /** For AES-CMAC. */
    @AttributeDefinition(
        name = "Engines for AES-CMAC",
        description = "AES-CMAC: KBKDF-CMAC-AES256. The JDK does not have it")
    String[] engine_cmac() default {"BC"};
  }

  private final List<Provider> installed = new ArrayList<>();
  private final SymmetricEngines engines =
      new SymmetricEngines(new JcaEngines(), EnginePreferences.DEFAULT);
  private final EngineOffer<Primitive> offer = new EngineOffer<>();
  private EnginePreferences preferences = EnginePreferences.DEFAULT;
  private @Nullable ServiceRegistration<SymmetricEngines> registration;

  /** Starts to offer what the engines can do. */
  @Activate
  synchronized void activate(BundleContext context, Settings settings) {
    preferences = read(settings);
    engines.replace(choose());
    Set<Primitive> now = engines.available();
    ServiceRegistration<SymmetricEngines> registered =
        context.registerService(SymmetricEngines.class, engines, properties(now));
    registration = registered;
    offer.open(now, primitives -> registered.setProperties(properties(primitives)));
  }

  /** Takes changed settings over. */
  @Modified
  synchronized void modify(Settings settings) {
    preferences = read(settings);
    refresh();
  }

  /** Stops to offer anything. */
  @Deactivate
  synchronized void deactivate() {
    ServiceRegistration<SymmetricEngines> registered = registration;
    registration = null;
    offer.close();
    if (registered != null) {
      registered.unregister();
    }
  }

  /** Takes an engine in. */
  @Reference(
      service = Provider.class,
      target = "(skep.engine=*)",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  synchronized void addEngine(Provider engine) {
    installed.add(engine);
    refresh();
  }

  /** Lets an engine go; returns once nobody is offered what only this one had. */
  synchronized void removeEngine(Provider engine) {
    installed.removeIf(known -> known == engine);
    refresh();
  }

  private void refresh() {
    if (registration == null) {
      return;
    }
    Map<Primitive, Provider> next = choose();
    offer.keepWithin(next.keySet());
    engines.replace(next);
    offer.become(next.keySet());
  }

  private Map<Primitive, Provider> choose() {
    JcaEngines present = new JcaEngines();
    installed.forEach(present::add);
    return SymmetricEngines.choose(present, preferences);
  }

  private static EnginePreferences read(Settings settings) {
    return new EnginePreferences(
        List.of(settings.engine_hmac()),
        List.of(settings.engine_gcm()),
        List.of(settings.engine_aes()),
        List.of(settings.engine_cmac()));
  }

  private static Dictionary<String, ?> properties(Set<Primitive> available) {
    return FrameworkUtil.asDictionary(
        EngineOffer.properties(
            PRIMITIVE_PROPERTY, available.stream().map(Primitive::algorithm).sorted().toList()));
  }
}
