package com.licel.jcardsim.crypto;

import java.security.SecureRandom;

/**
 * The random numbers of jcardsim's key generation and ECDSA. Its own class of this name has no
 * entropy: all key pairs would be the same one, and nonces repeat.
 */
class SecureRandomNullProvider extends SecureRandom {
  private static final long serialVersionUID = 1;
}
