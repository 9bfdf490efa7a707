/** Tests of the verifier with attestations that real schemes and a real CA made. */
package dev.skep.client.internal.attestation;
