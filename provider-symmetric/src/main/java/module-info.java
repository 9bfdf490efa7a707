import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.provider.symmetric.internal.A128CbcHs256;
import dev.skep.provider.symmetric.internal.A256CbcHs512;
import dev.skep.provider.symmetric.internal.A256Gcm;
import dev.skep.provider.symmetric.internal.HkdfSha256;
import dev.skep.provider.symmetric.internal.HkdfSha384;
import dev.skep.provider.symmetric.internal.KbkdfCmacAes256;
import dev.skep.provider.symmetric.internal.KbkdfHmacSha256;

/** Key derivation and record ciphers. */
module dev.skep.provider.symmetric {
  requires dev.skep.api;
  requires static osgi.annotation;
  requires static osgi.core;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;
  requires static org.osgi.service.metatype.annotations;

  provides KeyDerivation with
      HkdfSha256,
      HkdfSha384,
      KbkdfHmacSha256,
      KbkdfCmacAes256;
  provides SessionCipher with
      A256Gcm,
      A128CbcHs256,
      A256CbcHs512;
}
