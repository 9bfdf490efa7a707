package dev.skep.client.internal.shell;

import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProvisionedObject.Pin;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.UseResult;
import java.util.Optional;

/**
 * {@code skep:change-pin} and {@code skep:unblock}.
 *
 * @param held what there is
 * @param terminal of the command
 * @param options of the call
 */
record PinCommands(HeldObjects held, Terminal terminal, CommandOptions options) {
  void change() throws CommandFailedException {
    Pin pin = pin();
    if (!pin.isSet()) {
      setFirst(pin);
      return;
    }
    SecretSource source = new SecretSource(terminal, options);
    try (SecretBytes current = source.one(CommandOptions.PIN_FILE, "PIN " + pin.name().id());
        SecretBytes next = fresh(pin)) {
      UseResult result = held.element().changePin(pin.name(), Optional.of(current), next);
      new UseReport(terminal, "PIN", pin.name()).require(result, hasPuk(pin), policy(pin));
      terminal.out().println("PIN " + pin.name() + " has another value now");
    } catch (SecurityElementException e) {
      throw HeldObjects.failed(held.id(), e);
    }
  }

  /** Gives a PIN its first value. */
  void setFirst(Pin pin) throws CommandFailedException {
    try (SecretBytes next = fresh(pin)) {
      UseResult result = held.element().changePin(pin.name(), Optional.empty(), next);
      new UseReport(terminal, "PIN", pin.name()).require(result, hasPuk(pin), policy(pin));
      terminal.out().println("PIN " + pin.name() + " has its first value now");
    } catch (SecurityElementException e) {
      throw HeldObjects.failed(held.id(), e);
    }
  }

  void unblock() throws CommandFailedException {
    Pin pin = pin();
    if (pin.terms().pukId().isEmpty()) {
      throw new CommandFailedException(
          "PIN " + pin.name() + " has no PUK; only its issuer can unblock it: ask there");
    }
    ObjectName puk = new ObjectName(pin.name().domain(), pin.terms().pukId().get());
    SecretSource source = new SecretSource(terminal, options);
    try (SecretBytes value = source.one(CommandOptions.PUK_FILE, "PUK " + puk.id());
        SecretBytes next = fresh(pin)) {
      UseResult result = held.element().unblock(pin.name(), value, next);
      new UseReport(terminal, "PUK", puk).require(result, false, policy(pin));
      terminal.out().println("PIN " + pin.name() + " has a new value and all its tries");
    } catch (SecurityElementException e) {
      throw HeldObjects.failed(held.id(), e);
    }
  }

  /** Asked only after the first: nobody types a new value for nothing. */
  private SecretBytes fresh(Pin pin) throws CommandFailedException {
    String what = "new PIN " + pin.name().id() + " (" + ObjectTable.terms(policy(pin)) + ")";
    return new SecretSource(terminal, options).fresh(CommandOptions.NEW_PIN_FILE, what);
  }

  private Pin pin() throws CommandFailedException {
    return held.find(Pin.class, "PIN", options.need(CommandOptions.PIN));
  }

  private static boolean hasPuk(Pin pin) {
    return pin.terms().pukId().isPresent();
  }

  private static PinPolicy policy(Pin pin) {
    return pin.terms().policy();
  }
}
