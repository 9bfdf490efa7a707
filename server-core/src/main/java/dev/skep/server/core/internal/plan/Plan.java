package dev.skep.server.core.internal.plan;

import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.PinFormat;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one session provisions, checked as a whole: ids are unique, what is referred to is there,
 * and no policy is weak.
 *
 * @param name of the file, without its ending
 * @param description for operators
 * @param codeValidity how long codes are good; the server's default where empty
 * @param puks to define
 * @param pins to define
 * @param keys that the SE makes
 * @param secrets to import
 * @param renewals certificates for keys of earlier sessions
 * @param unblocks PINs of earlier sessions that get their tries back
 * @param deletions ids of objects of earlier sessions
 */
public record Plan(
    String name,
    String description,
    Optional<Duration> codeValidity,
    List<Puk> puks,
    List<Pin> pins,
    List<Key> keys,
    List<Secret> secrets,
    List<Renewal> renewals,
    List<Unblock> unblocks,
    List<String> deletions) {
  /** Copies the lists. */
  public Plan {
    puks = List.copyOf(puks);
    pins = List.copyOf(pins);
    keys = List.copyOf(keys);
    secrets = List.copyOf(secrets);
    renewals = List.copyOf(renewals);
    unblocks = List.copyOf(unblocks);
    deletions = List.copyOf(deletions);
  }

  /**
   * The form of a value that the server draws.
   *
   * @param format which characters
   * @param length in characters
   */
  public record Preset(PinFormat format, int length) {}

  /**
   * A PUK.
   *
   * @param terms its id and policy
   * @param preset its value's form
   */
  public record Puk(PukTerms terms, Preset preset) {}

  /**
   * A PIN.
   *
   * @param terms its id, policy and PUK
   * @param preset its value's form; empty where the holder chooses it
   */
  public record Pin(PinTerms terms, Optional<Preset> preset) {}

  /**
   * What a certificate says.
   *
   * @param subject with the account's place
   * @param validity from its issue on
   */
  public record Certificate(SubjectTemplate subject, Duration validity) {}

  /**
   * A key.
   *
   * @param terms what the SE is asked to make
   * @param certificate how it is certified, if it is
   */
  public record Key(KeyTerms terms, Optional<Certificate> certificate) {}

  /**
   * A secret.
   *
   * @param terms its id, type and PIN
   * @param randomBytes how many random bytes it has, where it has no file
   * @param file where its value is, if it is not random; as the plan has it
   */
  public record Secret(SecretTerms terms, int randomBytes, Optional<String> file) {}

  /**
   * A new certificate for an old key.
   *
   * @param keyId the key
   * @param certificate what it says
   */
  public record Renewal(String keyId, Certificate certificate) {}

  /**
   * Tries given back.
   *
   * @param pinId the PIN
   * @param preset the form of its new value; empty where the old one stays
   */
  public record Unblock(String pinId, Optional<Preset> preset) {}
}
