package dev.skep.se.pcsc.simulator;

import java.util.concurrent.CountDownLatch;

/** A process that has a daemon and ends only when it is killed. */
final class DaemonHolder {
  private DaemonHolder() {}

  public static void main(String[] arguments) throws Exception {
    try (PcscDaemon daemon = PcscDaemon.start()) {
      System.out.println(daemon.pid() + " " + daemon.socket());
      new CountDownLatch(1).await();
    }
  }
}
