package dev.skep.benchmarks.internal;

import dev.skep.api.Bytes;
import dev.skep.api.engine.JcaEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Makes devices and what a server needs to trust them. Certificates are new ones each time; RSA
 * keys, which take long to make, come from a stock, so that a server has to be new to not know
 * them.
 */
final class DeviceMaker implements AutoCloseable {
  private final KeyKind kind;
  private final Provider provider = new BouncyCastleProvider();
  private final Algorithms algorithms;
  private final DeviceCa ca;
  private final List<KeyPair> stock;
  private final Path trust;
  private final SecureRandom random = new SecureRandom();

  /**
   * Opens up.
   *
   * @param atOnce the most devices that one call makes
   */
  DeviceMaker(KeyKind kind, JcaEngines engines, int atOnce) {
    this.kind = kind;
    // The fastest: the device is not what is measured.
    this.algorithms = Algorithms.of(kind, engines, Engine.CORRETTO);
    this.ca = new DeviceCa(kind, provider);
    this.stock =
        kind == KeyKind.EC
            ? List.of()
            : Stream.generate(this::attestationKey).limit(atOnce).toList();
    this.trust = directoryWith(ca.certificate());
  }

  /** New devices, all different; for RSA with the keys of those that were made before. */
  List<Device> devices(int count, DeviceCa.Form form) {
    return IntStream.range(0, count)
        .mapToObj(i -> stock.isEmpty() ? attestationKey() : stock.get(i))
        .map(key -> device(key, form))
        .toList();
  }

  /** The same devices with other certificates. */
  List<Device> certifiedAnew(List<Device> devices, DeviceCa.Form form) {
    return devices.stream().map(device -> device(device.attestationKey(), form)).toList();
  }

  private Device device(KeyPair key, DeviceCa.Form form) {
    Bytes spki = Bytes.of(key.getPublic().getEncoded());
    return new Device(kind, algorithms, key, ca.certify("Device", spki, form));
  }

  private KeyPair attestationKey() {
    return algorithms.attestation().generateKeyPair(kind.bits(), random);
  }

  /** The CA. */
  DeviceCa ca() {
    return ca;
  }

  /** A directory with the CA's certificate only. */
  Path trustDirectory() {
    return trust;
  }

  private static Path directoryWith(Bytes anchor) {
    try {
      Path directory = Files.createTempDirectory("skep-benchmarks");
      Files.write(directory.resolve("device-ca.crt"), anchor.toArray());
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("no directory for the device CA's certificate", e);
    }
  }

  /** Deletes the directory. */
  @Override
  public void close() {
    try {
      Files.delete(trust.resolve("device-ca.crt"));
      Files.delete(trust);
    } catch (IOException e) {
      throw new UncheckedIOException(trust + " cannot be deleted; delete it yourself", e);
    }
  }
}
