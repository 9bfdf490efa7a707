package dev.skep.benchmarks.internal;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** CPU time in nanoseconds, of as many operations of each kind as {@link #operations} says. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class RsaTimes {
  /** How many of each kind. */
  public long operations;

  /** An offer. */
  public long offer;

  /**
   * The core of accepting a new certificate for a key that was checked before, see {@link Core}.
   */
  public long core;

  /** Accepting a device that was never seen, of a known issuer: its key is checked completely. */
  public long newDevice;

  /** Accepting a device whose certificate was accepted before. */
  public long returningDevice;

  /** Accepting a device with a new certificate for a key that was checked before. */
  public long newCertificate;

  /** The same where the certificate is left to PKIX. */
  public long fullPkix;

  /** The engine's OAEP decryption. */
  public long decrypt;

  /** The engine's verification. */
  public long verify;

  /** The engine's verification by a key that is new to it. */
  public long verifyByNewKey;

  /** The JDK's verification, which is also that of PKIX. */
  public long pkixVerify;
}
