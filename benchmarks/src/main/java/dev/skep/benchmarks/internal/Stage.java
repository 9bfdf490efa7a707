package dev.skep.benchmarks.internal;

/** What the server's time goes into. */
enum Stage {
  /** Algorithms, sealed boxes and the management key's signature. */
  CRYPTOGRAPHY,
  /** Judging the device's certificate, its signature included. */
  TRUST,
  /** Making certificates, their signatures included. */
  CERTIFICATES,
  /** Changes of the database until they are durable; one of a single statement as a whole. */
  COMMIT,
  /** All else that the stores do, in this process. */
  DATABASE,
  /** Events of the audit log: their lines, their rows and the commits of these. */
  AUDIT,
  /** Who may enrol what for: codes, plans, orders. */
  ENROLMENT,
  /** The ceremony itself: messages, records, checks. */
  CEREMONY
}
