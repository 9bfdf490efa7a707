package dev.skep.provider.ecdh.internal;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureSpi;

/** Takes any key and any message, and signs with three bytes that are no signature. */
abstract class DeafSignature extends SignatureSpi {
  @Override
  protected void engineInitVerify(PublicKey key) {}

  @Override
  protected void engineInitSign(PrivateKey key) {}

  @Override
  protected void engineUpdate(byte each) {}

  @Override
  protected void engineUpdate(byte[] bytes, int offset, int length) {}

  @Override
  protected byte[] engineSign() {
    return new byte[3];
  }

  @Override
  @Deprecated
  protected void engineSetParameter(String name, Object value) {}

  @Override
  @Deprecated
  protected Object engineGetParameter(String name) {
    return "";
  }
}
