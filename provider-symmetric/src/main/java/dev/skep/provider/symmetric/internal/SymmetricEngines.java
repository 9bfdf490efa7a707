package dev.skep.provider.symmetric.internal;

import dev.skep.api.engine.JcaEngines;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The engine that does each {@link Primitive} now. Thread-safe: a change of engines is seen by the
 * next operation; one that has begun ends on the engine that it began with.
 *
 * <p>Key material goes into a {@link SecretKeySpec}, whose copy cannot be zeroed; so it is made for
 * one operation and dropped with it.
 */
public final class SymmetricEngines {
  private volatile Map<Primitive, Provider> chosen;

  /**
   * Chooses once, from the engines that are here now.
   *
   * @param installed read now, not kept
   */
  public SymmetricEngines(JcaEngines installed, EnginePreferences preferences) {
    chosen = choose(installed, preferences);
  }

  /**
   * The JDK's engines and those that {@link java.util.ServiceLoader} finds, by the default
   * preferences; the same instance for every caller, because starting an engine is slow.
   */
  public static SymmetricEngines ofModulePath() {
    return ModulePath.ENGINES;
  }

  /** Finds the first preferred engine for each primitive; those that no engine has are left out. */
  static Map<Primitive, Provider> choose(JcaEngines installed, EnginePreferences preferences) {
    Map<Primitive, Provider> found = new EnumMap<>(Primitive.class);
    for (Primitive primitive : Primitive.values()) {
      primitive.preferred(preferences).stream()
          .flatMap(name -> find(installed, name, primitive).stream())
          .findFirst()
          .ifPresent(engine -> found.put(primitive, engine));
    }
    return Map.copyOf(found);
  }

  /** Goes over to other engines, from the next operation on. */
  void replace(Map<Primitive, Provider> engines) {
    chosen = Map.copyOf(engines);
  }

  /** What can be done now. */
  Set<Primitive> available() {
    return chosen.keySet();
  }

  /**
   * A MAC with its key.
   *
   * @param key read, not kept by this class
   * @throws IllegalStateException if no engine has it
   */
  Mac mac(Primitive primitive, byte[] key) {
    return mac(primitive, key, 0, key.length);
  }

  /** As {@link #mac(Primitive, byte[])}, the key being a part of the array. */
  Mac mac(Primitive primitive, byte[] key, int offset, int length) {
    try {
      Mac mac = Mac.getInstance(primitive.algorithm(), engine(primitive));
      mac.init(new SecretKeySpec(key, offset, length, primitive.algorithm()));
      return mac;
    } catch (GeneralSecurityException e) {
      throw cannotHappen(primitive, e);
    }
  }

  /**
   * Gives a MAC that has ended another key.
   *
   * @param key read, not kept by this class
   */
  void rekey(Mac mac, Primitive primitive, byte[] key) {
    try {
      mac.init(new SecretKeySpec(key, primitive.algorithm()));
    } catch (GeneralSecurityException e) {
      throw cannotHappen(primitive, e);
    }
  }

  /**
   * AES with its key, ready for use.
   *
   * @param mode {@link Cipher#ENCRYPT_MODE} or {@link Cipher#DECRYPT_MODE}
   * @param key 16, 24 or 32 bytes; read, not kept by this class
   * @param parameters the nonce or IV, or null for a mode without
   * @throws IllegalStateException if no engine has it
   */
  Cipher cipher(
      Primitive primitive,
      int mode,
      SecretKeySpec key,
      @Nullable AlgorithmParameterSpec parameters) {
    try {
      Cipher cipher = Cipher.getInstance(primitive.algorithm(), engine(primitive));
      cipher.init(mode, key, parameters);
      return cipher;
    } catch (GeneralSecurityException e) {
      throw cannotHappen(primitive, e);
    }
  }

  /**
   * SHA-256.
   *
   * @return 32 bytes; the caller zeroes them
   * @throws IllegalStateException if no engine has it
   */
  byte[] sha256(byte[] input) {
    try {
      return MessageDigest.getInstance(Primitive.SHA256.algorithm(), engine(Primitive.SHA256))
          .digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw cannotHappen(Primitive.SHA256, e);
    }
  }

  /** The one place for what a working engine never does with checked arguments. */
  static IllegalStateException cannotHappen(Primitive primitive, GeneralSecurityException cause) {
    return new IllegalStateException(
        "the engine failed at " + primitive.algorithm() + ": " + cause.getMessage(), cause);
  }

  private Provider engine(Primitive primitive) {
    Provider engine = chosen.get(primitive);
    if (engine == null) {
      throw new IllegalStateException(
          "no preferred engine has "
              + primitive.algorithm()
              + ": install one that has it, for example Bouncy Castle, or leave the algorithm out");
    }
    return engine;
  }

  /** Some engines register a cipher by its transformation, others only as "AES" with modes. */
  private static Optional<Provider> find(JcaEngines installed, String name, Primitive primitive) {
    List<String> names =
        primitive.type().equals("Cipher")
            ? List.of(primitive.algorithm(), "AES")
            : List.of(primitive.algorithm());
    for (String algorithm : names) {
      try {
        Provider engine = installed.select(List.of(name), primitive.type(), algorithm);
        if (works(primitive, engine)) {
          return Optional.of(engine);
        }
      } catch (NoSuchAlgorithmException e) {
        continue;
      }
    }
    return Optional.empty();
  }

  private static boolean works(Primitive primitive, Provider engine) {
    try {
      Object instance =
          switch (primitive.type()) {
            case "Cipher" -> Cipher.getInstance(primitive.algorithm(), engine);
            case "Mac" -> Mac.getInstance(primitive.algorithm(), engine);
            default -> MessageDigest.getInstance(primitive.algorithm(), engine);
          };
      return instance != null;
    } catch (GeneralSecurityException | SecurityException e) {
      return false;
    }
  }

  private static final class ModulePath {
    static final SymmetricEngines ENGINES =
        new SymmetricEngines(JcaEngines.fromServiceLoader(), EnginePreferences.DEFAULT);
  }
}
