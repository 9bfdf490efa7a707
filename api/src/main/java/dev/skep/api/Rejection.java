package dev.skep.api;

/**
 * Why a peer's message was not accepted: a value for the audit log, never for the network.
 *
 * @param rule the numbered rule of the specification that failed, for example {@code S-17}
 * @param reason the exact reason, for an operator; holds no secret
 */
public record Rejection(String rule, String reason) {}
