package dev.skep.client.internal.shell;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.ProvisionedObject.Key;
import dev.skep.api.se.ProvisionedObject.Pin;
import dev.skep.api.se.ProvisionedObject.Secret;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.UseResult;
import java.util.Optional;

/**
 * {@code skep:sign} and {@code skep:mac}.
 *
 * @param held what there is to use
 * @param terminal of the command
 * @param options of the call
 */
record KeyUse(HeldObjects held, Terminal terminal, CommandOptions options) {
  private static final int LONGEST_MESSAGE = 16 * 1024 * 1024;
  private static final String DER = "der";
  private static final String JOSE = "jose";

  private interface Use {
    UseResult with(Optional<SecretBytes> pin) throws SecurityElementException;
  }

  void sign() throws CommandFailedException {
    String format = options.get(CommandOptions.FORMAT).orElse(DER);
    if (!format.equals(DER) && !format.equals(JOSE)) {
      throw CommandFailedException.wrongCall("--format is der or jose");
    }
    Key key = held.find(Key.class, "key", options.need(CommandOptions.KEY));
    Bytes message = message();
    Bytes signature =
        use(key, key.terms().pinId(), pin -> held.element().sign(key.name(), pin, message));
    boolean ecdsa = EcdsaDer.isEcdsa(key.terms().algorithm());
    Bytes written = ecdsa && format.equals(DER) ? EcdsaDer.encode(signature) : signature;
    String out = options.need(CommandOptions.OUT);
    FileContents.write(out, written);
    terminal
        .out()
        .printf(
            "signed %d bytes with %s: %s, %d bytes, %s%n",
            message.length(),
            key.name(),
            out,
            written.length(),
            key.terms().algorithm() + (ecdsa ? " in " + format : ""));
  }

  void mac() throws CommandFailedException {
    Secret secret = held.find(Secret.class, "secret", options.need(CommandOptions.SECRET));
    Bytes message = message();
    Bytes mac =
        use(
            secret,
            secret.terms().pinId(),
            pin -> held.element().authenticate(secret.name(), pin, message));
    Optional<String> out = options.get(CommandOptions.OUT);
    if (out.isPresent()) {
      FileContents.write(out.get(), mac);
    }
    terminal.out().println(mac.toHex());
  }

  private Bytes message() throws CommandFailedException {
    return FileContents.read(FileContents.path(options.need(CommandOptions.IN)), LONGEST_MESSAGE);
  }

  private Bytes use(ProvisionedObject object, Optional<String> pinId, Use use)
      throws CommandFailedException {
    try {
      if (pinId.isEmpty()) {
        return output(use.with(Optional.empty()));
      }
      ObjectName name = new ObjectName(object.name().domain(), pinId.get());
      Pin pin = held.find(Pin.class, "PIN", name.toString());
      UseReport report = new UseReport(terminal, "PIN", name);
      SecretSource source = new SecretSource(terminal, options);
      if (!pin.isSet()) {
        throw report.unset();
      }
      try (SecretBytes value = source.one(CommandOptions.PIN_FILE, "PIN " + pinId.get())) {
        return report.require(
            use.with(Optional.of(value)), pin.terms().pukId().isPresent(), pin.terms().policy());
      }
    } catch (SecurityElementException e) {
      throw HeldObjects.failed(held.id(), e);
    }
  }

  private static Bytes output(UseResult result) throws CommandFailedException {
    if (result instanceof UseResult.Done done) {
      return done.output();
    }
    throw new CommandFailedException("the SE asks for a PIN where there is none; it is at fault");
  }
}
