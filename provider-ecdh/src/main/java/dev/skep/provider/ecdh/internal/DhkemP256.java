package dev.skep.provider.ecdh.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * DHKEM(P-256, HKDF-SHA256) (RFC 9180 section 7.1, number 0x0010): EK is an uncompressed point of
 * 65 bytes, K has 32 bytes.
 */
@Component(
    service = KeyTransport.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + DhkemP256.NAME)
@ProvideAlgorithm(value = DhkemP256.NAME, role = KeyTransport.class)
public final class DhkemP256 extends DhKem {
  /** The registered name. */
  public static final String NAME = "DHKEM-P256-HKDF-SHA256";

  /** Uses the engines that {@link java.util.ServiceLoader} finds, with the default preferences. */
  public DhkemP256() {
    this(EcEngines.fromServiceLoader());
  }

  /** Uses the engines given. */
  @Activate
  public DhkemP256(
      @Reference(
              target = "(&(skep.operation=KeyAgreement.ECDH)" + "(skep.operation=Mac.HmacSHA256))")
          EcEngines engines) {
    super(
        NAME,
        PrimeCurve.P256,
        Agreement.ECDH,
        new KdfParameters(0x0010, "HmacSHA256", 32),
        engines);
  }
}
