package dev.skep.benchmarks.internal;

import dev.skep.api.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * Full TLS 1.3 handshakes of JSSE with certificates on both sides, in memory: ECDHE and ECDSA on
 * P-256, without resumption. Not thread-safe.
 *
 * <p>JSSE takes the first engine of the JVM's list, so another engine than the JDK's stands at its
 * head, in this benchmark only, for as long as hands are shaken.
 */
final class TlsHandshake {
  /** What the JVM must be started with, so that ECDHE is on P-256. */
  static final String ONLY_P256 = "-Djdk.tls.namedGroups=secp256r1";

  private static final char[] PASSWORD = {'x'};

  private final DeviceCa ca;
  private final Provider engine;
  private final KeyPair clientKey;
  private final SSLContext serverSide;

  /** The engine at the head of the JVM's list, unless it is on that list anyway. */
  private record AtHead(Provider engine, boolean added) implements AutoCloseable {
    AtHead(Provider engine) {
      this(engine, Security.insertProviderAt(engine, 1) > 0);
    }

    @Override
    public void close() {
      if (added) {
        Security.removeProvider(engine.getName());
      }
    }
  }

  /**
   * Makes the server's side.
   *
   * @param ca certifies both sides, and is what they trust
   * @param engine makes their keys and does the work
   */
  TlsHandshake(DeviceCa ca, Provider engine) throws GeneralSecurityException, IOException {
    this.ca = ca;
    this.engine = engine;
    try (AtHead head = new AtHead(engine)) {
      this.clientKey = DeviceCa.keyPair(KeyKind.EC, head.engine());
      this.serverSide = side(DeviceCa.keyPair(KeyKind.EC, head.engine()), "Server");
    }
  }

  /** One side with a new certificate; its key is at hand, not encrypted. */
  private SSLContext side(KeyPair pair, String name) throws GeneralSecurityException, IOException {
    Bytes spki = Bytes.of(pair.getPublic().getEncoded());
    X509Certificate anchor = certificate(ca.certificate());
    X509Certificate own = certificate(ca.certify(name, spki, DeviceCa.Form.PLAIN));
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    store.setKeyEntry(name, pair.getPrivate(), PASSWORD, new X509Certificate[] {own});
    store.setCertificateEntry("anchor", anchor);
    // The factory named PKIX would decrypt the key in each handshake.
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("SunX509");
    keyManagers.init(store, PASSWORD);
    TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
    trustManagers.init(store);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }

  private static X509Certificate certificate(Bytes der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der.toArray()));
  }

  /**
   * Shakes hands so many times, each time with a client certificate that the server has not seen:
   * JSSE remembers signatures that it has verified.
   *
   * @return the CPU time of the server's calls and tasks, in nanoseconds
   */
  long shakeHands(int times) throws GeneralSecurityException, IOException {
    long nanos = 0;
    try (AtHead head = new AtHead(engine)) {
      for (int i = 0; i < times; i++) {
        // Without the peer's address JSSE does not look for a session to resume.
        SSLEngine server = serverSide.createSSLEngine();
        SSLEngine client = side(clientKey, "Client").createSSLEngine();
        server.setUseClientMode(false);
        server.setNeedClientAuth(true);
        client.setUseClientMode(true);
        nanos += shakeHands(server, client);
        check(server);
      }
      return nanos;
    }
  }

  private static long shakeHands(SSLEngine server, SSLEngine client) throws SSLException {
    ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
    ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
    long nanos = 0;
    boolean moved = true;
    while (moved) {
      int before = toServer.position() + toClient.position();
      advance(client, toClient, toServer);
      int written = toServer.position() + toClient.position();
      nanos += CpuTime.of(1, () -> advance(server, toServer, toClient));
      moved =
          written != before
              || toServer.position() + toClient.position() != written
              || isShaking(server)
              || isShaking(client);
    }
    return nanos;
  }

  /** Lets one side do all that it can now. */
  private static void advance(SSLEngine side, ByteBuffer in, ByteBuffer out) throws SSLException {
    ByteBuffer empty = ByteBuffer.allocate(0);
    ByteBuffer application = ByteBuffer.allocate(side.getSession().getApplicationBufferSize());
    boolean moved = true;
    while (moved) {
      int before = in.position() + out.position();
      HandshakeStatus status = side.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        side.getDelegatedTask().run();
      } else if (status == HandshakeStatus.NEED_WRAP || !isStarted(side)) {
        side.wrap(empty, out);
      } else {
        in.flip();
        side.unwrap(in, application);
        in.compact();
      }
      moved = in.position() + out.position() != before || side.getHandshakeStatus() != status;
    }
  }

  private static boolean isStarted(SSLEngine side) {
    return !side.getUseClientMode()
        || isShaking(side)
        || !side.getSession().getProtocol().equals("NONE");
  }

  private static boolean isShaking(SSLEngine side) {
    return side.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
  }

  private static void check(SSLEngine server) throws SSLException {
    if (!server.getSession().getProtocol().equals("TLSv1.3")
        || server.getSession().getPeerCertificates().length != 1) {
      throw new IllegalStateException("not a mutual TLS 1.3 handshake");
    }
  }
}
