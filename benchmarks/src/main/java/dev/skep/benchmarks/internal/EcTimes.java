package dev.skep.benchmarks.internal;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** CPU time in nanoseconds, of as many operations of each kind as {@link #operations} says. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class EcTimes {
  /** How many of each kind. */
  public long operations;

  /** An offer, with the making of its key pair. */
  public long offer;

  /** The core of accepting a device that was never seen, see {@link Core}. */
  public long core;

  /** Accepting a device that was never seen, of a known issuer. */
  public long newDevice;

  /** Accepting a device whose certificate was accepted before. */
  public long returningDevice;

  /** Accepting a device whose certificate is left to PKIX. */
  public long fullPkix;

  /** The engine's Diffie-Hellman with a peer's key that is new to it. */
  public long agree;

  /** The engine's verification. */
  public long verify;

  /** The engine's verification by a key that is new to it. */
  public long verifyByNewKey;

  /** The engine's making of a key pair. */
  public long generate;

  /** The JDK's verification, which is also that of PKIX. */
  public long pkixVerify;

  /** JSSE's server side of a handshake; only with the JDK's engine, which it always uses. */
  public long handshake;
}
