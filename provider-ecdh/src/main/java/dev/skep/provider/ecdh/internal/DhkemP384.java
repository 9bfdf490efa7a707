package dev.skep.provider.ecdh.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * DHKEM(P-384, HKDF-SHA384) (RFC 9180 section 7.1, number 0x0011): EK is an uncompressed point of
 * 97 bytes, K has 48 bytes.
 */
@Component(
    service = KeyTransport.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + DhkemP384.NAME)
@ProvideAlgorithm(value = DhkemP384.NAME, role = KeyTransport.class)
public final class DhkemP384 extends DhKem {
  /** The registered name. */
  public static final String NAME = "DHKEM-P384-HKDF-SHA384";

  /** Uses the engines that {@link java.util.ServiceLoader} finds, with the default preferences. */
  public DhkemP384() {
    this(EcEngines.fromServiceLoader());
  }

  /** Uses the engines given. */
  @Activate
  public DhkemP384(
      @Reference(
              target = "(&(skep.operation=KeyAgreement.ECDH)" + "(skep.operation=Mac.HmacSHA384))")
          EcEngines engines) {
    super(
        NAME,
        PrimeCurve.P384,
        Agreement.ECDH,
        new KdfParameters(0x0011, "HmacSHA384", 48),
        engines);
  }
}
