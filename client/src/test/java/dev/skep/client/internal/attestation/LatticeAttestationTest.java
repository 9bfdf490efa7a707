package dev.skep.client.internal.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.client.internal.attestation.AttestationResult.Genuine;
import dev.skep.client.internal.attestation.AttestationResult.Rejected;
import dev.skep.client.internal.attestation.DeviceMaker.Form;
import dev.skep.protocol.provisioning.KeyAttestation;
import dev.skep.provider.pqc.internal.MlDsa65;
import dev.skep.provider.pqc.internal.MlDsa87;
import java.security.KeyPair;
import java.security.Security;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Rule KA-3 with ML-DSA, which Java before 24 does not know. */
class LatticeAttestationTest {
  private final DeviceMaker maker;
  private final AttestationScheme scheme = new MlDsa65();
  private final KeyPair device;
  private final KeyPair caKey;
  private final Bytes ca;

  LatticeAttestationTest() throws Exception {
    maker = new DeviceMaker();
    device = key(scheme);
    caKey = key(new MlDsa87());
    ca = authority(caKey);
  }

  @Test
  void acceptsADeviceOfAnEllipticCurveCa() throws Exception {
    Bytes leaf = DeviceMaker.certificate(new Form(), device, maker.caKey);
    assertThat(verifier().verify(attest(leaf), maker.ca)).isInstanceOf(Genuine.class);
  }

  @Test
  void acceptsAChainOfMlDsaThroughout() throws Exception {
    Bytes leaf = leaf(caKey);
    assertThat(verifier().verify(attest(leaf), ca)).isInstanceOf(Genuine.class);
    assertThat(verifier().verify(attest(leaf, ca), ca)).isInstanceOf(Genuine.class);
  }

  @Test
  void rejectsALeafThatAnotherCaOfThatNameSigned() throws Exception {
    KeyPair other = key(new MlDsa87());
    assertThat(verifier().verify(attest(leaf(other)), ca))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.rule()).isEqualTo("S-7.9"));
  }

  @Test
  void rejectsAnotherDevicesSignature() throws Exception {
    KeyPair other = key(scheme);
    KeyAttestation forged = maker.attest(scheme, other, List.of(leaf(caKey)));
    assertThat(verifier().verify(forged.encode(), ca))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.rule()).isEqualTo("KA-2"));
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_23)
  void saysThatNoEngineKnowsTheSignature() throws Exception {
    AttestationVerifier without = new AttestationVerifier(DeviceMaker.catalogue(), clock());
    assertThat(without.verify(attest(leaf(caKey)), ca))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.rule()).isEqualTo("S-7.9");
              assertThat(rejected.reason()).contains("none of the engines [BC] is installed");
            });
    assertThat(Security.getProvider("BC")).as("the JVM's own list").isNull();
  }

  private KeyPair key(AttestationScheme of) {
    return of.generateKeyPair(of.keySizesBits().get(0), maker.random);
  }

  private Bytes leaf(KeyPair issuer) throws Exception {
    Form form = new Form();
    form.algorithm = "ML-DSA-87";
    return DeviceMaker.certificate(form, device, issuer);
  }

  private static Bytes authority(KeyPair key) throws Exception {
    Form form = DeviceMaker.authority("CN=Device CA", "CN=Device CA");
    form.algorithm = "ML-DSA-87";
    return DeviceMaker.certificate(form, key, key);
  }

  private Bytes attest(Bytes... chain) {
    return maker.attest(scheme, device, List.of(chain)).encode();
  }

  private static AttestationVerifier verifier() {
    AttestationVerifier verifier = new AttestationVerifier(DeviceMaker.catalogue(), clock());
    verifier.addEngine(DeviceMaker.BC);
    return verifier;
  }

  private static Clock clock() {
    return Clock.fixed(DeviceMaker.NOW, ZoneOffset.UTC);
  }
}
