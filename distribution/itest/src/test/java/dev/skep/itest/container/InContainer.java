package dev.skep.itest.container;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the methods of a test class inside one container, started before the first and stopped after
 * the last.
 *
 * <p>Test, before-each and after-each methods run on an instance that was loaded by a bundle of the
 * container; they may take a {@code BundleContext} and JUnit's own parameters ({@code @TempDir}).
 * Fields that JUnit fills, and static state shared with before-all methods, are not seen there.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ContainerExtension.class)
public @interface InContainer {
  /** Further framework properties, each {@code name=value}; they win over the distribution's. */
  String[] properties() default {};

  /** Artifact ids of bundles of the distribution that are left out. */
  String[] without() default {};

  /** Artifact ids of bundles that the distribution does not have, and that are put in. */
  String[] with() default {};

  /**
   * Whether a reader with a blank card is there, in a pcscd of this JVM. Without pcscd the test is
   * skipped, or fails on a build server.
   */
  boolean card() default false;

  /**
   * A file of requirements, which a resolver meets with bundles of the distribution; empty for all
   * of them.
   */
  String assembly() default "";
}
