package ${package};

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.se.kernel.DeviceKey;
import dev.skep.se.kernel.DeviceKeys;
import dev.skep.se.kernel.StoredDeviceKey;
import java.util.List;

/** The attestation key in the words of the kernel. Nothing to write here. */
final class HardwareKeys implements DeviceKeys {
  private final Hardware hardware;

  HardwareKeys(Hardware hardware) {
    this.hardware = hardware;
  }

  @Override
  public List<String> schemes() {
    return hardware.schemes();
  }

  @Override
  public StoredDeviceKey create(String scheme) throws SecurityElementException {
    if (!schemes().contains(scheme)) {
      throw new SecurityElementException(
          SecurityElementException.Kind.REFUSED,
          "there is no key for " + scheme + " here, only for " + schemes());
    }
    Hardware.MadeKey made = hardware.makeKey(scheme);
    return new StoredDeviceKey(
        scheme, made.publicKey(), SecretBytes.adopt(made.reference().toArray()));
  }

  @Override
  public DeviceKey open(StoredDeviceKey stored) {
    Bytes reference = stored.material().use(Bytes::of);
    return new DeviceKey(stored.scheme(), stored.publicKey()) {
      private volatile boolean closed;

      @Override
      protected Bytes sign(Bytes message) throws SecurityElementException {
        if (closed) {
          throw new IllegalStateException("the key is closed");
        }
        return hardware.sign(scheme(), reference, message);
      }

      @Override
      public void discard() {
        close();
        hardware.deleteKey(reference);
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }
}
