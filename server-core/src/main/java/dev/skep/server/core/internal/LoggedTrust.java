package dev.skep.server.core.internal;

import dev.skep.server.core.internal.trust.TrustListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what is trusted. */
final class LoggedTrust implements TrustListener {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedTrust.class);

  @Override
  public void loaded(int anchors, int revocationLists) {
    if (anchors == 0) {
      LOG.warn(
          "no device is trusted: put the device CA's certificate into anchors.directory of {}",
          TrustConfiguration.PID);
    } else {
      LOG.info("{} device CAs are trusted, with {} revocation lists", anchors, revocationLists);
    }
  }

  @Override
  public void refused(String problem) {
    LOG.error("the device trust stays as it was: {}", problem);
  }
}
