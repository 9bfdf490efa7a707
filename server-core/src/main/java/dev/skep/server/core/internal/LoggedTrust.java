package dev.skep.server.core.internal;

import dev.skep.server.core.internal.trust.TrustListener;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what is trusted. */
final class LoggedTrust implements TrustListener {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedTrust.class);

  private final Path anchors;

  /** Speaks of the directory of device CA certificates. */
  LoggedTrust(Path anchors) {
    this.anchors = anchors;
  }

  @Override
  public void loaded(int anchorCount, int revocationLists) {
    if (anchorCount == 0) {
      LOG.warn(
          "no device is trusted: put the device CA's certificate (*.pem, *.crt, *.cer) into {}",
          anchors);
    } else {
      LOG.info(
          "{} device CAs of {} are trusted, with {} revocation lists",
          anchorCount,
          anchors,
          revocationLists);
    }
  }

  @Override
  public void refused(String problem) {
    LOG.error("the device trust stays as it was: {}", problem);
  }
}
