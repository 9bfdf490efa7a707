package dev.skep.provider.ecdh.internal;

/**
 * The key derivation of one DHKEM (RFC 9180 section 7.1).
 *
 * @param kemId the registered number
 * @param hmac the JCA name
 * @param secretBytes Nsecret, which here equals the length of the hash
 */
record KdfParameters(int kemId, String hmac, int secretBytes) {}
