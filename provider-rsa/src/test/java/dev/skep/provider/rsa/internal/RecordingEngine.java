package dev.skep.provider.rsa.internal;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;

/** An engine named RECORDING: the JDK's RSA, which notes each operation and its block's size. */
final class RecordingEngine extends Provider {
  private static final long serialVersionUID = 1L;

  RecordingEngine(List<String> events) {
    super("RECORDING", "1", "for tests");
    putService(
        new Service(this, "MessageDigest", "SHA-256", "Sha256", null, null) {
          @Override
          public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return MessageDigest.getInstance("SHA-256");
          }
        });
    putService(
        new Service(this, "Cipher", "RSA/ECB/NoPadding", "Recorded", null, null) {
          @Override
          public Object newInstance(Object parameter) {
            return new Recorded(events);
          }
        });
  }

  /** A random generator that notes each use. */
  static SecureRandom random(List<String> events) {
    return new SecureRandom() {
      private static final long serialVersionUID = 1L;

      @Override
      public void nextBytes(byte[] bytes) {
        events.add("random " + bytes.length);
        super.nextBytes(bytes);
      }
    };
  }

  private static final class Recorded extends CipherSpi {
    private final List<String> events;
    private final Cipher jdk;

    Recorded(List<String> events) {
      this.events = events;
      try {
        this.jdk = Cipher.getInstance("RSA/ECB/NoPadding", "SunJCE");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected void engineInit(
        int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
        throws InvalidKeyException, InvalidAlgorithmParameterException {
      throw new UnsupportedOperationException("with parameters");
    }

    @Override
    protected byte[] engineDoFinal(byte[] input, int offset, int length)
        throws IllegalBlockSizeException, BadPaddingException {
      events.add("operation " + length);
      return jdk.doFinal(input, offset, length);
    }

    @Override
    protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
      jdk.init(mode, key);
    }

    @Override
    protected void engineInit(
        int mode, Key key, AlgorithmParameters parameters, SecureRandom random) {
      throw new UnsupportedOperationException("with encoded parameters");
    }

    @Override
    protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int at)
        throws ShortBufferException {
      throw new UnsupportedOperationException("into a buffer");
    }

    @Override
    protected byte[] engineUpdate(byte[] input, int offset, int length) {
      throw new UnsupportedOperationException("in parts");
    }

    @Override
    protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int at) {
      throw new UnsupportedOperationException("in parts");
    }

    @Override
    protected void engineSetMode(String mode) {}

    @Override
    protected void engineSetPadding(String padding) {}

    @Override
    protected int engineGetBlockSize() {
      return 0;
    }

    @Override
    protected int engineGetOutputSize(int length) {
      return jdk.getOutputSize(length);
    }

    @Override
    protected byte[] engineGetIV() {
      return new byte[0];
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
      return jdk.getParameters();
    }
  }
}
