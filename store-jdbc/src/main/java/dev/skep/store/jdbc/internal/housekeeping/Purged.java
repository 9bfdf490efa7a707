package dev.skep.store.jdbc.internal.housekeeping;

/**
 * What one round of housekeeping has done.
 *
 * @param claims removed
 * @param sessions whose state was removed
 * @param certificates that were pending and are revoked
 * @param auditEvents removed
 */
public record Purged(int claims, int sessions, int certificates, int auditEvents) {}
