package dev.skep.client.internal.shell;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.api.provisioning.PinFormat;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.ProvisionedSecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.api.se.SessionHandle;
import dev.skep.api.se.UseResult;
import dev.skep.client.internal.ScriptedElement;
import dev.skep.client.internal.attestation.DeviceMaker;
import dev.skep.provider.ecdh.internal.Es256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Objects as a holder sees them, of one issuer unless a test adds more: real signatures, and PINs
 * that count.
 */
final class HolderElement implements ProvisionedSecurityElement {
  static final String DOMAIN = "0011aabb";
  static final PinPolicy POLICY = new PinPolicy(PinFormat.NUMERIC, 4, 8, 3);

  final DeviceMaker maker;
  final List<ProvisionedObject> others = new ArrayList<>();
  List<Bytes> chain;
  Bytes attestation;
  Optional<String> puk = Optional.of("puk");
  boolean withPin = true;
  String value = "1234";
  String pukValue = "12345678";
  int triesLeft = 3;
  int pukTriesLeft = 3;
  int uses;
  SecurityElementException failure;

  HolderElement() throws Exception {
    maker = new DeviceMaker();
    chain = List.of(maker.ca());
    attestation = maker.good().encode();
  }

  static ObjectName name(String id) {
    return new ObjectName(DOMAIN, id);
  }

  @Override
  public List<ProvisionedObject> objects() throws SecurityElementException {
    if (failure != null) {
      throw failure;
    }
    List<ProvisionedObject> objects = new ArrayList<>();
    objects.add(key(DOMAIN));
    objects.add(
        new ProvisionedObject.Secret(
            name("totp"), new SecretTerms("totp", SecretTerms.HS256, Optional.empty(), "Codes")));
    if (withPin) {
      objects.add(
          new ProvisionedObject.Pin(
              name("user-pin"),
              new PinTerms("user-pin", POLICY, puk),
              triesLeft,
              !value.isEmpty()));
      objects.add(
          new ProvisionedObject.Puk(name("puk"), new PukTerms("puk", POLICY), pukTriesLeft));
    }
    objects.addAll(others);
    return objects;
  }

  ProvisionedObject.Key key(String domain) {
    return new ProvisionedObject.Key(
        new ObjectName(domain, "badge"),
        new KeyTerms(
            "badge",
            "ES256",
            256,
            Set.of(KeyUsage.DIGITAL_SIGNATURE),
            withPin ? Optional.of("user-pin") : Optional.empty(),
            "Employee badge",
            true),
        Bytes.of(maker.provisioned().getPublic().getEncoded()),
        chain,
        attestation);
  }

  @Override
  public UseResult sign(ObjectName key, Optional<SecretBytes> pin, Bytes message)
      throws SecurityElementException {
    uses++;
    if (withPin != pin.isPresent()) {
      throw new SecurityElementException(Kind.REFUSED, "a PIN where none is, or none");
    }
    Optional<UseResult> wrong = pin.flatMap(this::compare);
    return wrong.orElseGet(
        () ->
            new UseResult.Done(
                new Es256().sign(maker.provisioned().getPrivate(), message, new SecureRandom())));
  }

  @Override
  public UseResult authenticate(ObjectName secret, Optional<SecretBytes> pin, Bytes message) {
    return new UseResult.Done(Bytes.concat(Bytes.hex("ab"), message));
  }

  @Override
  public UseResult changePin(ObjectName pin, Optional<SecretBytes> current, SecretBytes next) {
    uses++;
    return current.flatMap(this::compare).orElseGet(() -> set(next));
  }

  @Override
  public UseResult unblock(ObjectName pin, SecretBytes given, SecretBytes next) {
    if (pukTriesLeft == 0) {
      return new UseResult.Blocked();
    }
    if (!text(given).equals(pukValue)) {
      return new UseResult.Wrong(--pukTriesLeft);
    }
    triesLeft = 3;
    return set(next);
  }

  private Optional<UseResult> compare(SecretBytes given) {
    if (value.isEmpty()) {
      return Optional.of(new UseResult.NotSet());
    }
    if (triesLeft == 0) {
      return Optional.of(new UseResult.Blocked());
    }
    if (!text(given).equals(value)) {
      return Optional.of(new UseResult.Wrong(--triesLeft));
    }
    triesLeft = 3;
    return Optional.empty();
  }

  private UseResult set(SecretBytes next) {
    if (!POLICY.allows(next)) {
      return new UseResult.Unfit();
    }
    value = text(next);
    return new UseResult.Done(Bytes.EMPTY);
  }

  private static String text(SecretBytes secret) {
    return secret.use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }

  @Override
  public SecurityElementInfo info() {
    return ScriptedElement.info(true);
  }

  @Override
  public Established establish(EstablishRequest request) throws SecurityElementException {
    throw new SecurityElementException(Kind.REFUSED, "not in this test");
  }

  @Override
  public ProcessResult process(SessionHandle handle, List<Bytes> records) {
    return new ProcessResult.Closed();
  }

  @Override
  public void abort(SessionHandle handle) {}
}
