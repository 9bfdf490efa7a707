package dev.skep.itest.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Set;
import javax.security.auth.Subject;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * A session of Karaf's console, of somebody who may do everything. By reflection: the tests are not
 * compiled against Karaf, since they run without it, too.
 */
final class KarafConsole implements AutoCloseable {
  private static final String FACTORY = "org.apache.karaf.shell.api.console.SessionFactory";
  private static final String SESSION = "org.apache.karaf.shell.api.console.Session";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Class<?> type;
  private final Object session;
  private final Subject operator;

  /** Opens one in that container. */
  KarafConsole(BundleContext context) throws ReflectiveOperationException {
    ServiceReference<?> factory = context.getServiceReference(FACTORY);
    type = factory.getBundle().loadClass(SESSION);
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    session =
        factory
            .getBundle()
            .loadClass(FACTORY)
            .getMethod("create", InputStream.class, PrintStream.class, PrintStream.class)
            .invoke(context.getService(factory), new ByteArrayInputStream(new byte[0]), out, out);
    Principal admin =
        (Principal)
            context
                .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .loadClass("org.apache.karaf.jaas.boot.principal.RolePrincipal")
                .getConstructor(String.class)
                .newInstance("admin");
    operator = new Subject(true, Set.of(admin), Set.of(), Set.of());
  }

  /** Runs one line and gives what it printed. */
  String run(String line) {
    printed.reset();
    try {
      Method execute = type.getMethod("execute", CharSequence.class);
      Subject.doAs(
          operator, (PrivilegedExceptionAction<Object>) () -> execute.invoke(session, line));
    } catch (NoSuchMethodException | PrivilegedActionException e) {
      throw new AssertionError(line + " fails", e);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws ReflectiveOperationException {
    type.getMethod("close").invoke(session);
  }
}
