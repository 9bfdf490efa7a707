package dev.skep.provider.ecdh.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.capability.ProvideAlgorithm;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * DHKEM(X25519, HKDF-SHA256) (RFC 9180 section 7.1, number 0x0020): EK is a u-coordinate of 32
 * bytes, K has 32 bytes.
 */
@Component(
    service = KeyTransport.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + DhkemX25519.NAME)
@ProvideAlgorithm(value = DhkemX25519.NAME, role = KeyTransport.class)
public final class DhkemX25519 extends DhKem {
  /** The registered name. */
  public static final String NAME = "DHKEM-X25519-HKDF-SHA256";

  /** Uses the engines that {@link java.util.ServiceLoader} finds, with the default preferences. */
  public DhkemX25519() {
    this(EcEngines.fromServiceLoader());
  }

  /** Uses the engines given. */
  @Activate
  public DhkemX25519(
      @Reference(
              target =
                  "(&(skep.operation=KeyAgreement.X25519)" + "(skep.operation=Mac.HmacSHA256))")
          EcEngines engines) {
    super(
        NAME,
        X25519Keys.X25519,
        Agreement.X25519,
        new KdfParameters(0x0020, "HmacSHA256", 32),
        engines);
  }
}
