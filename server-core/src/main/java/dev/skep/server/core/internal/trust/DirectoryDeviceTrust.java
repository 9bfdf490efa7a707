package dev.skep.server.core.internal.trust;

import dev.skep.api.Bytes;
import dev.skep.api.SettingsException;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.DeviceTrust;
import dev.skep.api.issuer.TrustDecision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Trusts the devices whose chains lead to the certificates in a directory, by rules S-7.1 to S-7.10
 * (spec section 8; RFC 5280 section 6.1). Thread-safe.
 *
 * <p>Changes in the directories count within a second of the next use, all at once. A directory
 * with a file that cannot be used changes nothing; after a start with such a file nothing is
 * trusted until it is mended.
 *
 * <p>Guarantee: no connection is ever opened. Revocation lists come from the directory only; the
 * JDK's own revocation checking and path building, which could follow an address, are not used.
 */
public final class DirectoryDeviceTrust implements DeviceTrust {
  private final ChainJudgement judgement;
  private final TrustDirectory directory;

  private DirectoryDeviceTrust(ChainJudgement judgement, TrustDirectory directory) {
    this.judgement = judgement;
    this.directory = directory;
  }

  /**
   * Reads the directories.
   *
   * @param engines where the engines of the settings are looked up
   * @param listener told of every change of what is trusted
   * @throws SettingsException if a directory is missing
   */
  public static DirectoryDeviceTrust open(
      TrustSettings settings, JcaEngines engines, TrustListener listener) throws SettingsException {
    return open(settings, engines, listener, System::nanoTime);
  }

  static DirectoryDeviceTrust open(
      TrustSettings settings, JcaEngines engines, TrustListener listener, LongSupplier nanoTime)
      throws SettingsException {
    checkDirectory(settings.anchors(), "anchors");
    checkDirectory(settings.revocationLists(), "revocation lists");
    ChainJudgement judgement = new ChainJudgement(settings, engines);
    return new DirectoryDeviceTrust(
        judgement, new TrustDirectory(judgement.files(), settings, listener, nanoTime));
  }

  @Override
  public TrustDecision evaluate(List<Bytes> chain, Instant at) {
    try {
      return judgement.judge(chain, at, directory.current());
    } catch (UntrustedException e) {
      return new TrustDecision.Untrusted(e.rejection());
    } catch (RuntimeException e) {
      // A certificate parser that fails in a way that nobody foresaw must not let a chain pass.
      return new TrustDecision.Untrusted(
          TrustRule.ENCODING.rejection("the chain cannot be processed: " + e));
    }
  }

  private static void checkDirectory(Path directory, String what) throws SettingsException {
    if (!Files.isDirectory(directory)) {
      throw new SettingsException(
          directory.toString(), "the directory of " + what + " is missing: create it");
    }
  }
}
