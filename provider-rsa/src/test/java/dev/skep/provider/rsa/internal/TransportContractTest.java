package dev.skep.provider.rsa.internal;

import dev.skep.api.algorithm.KeyTransport;
import dev.skep.testkit.algorithm.KeyTransportContract;
import java.security.KeyPair;
import java.security.SecureRandom;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of all transports, by each engine. */
@ParameterizedClass
@ValueSource(strings = {"JDK", "BC", "CORRETTO"})
class TransportContractTest extends KeyTransportContract {
  private final String engine;

  TransportContractTest(String engine) {
    this.engine = engine;
  }

  @Override
  protected KeyTransport transport() {
    return new RsaOaep256(TestKeys.engines(engine));
  }

  @Override
  protected KeyPair keyPair(int sizeBits, SecureRandom random) {
    return TestKeys.pair(engine, sizeBits);
  }
}
