package dev.skep.server.core.internal.enrollment;

import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.issuer.ProvisioningOrder;
import dev.skep.api.issuer.ProvisioningOrder.Certify;
import dev.skep.api.issuer.ProvisioningOrder.DefinePin;
import dev.skep.api.issuer.ProvisioningOrder.DefinePuk;
import dev.skep.api.issuer.ProvisioningOrder.Delete;
import dev.skep.api.issuer.ProvisioningOrder.ImportSecret;
import dev.skep.api.issuer.ProvisioningOrder.Item;
import dev.skep.api.issuer.ProvisioningOrder.Unblock;
import dev.skep.server.core.internal.plan.Plan;
import dev.skep.server.core.internal.plan.SubjectTemplate;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes orders out of plans: puts the account in its place and draws or reads all values. */
final class OrderMaker {
  private final PresetValues presets;
  private final SecretFiles files;
  private final SecureRandom random;

  OrderMaker(SecretFiles files, SecureRandom random) {
    this.presets = new PresetValues(random);
    this.files = files;
    this.random = random;
  }

  /**
   * Makes an order.
   *
   * @return the caller closes it
   * @throws SettingsException if a secret's file cannot be used, or the account makes no subject
   */
  PlannedOrder make(Plan plan, String account) throws SettingsException {
    List<Item> items = new ArrayList<>();
    try {
      plan.puks().forEach(puk -> items.add(new DefinePuk(puk.terms(), presets.draw(puk.preset()))));
      plan.pins()
          .forEach(pin -> items.add(new DefinePin(pin.terms(), pin.preset().map(presets::draw))));
      for (Plan.Secret secret : plan.secrets()) {
        items.add(new ImportSecret(secret.terms(), value(secret)));
      }
      for (Plan.Key key : plan.keys()) {
        if (key.certificate().isPresent()) {
          items.add(certify(key.terms().id(), key.certificate().get(), account));
        }
      }
      for (Plan.Renewal renewal : plan.renewals()) {
        items.add(certify(renewal.keyId(), renewal.certificate(), account));
      }
      plan.unblocks()
          .forEach(
              unblock ->
                  items.add(new Unblock(unblock.pinId(), unblock.preset().map(presets::draw))));
      plan.deletions().forEach(id -> items.add(new Delete(id)));
      return new PlannedOrder(
          plan.keys().stream().map(Plan.Key::terms).toList(), new ProvisioningOrder(items));
    } catch (SettingsException | RuntimeException e) {
      items.forEach(Item::close);
      throw e;
    }
  }

  private SecretBytes value(Plan.Secret secret) throws SettingsException {
    Optional<String> file = secret.file();
    return file.isPresent()
        ? files.read(secret.terms(), file.get())
        : SecretBytes.random(secret.randomBytes(), random);
  }

  private static Certify certify(String keyId, Plan.Certificate certificate, String account)
      throws SettingsException {
    SubjectTemplate subject = certificate.subject();
    try {
      return new Certify(keyId, subject.of(account), certificate.validity(), Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new SettingsException("account", "makes no subject of " + subject.text(), e);
    }
  }
}
