package dev.skep.itest.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** The container of the tests notices what is wrong with a set of bundles. */
class ContainerIT {
  @InContainer
  private static final class Complete {}

  @InContainer(without = "org.apache.felix.gogo.runtime")
  private static final class Incomplete {}

  @Test
  void startsTheDistributionsBundles() throws Exception {
    try (Container container =
        Container.start(Complete.class, Complete.class.getAnnotation(InContainer.class))) {
      assertThat(container.probe().getSymbolicName())
          .isEqualTo("probe." + Complete.class.getName());
    }
  }

  @Test
  void refusesASetOfBundlesInWhichOneDoesNotResolve() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                Container.start(
                    Incomplete.class, Incomplete.class.getAnnotation(InContainer.class)))
        .withMessageContaining("org.apache.felix.gogo.shell")
        .withMessageContaining("org.apache.felix.service.command");
  }
}
