package dev.skep.api.capability;

import dev.skep.api.algorithm.Algorithm;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/** The bundle of this class brings an algorithm, as a service with the same name. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Capability(
    namespace = Contracts.ALGORITHM_NAMESPACE,
    version = Contracts.ALGORITHM_VERSION,
    uses = Algorithm.class)
public @interface ProvideAlgorithm {
  /** The registered name, {@link Algorithm#name}. */
  @Attribute(Contracts.ALGORITHM_NAMESPACE)
  String value();

  /** What it is: the interface in {@code dev.skep.api.algorithm} that it has. */
  @Attribute(Contracts.ROLE_ATTRIBUTE)
  Class<? extends Algorithm> role();
}
