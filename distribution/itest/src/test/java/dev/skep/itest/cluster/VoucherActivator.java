package dev.skep.itest.cluster;

import dev.skep.api.issuer.EnrollmentDesk;
import dev.skep.api.issuer.EnrollmentSpec;
import dev.skep.api.issuer.Voucher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The operator of a server without a shell, as a bundle for {@code deploy/}: on the node whose data
 * folder has the file {@link #WANTED}, allows the enrolments that its lines name ({@code account
 * plan}), and writes {@code account code} for each to {@link #VOUCHERS}.
 */
public final class VoucherActivator implements BundleActivator {
  /** What to make. */
  public static final String WANTED = "vouchers.wanted";

  /** What was made; there whole or not at all. */
  public static final String VOUCHERS = "vouchers";

  private static final long PATIENCE_MILLIS = 30_000;

  /** Made by the framework. */
  public VoucherActivator() {}

  @Override
  public void start(BundleContext context) {
    Path data = Path.of(context.getProperty("skep.data"));
    if (Files.exists(data.resolve(WANTED))) {
      new Thread(() -> make(context, data), "vouchers").start();
    }
  }

  private static void make(BundleContext context, Path data) {
    ServiceTracker<EnrollmentDesk, EnrollmentDesk> tracker =
        new ServiceTracker<>(context, EnrollmentDesk.class, null);
    tracker.open();
    try {
      EnrollmentDesk desk = tracker.waitForService(PATIENCE_MILLIS);
      StringBuilder made = new StringBuilder();
      for (String line : Files.readAllLines(data.resolve(WANTED))) {
        String[] words = line.split(" ");
        EnrollmentSpec spec =
            new EnrollmentSpec(words[0], words[1], Optional.empty(), Optional.empty());
        try (Voucher voucher = desk.create(spec)) {
          byte[] code = voucher.code().copy();
          made.append(words[0]).append(' ');
          made.append(new String(code, StandardCharsets.US_ASCII));
          for (Voucher.Preset preset : voucher.presets()) {
            byte[] value = preset.value().copy();
            made.append(' ').append(preset.id()).append('=');
            made.append(new String(value, StandardCharsets.US_ASCII));
          }
          made.append('\n');
        }
      }
      Path part = data.resolve(VOUCHERS + ".part");
      Files.writeString(part, made);
      Files.move(part, data.resolve(VOUCHERS), StandardCopyOption.ATOMIC_MOVE);
    } catch (Exception e) {
      System.out.println("no vouchers: " + e);
    } finally {
      tracker.close();
    }
  }

  @Override
  public void stop(BundleContext context) {}
}
