package dev.skep.server.core.internal.plan;

import dev.skep.api.AlgorithmNames;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.api.provisioning.Labels;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.server.core.internal.plan.PlanIds.Kind;
import dev.skep.server.core.internal.plan.PlanNode.Scalar;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads keys, their certificates, and secrets of a plan. */
final class KeyReader {
  private static final Duration LONGEST_CERTIFICATE = Duration.ofDays(14_610);
  private static final int RANDOM_BYTES = 32;
  private static final String FILE = "file:";

  private final PlanIds ids;

  KeyReader(PlanIds ids) {
    this.ids = ids;
  }

  Plan.Key key(PlanNode node) throws WrongPlanException {
    Section key =
        Section.of(
            node,
            "a key",
            "id",
            "algorithm",
            "size",
            "usage",
            "pin",
            "label",
            "attestation",
            "certificate");
    String id = ids.define(key, "id", Kind.KEY);
    String algorithm = key.text("algorithm");
    if (!AlgorithmNames.isValid(algorithm)) {
      throw key.wrong(
          "algorithm",
          "'" + YamlTree.shown(algorithm) + "' is no algorithm name, as ES256 or RS256 are");
    }
    int size = key.number("size", 0, 0xffff, 0);
    Set<KeyUsage> usages = usages(key);
    boolean signed =
        !key.has("attestation") || key.choice("attestation", "signed", "none").equals("signed");
    Optional<PlanNode> certificate = key.node("certificate");
    KeyTerms terms =
        new KeyTerms(
            id, algorithm, size, usages, ids.reference(key, "pin", Kind.PIN), label(key), signed);
    return new Plan.Key(
        terms,
        certificate.isPresent() ? Optional.of(certificate(certificate.get())) : Optional.empty());
  }

  Plan.Renewal renewal(PlanNode node) throws WrongPlanException {
    Section renewal = Section.of(node, "a renewal", "key", "certificate");
    String id = ids.define(renewal, "key", Kind.EARLIER);
    PlanNode certificate =
        renewal
            .node("certificate")
            .orElseThrow(() -> renewal.wrong("key", "a renewal needs the key 'certificate'"));
    return new Plan.Renewal(id, certificate(certificate));
  }

  private static Plan.Certificate certificate(PlanNode node) throws WrongPlanException {
    Section certificate = Section.of(node, "a certificate", "subject", "validity");
    String subject = certificate.text("subject");
    Duration validity = certificate.span("validity", LONGEST_CERTIFICATE);
    try {
      return new Plan.Certificate(new SubjectTemplate(subject), validity);
    } catch (IllegalArgumentException e) {
      throw certificate.wrong(
          "subject", "'" + YamlTree.shown(subject) + "' cannot be used: " + e.getMessage());
    }
  }

  Plan.Secret secret(PlanNode node) throws WrongPlanException {
    Section secret = Section.of(node, "a secret", "id", "type", "pin", "label", "value", "length");
    String id = ids.define(secret, "id", Kind.SECRET);
    String type = secret.choice("type", SecretTerms.HS256, SecretTerms.OPAQUE);
    SecretTerms terms =
        new SecretTerms(id, type, ids.reference(secret, "pin", Kind.PIN), label(secret));
    String value = secret.text("value");
    if (value.equals("random")) {
      int length =
          secret.number("length", terms.minimumBytes(), terms.maximumBytes(), RANDOM_BYTES);
      return new Plan.Secret(terms, length, Optional.empty());
    }
    if (!value.startsWith(FILE) || value.length() == FILE.length()) {
      throw secret.wrong("value", "a secret is 'random' or 'file:' with a path after it");
    }
    if (secret.has("length")) {
      throw secret.wrong("length", "a secret from a file is as long as the file");
    }
    return new Plan.Secret(terms, 0, Optional.of(value.substring(FILE.length())));
  }

  private static Set<KeyUsage> usages(Section key) throws WrongPlanException {
    Set<KeyUsage> usages = EnumSet.noneOf(KeyUsage.class);
    for (Scalar text : key.texts("usage")) {
      KeyUsage usage =
          KeyUsage.named(text.value())
              .orElseThrow(
                  () ->
                      new WrongPlanException(
                          text.line(),
                          "'"
                              + YamlTree.shown(text.value())
                              + "' is none of digitalSignature, nonRepudiation"));
      if (!usages.add(usage)) {
        throw new WrongPlanException(text.line(), usage.text() + " is here twice");
      }
    }
    if (usages.isEmpty()) {
      throw key.wrong("usage", "a key needs a usage: digitalSignature, nonRepudiation or both");
    }
    return usages;
  }

  private static String label(Section section) throws WrongPlanException {
    String label = section.optionalText("label").orElse("");
    if (!Labels.isValid(label)) {
      throw section.wrong(
          "label",
          "a label has up to " + Labels.MAX_BYTES + " bytes of UTF-8 without control characters");
    }
    return label;
  }
}
