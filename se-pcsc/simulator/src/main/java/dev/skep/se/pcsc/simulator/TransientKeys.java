package dev.skep.se.pcsc.simulator;

import java.util.Collection;
import java.util.Set;
import javacard.security.Key;
import javacard.security.KeyBuilder;

/** Keys whose value a card has in transient memory. */
final class TransientKeys {
  private static final Set<Byte> ON_RESET =
      Set.of(
          KeyBuilder.TYPE_DES_TRANSIENT_RESET,
          KeyBuilder.TYPE_AES_TRANSIENT_RESET,
          KeyBuilder.TYPE_HMAC_TRANSIENT_RESET,
          KeyBuilder.TYPE_RSA_PRIVATE_TRANSIENT_RESET,
          KeyBuilder.TYPE_RSA_CRT_PRIVATE_TRANSIENT_RESET,
          KeyBuilder.TYPE_EC_FP_PRIVATE_TRANSIENT_RESET);
  private static final Set<Byte> ON_DESELECT =
      Set.of(
          KeyBuilder.TYPE_DES_TRANSIENT_DESELECT,
          KeyBuilder.TYPE_AES_TRANSIENT_DESELECT,
          KeyBuilder.TYPE_HMAC_TRANSIENT_DESELECT,
          KeyBuilder.TYPE_RSA_PRIVATE_TRANSIENT_DESELECT,
          KeyBuilder.TYPE_RSA_CRT_PRIVATE_TRANSIENT_DESELECT,
          KeyBuilder.TYPE_EC_FP_PRIVATE_TRANSIENT_DESELECT);

  private TransientKeys() {}

  static boolean isTransient(Key key) {
    return ON_RESET.contains(key.getType()) || ON_DESELECT.contains(key.getType());
  }

  /** After a reset such a key is not initialised; jcardsim has it all zero instead. */
  static void clear(Collection<Object> objects) {
    for (Object object : objects) {
      if (object instanceof Key key && isTransient(key)) {
        key.clearKey();
      }
    }
  }
}
