package dev.skep.client.internal.shell;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** {@code skep:providers}: the algorithms in the service registry, the preferred first. */
final class ProviderTable {
  private ProviderTable() {}

  static void print(BundleContext context, PrintStream out) {
    Table table = new Table(5).row("ROLE", "ALGORITHM", "RANKING", "BUNDLE", "VERSION");
    int found =
        add(table, "transport", context, KeyTransport.class)
            + add(table, "attestation", context, AttestationScheme.class)
            + add(table, "kdf", context, KeyDerivation.class)
            + add(table, "cipher", context, SessionCipher.class);
    if (found == 0) {
      out.println("no algorithm is installed; install a provider bundle");
    } else {
      table.print(out);
    }
  }

  private static <T extends Algorithm> int add(
      Table table, String role, BundleContext context, Class<T> type) {
    int rows = 0;
    for (ServiceReference<T> reference : references(context, type)) {
      // A bundle is gone from a reference whose service was withdrawn meanwhile.
      Bundle bundle = reference.getBundle();
      if (bundle != null) {
        table.row(
            role,
            algorithm(reference),
            String.valueOf(ranking(reference)),
            String.valueOf(bundle.getSymbolicName()),
            String.valueOf(bundle.getVersion()));
        rows++;
      }
    }
    return rows;
  }

  private static <T> List<ServiceReference<T>> references(BundleContext context, Class<T> type) {
    try {
      List<ServiceReference<T>> references =
          new ArrayList<>(context.getServiceReferences(type, null));
      references.sort(
          Comparator.<ServiceReference<T>, String>comparing(ProviderTable::algorithm)
              .thenComparing(Comparator.reverseOrder()));
      return references;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("there is no filter that could be wrong", e);
    }
  }

  private static String algorithm(ServiceReference<?> reference) {
    Object name = reference.getProperty(Algorithm.ALGORITHM_PROPERTY);
    return name == null ? "(unnamed)" : name.toString();
  }

  private static int ranking(ServiceReference<?> reference) {
    return reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0;
  }
}
