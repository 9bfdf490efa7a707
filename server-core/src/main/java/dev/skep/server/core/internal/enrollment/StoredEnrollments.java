package dev.skep.server.core.internal.enrollment;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.Enrollment;
import dev.skep.api.issuer.EnrollmentDesk;
import dev.skep.api.issuer.EnrollmentSpec;
import dev.skep.api.issuer.EnrollmentTerms;
import dev.skep.api.issuer.ProvisioningOrder.DefinePin;
import dev.skep.api.issuer.ProvisioningOrder.DefinePuk;
import dev.skep.api.issuer.ProvisioningOrder.Item;
import dev.skep.api.issuer.ProvisioningOrder.Unblock;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.Voucher;
import dev.skep.api.issuer.Voucher.Preset;
import dev.skep.api.provisioning.Labels;
import dev.skep.protocol.provisioning.EnrollmentCode;
import dev.skep.server.core.internal.plan.Plan;
import dev.skep.server.core.internal.plan.PlanFile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The desk over a store: makes codes and keeps orders. Thread-safe. */
public final class StoredEnrollments implements EnrollmentDesk {
  private static final Logger LOG = LoggerFactory.getLogger(StoredEnrollments.class);
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  /** An id is taken by chance only, so that a few draws find a free one. */
  private static final int DRAWS = 16;

  private static final Pattern DEVICE = Pattern.compile("[0-9a-f]{64}");

  private final EnrollmentParts parts;
  private final OrderMaker orders;
  private final OrderBox box;

  /**
   * A desk.
   *
   * @param secrets where plans have secrets from
   */
  public StoredEnrollments(EnrollmentParts parts, SecretFiles secrets) {
    this.parts = parts;
    this.orders = new OrderMaker(secrets, parts.random());
    this.box = new OrderBox(parts.sealer());
  }

  @Override
  public List<PlanSummary> plans() {
    List<PlanSummary> summaries = new ArrayList<>();
    for (PlanFile file : parts.plans().get().all()) {
      summaries.add(
          file instanceof PlanFile.Usable usable
              ? new PlanSummary(usable.name(), usable.plan().description(), true)
              : new PlanSummary(file.name(), ((PlanFile.Unusable) file).reason(), false));
    }
    return summaries;
  }

  @Override
  public Voucher create(EnrollmentSpec spec) throws SettingsException, StoreException {
    String account = account(spec.account());
    Optional<String> device = device(spec.device());
    Plan plan = plan(spec.plan());
    Duration validity = validity(spec, plan);
    Instant now = parts.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    try (PlannedOrder order = orders.make(plan, account)) {
      for (int draw = 0; draw < DRAWS; draw++) {
        try (SecretBytes code = EnrollmentCode.random(parts.random())) {
          EnrollmentTerms terms =
              new EnrollmentTerms(
                  EnrollmentCode.id(code),
                  account,
                  plan.name(),
                  CodeHash.of(code),
                  Bytes.EMPTY,
                  device,
                  now,
                  now.plus(validity));
          if (parts.store().create(box.seal(terms, order))) {
            LOG.info("enrolment {} of plan {} is open", terms.id(), plan.name());
            return voucher(terms, code, order);
          }
        }
      }
    }
    throw new StoreException("no free id was found; purge old enrolments");
  }

  private static String account(String account) throws SettingsException {
    if (account.isBlank() || !Labels.isValid(account) || !account.equals(account.strip())) {
      throw new SettingsException(
          "account",
          "has 1 to "
              + Labels.MAX_BYTES
              + " bytes of UTF-8, no control characters, and no blanks around it");
    }
    return account;
  }

  private static Optional<String> device(Optional<String> given) throws SettingsException {
    if (given.isEmpty()) {
      return given;
    }
    String device = given.get().replace(":", "").toLowerCase(Locale.ROOT);
    if (!DEVICE.matcher(device).matches()) {
      throw new SettingsException(
          "device", "is the SHA-256 of a device certificate: 64 hexadecimal digits");
    }
    return Optional.of(device);
  }

  private Plan plan(String name) throws SettingsException {
    Optional<PlanFile> file = parts.plans().get().find(name);
    if (file.isEmpty()) {
      throw new SettingsException(
          "plan", "there is none of this name in " + parts.plans().get().path());
    }
    if (file.get() instanceof PlanFile.Usable usable) {
      return usable.plan();
    }
    throw new SettingsException("plan", ((PlanFile.Unusable) file.get()).reason());
  }

  private Duration validity(EnrollmentSpec spec, Plan plan) throws SettingsException {
    Duration validity =
        spec.validity().or(plan::codeValidity).orElseGet(() -> parts.policy().get().codeValidity());
    if (validity.compareTo(SHORTEST) < 0 || validity.compareTo(LONGEST) > 0) {
      throw new SettingsException("validity", "a code is good for 1 minute to 365 days");
    }
    return validity;
  }

  private static Voucher voucher(EnrollmentTerms terms, SecretBytes code, PlannedOrder order) {
    List<Preset> presets = new ArrayList<>();
    for (Item item : order.order().items()) {
      if (item instanceof DefinePuk puk) {
        presets.add(new Preset("PUK", puk.terms().id(), copy(puk.value())));
      } else if (item instanceof DefinePin pin && pin.value().isPresent()) {
        presets.add(new Preset("PIN", pin.terms().id(), copy(pin.value().get())));
      } else if (item instanceof Unblock unblock && unblock.value().isPresent()) {
        presets.add(new Preset("PIN", unblock.pinId(), copy(unblock.value().get())));
      }
    }
    return new Voucher(terms.id(), EnrollmentCode.shown(code), terms.expiresAt(), presets);
  }

  private static SecretBytes copy(SecretBytes value) {
    return value.slice(0, value.length());
  }

  @Override
  public List<Enrollment> enrollments(int limit) throws StoreException {
    return parts.store().list(limit);
  }

  @Override
  public boolean cancel(String enrollmentId) throws StoreException {
    return parts.store().cancel(enrollmentId.toUpperCase(Locale.ROOT));
  }

  @Override
  public List<CertificateEntry> certificates(Optional<String> account, int limit)
      throws StoreException {
    return parts.register().list(account, limit);
  }

  @Override
  public Optional<CertificateEntry> certificate(String serialNumber) throws StoreException {
    return parts.register().find(serial(serialNumber));
  }

  @Override
  public boolean revoke(String serialNumber, RevocationReason reason) throws StoreException {
    return parts.register().revoke(serial(serialNumber), reason);
  }

  /** As tools show serial numbers, so as the register has them. */
  private static String serial(String typed) {
    return typed.replace(":", "").toLowerCase(Locale.ROOT).replaceFirst("^0+(?=.)", "");
  }
}
