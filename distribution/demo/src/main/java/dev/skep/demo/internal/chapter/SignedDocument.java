package dev.skep.demo.internal.chapter;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.ProvisionedSecurityElement;
import dev.skep.api.se.UseResult;
import dev.skep.demo.internal.story.Chapter;
import dev.skep.demo.internal.story.Narrator;
import dev.skep.demo.internal.story.StoryException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The holder signs with the PIN, and whoever has the certificate verifies. */
public final class SignedDocument implements Chapter {
  private static final Bytes DOCUMENT = Bytes.utf8("I take note of the house rules. Bob");
  private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

  private final Stage stage;
  private final Enrolment.Handover handover;

  /** Signs with what {@link Enrolment} left. */
  public SignedDocument(Stage stage, Enrolment.Handover handover) {
    this.stage = stage;
    this.handover = handover;
  }

  @Override
  public String title() {
    return "A document signed with the PIN, and verified";
  }

  @Override
  public String tell() throws Exception {
    Narrator narrator = stage.narrator();
    ProvisionedSecurityElement element =
        (ProvisionedSecurityElement) stage.services().element(Stage.BOB.id());
    ProvisionedObject.Key key = certifiedKey(element);
    int before = tries(element);
    try (SecretBytes wrong = wrongPin()) {
      UseResult refused = element.sign(key.name(), Optional.of(wrong), DOCUMENT);
      narrator.expect(
          "a wrong PIN signs nothing and costs a try ("
              + tries(element)
              + " of "
              + before
              + " left)",
          refused instanceof UseResult.Wrong && tries(element) == before - 1,
          refused.toString());
    }
    UseResult result = element.sign(key.name(), Optional.of(handover.pin()), DOCUMENT);
    narrator.expect(
        "the right PIN signs, and gives the tries back",
        result instanceof UseResult.Done && tries(element) == before,
        result.toString());
    Bytes signature = ((UseResult.Done) result).output();
    X509Certificate certificate = certificate(key.certificateChain().get(0));
    narrator.fact("document", DOCUMENT.length() + " bytes, hashed inside the SE");
    narrator.fact("signature", signature.length() + " bytes, " + key.terms().algorithm());
    narrator.fact("certificate", certificate.getSubjectX500Principal().getName());
    narrator.expect(
        "the signature verifies under the issued certificate",
        verifies(certificate, DOCUMENT, signature),
        "it does not");
    narrator.expect(
        "and not over another document",
        !verifies(certificate, Bytes.concat(DOCUMENT, Bytes.utf8(".")), signature),
        "it does");
    return "signed and verified";
  }

  private static ProvisionedObject.Key certifiedKey(ProvisionedSecurityElement element)
      throws Exception {
    return element.objects().stream()
        .filter(ProvisionedObject.Key.class::isInstance)
        .map(ProvisionedObject.Key.class::cast)
        .filter(key -> !key.certificateChain().isEmpty() && key.terms().pinId().isPresent())
        .findFirst()
        .orElseThrow(() -> new StoryException("there is no certified key under a PIN"));
  }

  private static int tries(ProvisionedSecurityElement element) throws Exception {
    return element.objects().stream()
        .filter(ProvisionedObject.Pin.class::isInstance)
        .mapToInt(pin -> ((ProvisionedObject.Pin) pin).triesLeft())
        .sum();
  }

  /** The right one but for its last digit. */
  private SecretBytes wrongPin() throws StoryException {
    byte[] digits = handover.pin().copy();
    int last = digits.length - 1;
    digits[last] = (byte) (digits[last] == '9' ? '0' : digits[last] + 1);
    return SecretBytes.adopt(digits);
  }

  private static X509Certificate certificate(Bytes der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der.toArray()));
  }

  private static boolean verifies(X509Certificate certificate, Bytes document, Bytes signature)
      throws GeneralSecurityException {
    Provider jdk = new JcaEngines().select(List.of(JcaEngines.JDK), "Signature", ALGORITHM);
    Signature verifier = Signature.getInstance(ALGORITHM, jdk);
    verifier.initVerify(certificate.getPublicKey());
    verifier.update(document.toArray());
    return verifier.verify(signature.toArray());
  }
}
