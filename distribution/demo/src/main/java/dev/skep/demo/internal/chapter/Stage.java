package dev.skep.demo.internal.chapter;

import dev.skep.demo.internal.container.AuditLog;
import dev.skep.demo.internal.container.Configurations;
import dev.skep.demo.internal.container.Services;
import dev.skep.demo.internal.device.SoftwareElement;
import dev.skep.demo.internal.story.Narrator;
import dev.skep.demo.internal.wire.ServerLine;
import java.security.SecureRandom;

/**
 * What all chapters share.
 *
 * @param narrator prints
 * @param services finds services
 * @param configurations writes configurations
 * @param audit the server's audit events
 * @param server its resources, by hand
 * @param random of the demo's own parts
 */
public record Stage(
    Narrator narrator,
    Services services,
    Configurations configurations,
    AuditLog audit,
    ServerLine server,
    SecureRandom random) {
  static final String RSA_TRANSPORT = "RSA-OAEP-256";
  static final String EC_TRANSPORT = "DHKEM-P256-HKDF-SHA256";

  /** Attests with RSA; keeps its sessions in memory. */
  public static final SoftwareElement ALICE = new SoftwareElement("alice-card", "RS256", "memory");

  /** Attests with ECDSA; its handles carry their sessions, wrapped. */
  public static final SoftwareElement BOB = new SoftwareElement("bob-token", "ES256", "wrapped");
}
