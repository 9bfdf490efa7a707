package dev.skep.testkit.rule;

import dev.skep.testkit.internal.report.Reports;
import java.net.URL;
import java.security.CodeSource;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets the report of a contract say what was tested. */
public final class Tested {
  private Tested() {}

  /**
   * Adds an implementation to the report, once.
   *
   * @param context of a test of a class that is a {@link Contract}
   * @param name what it goes by; empty if by its class only
   * @param implementation the vendor's instance
   */
  public static void note(ExtensionContext context, String name, Object implementation) {
    Class<?> type = implementation.getClass();
    String named = name.isEmpty() ? type.getName() : name + ": " + type.getName();
    Reports.of(context).tested(named + origin(type));
  }

  private static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return "";
    }
    String path = location.getPath().replaceFirst("/+$", "");
    return " (" + path.substring(path.lastIndexOf('/') + 1) + ")";
  }
}
