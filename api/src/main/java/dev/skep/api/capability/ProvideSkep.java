package dev.skep.api.capability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/**
 * The bundle of this class or package is one of the parts of {@link Contracts}: a vendor's SE is
 * {@code @ProvideSkep(Contracts.ELEMENT)}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Capability(namespace = "osgi.implementation", version = Contracts.VERSION)
public @interface ProvideSkep {
  /** The name of the part. */
  @Attribute("osgi.implementation")
  String value();
}
