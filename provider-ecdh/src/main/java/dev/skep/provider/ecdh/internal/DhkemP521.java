package dev.skep.provider.ecdh.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * DHKEM(P-521, HKDF-SHA512) (RFC 9180 section 7.1, number 0x0012): EK is an uncompressed point of
 * 133 bytes, K has 64 bytes.
 */
@Component(
    service = KeyTransport.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + DhkemP521.NAME)
@ProvideAlgorithm(value = DhkemP521.NAME, role = KeyTransport.class)
public final class DhkemP521 extends DhKem {
  /** The registered name. */
  public static final String NAME = "DHKEM-P521-HKDF-SHA512";

  /** Uses the engines that {@link java.util.ServiceLoader} finds, with the default preferences. */
  public DhkemP521() {
    this(EcEngines.fromServiceLoader());
  }

  /** Uses the engines given. */
  @Activate
  public DhkemP521(
      @Reference(
              target = "(&(skep.operation=KeyAgreement.ECDH)" + "(skep.operation=Mac.HmacSHA512))")
          EcEngines engines) {
    super(
        NAME,
        PrimeCurve.P521,
        Agreement.ECDH,
        new KdfParameters(0x0012, "HmacSHA512", 64),
        engines);
  }
}
