package dev.skep.testkit.internal.report;

import dev.skep.testkit.rule.Contract;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The reports of one run of JUnit, one for each class. */
public final class Reports {
  private static final Namespace NAMESPACE = Namespace.create(Reports.class);
  private static final String FOLDER = "target/skep-testkit";

  private Reports() {}

  /** The report of a context's class. */
  public static Report of(ExtensionContext context) {
    Class<?> type = Place.classOf(context);
    Path folder = Path.of(context.getConfigurationParameter(Contract.FOLDER).orElse(FOLDER));
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(type, key -> new Report(type, folder), Report.class);
  }
}
