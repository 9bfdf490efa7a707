package dev.skep.benchmarks.internal;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Times in nanoseconds: of as many enrolments and bare operations of each kind as {@link
 * #operations} says, and of {@link #aloneOperations} that were made one at a time. What begins with
 * cpu is the server's CPU time for the former, what begins with clock its time by the clock for the
 * latter. The bare signature and verification of a certificate count as cryptography.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class EnrolmentTimes {
  /** How many enrolments, and bare operations of each kind. */
  public long operations;

  /** How long the enrolments took by the clock. */
  public long together;

  /** What the machine's processors could have done meanwhile. */
  public long machine;

  /** What this process used of it, server and holders, with compiler and collector. */
  public long process;

  /** What the database's own processes used of it. */
  public long databaseProcesses;

  /** How many enrolments one at a time. */
  public long aloneOperations;

  /** How long these took by the clock. */
  public long alone;

  /** Cryptography. */
  public long cpuCryptography;

  /** Judging device certificates, but for their signatures. */
  public long cpuTrust;

  /** Making certificates, but for their signatures. */
  public long cpuCertificates;

  /** Changes of the database until they are durable. */
  public long cpuCommit;

  /** The rest of the stores, and threads of theirs. */
  public long cpuDatabase;

  /** The audit log. */
  public long cpuAudit;

  /** Codes, plans, orders. */
  public long cpuEnrolment;

  /** Messages, records, checks. */
  public long cpuCeremony;

  /** HTTP. */
  public long cpuHttp;

  /** As {@link #cpuCryptography}. */
  public long clockCryptography;

  /** As {@link #cpuTrust}. */
  public long clockTrust;

  /** As {@link #cpuCertificates}. */
  public long clockCertificates;

  /** As {@link #cpuCommit}. */
  public long clockCommit;

  /** As {@link #cpuDatabase}. */
  public long clockDatabase;

  /** As {@link #cpuAudit}, but for what is done behind the holders' backs. */
  public long clockAudit;

  /** As {@link #cpuEnrolment}. */
  public long clockEnrolment;

  /** As {@link #cpuCeremony}. */
  public long clockCeremony;

  /** HTTP; its CPU time, since its threads wait for holders most of the time. */
  public long clockHttp;

  /** The engine's making of a key pair. */
  public long generate;

  /** The engine's Diffie-Hellman. */
  public long agree;

  /** The engine's verification. */
  public long verify;

  /** The engine's verification by a key that is new to it. */
  public long verifyByNewKey;

  /** A signature by Bouncy Castle, whose the CA's are. */
  public long signByBc;

  /** A signature by the JDK, whose the management key's are. */
  public long signByJdk;
}
