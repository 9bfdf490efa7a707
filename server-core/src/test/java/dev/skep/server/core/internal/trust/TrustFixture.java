package dev.skep.server.core.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Rejection;
import dev.skep.api.SettingsException;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A directory of trust with what a test puts there, and a clock for its looks. */
final class TrustFixture {
  final Path directory;
  final List<String> events = new ArrayList<>();
  TrustSettings settings;
  private final JcaEngines engines = new JcaEngines();
  private long nanos;
  private DirectoryDeviceTrust trust;

  TrustFixture(Path directory) {
    this.directory = directory;
    this.settings = TrustSettings.of(directory);
    engines.add(TestCertificate.BC);
  }

  TrustFixture trusting(Issued... anchors) {
    for (Issued anchor : anchors) {
      write("anchor-" + anchor.der().hashCode() + ".crt", anchor.der().toArray());
    }
    return this;
  }

  TrustFixture with(String file, TestRevocationList list) {
    write(file, list.der());
    return this;
  }

  void write(String file, byte[] content) {
    try {
      Files.write(directory.resolve(file), content);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void remove(String file) {
    try {
      Files.delete(directory.resolve(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets so much time pass for the next look at the directory. */
  void pass(Duration time) {
    nanos += time.toNanos();
  }

  DirectoryDeviceTrust open() {
    if (trust == null) {
      trust = openAnother();
    }
    return trust;
  }

  DirectoryDeviceTrust openAnother() {
    try {
      return DirectoryDeviceTrust.open(settings, engines, listener(), () -> nanos);
    } catch (SettingsException e) {
      throw new IllegalStateException(e);
    }
  }

  JcaEngines engines() {
    return engines;
  }

  TrustDecision.Trusted accepts(Issued... chain) {
    return accepts(TestCertificate.NOW, chain);
  }

  TrustDecision.Trusted accepts(Instant at, Issued... chain) {
    TrustDecision decision = open().evaluate(der(chain), at);
    assertThat(decision).isInstanceOf(TrustDecision.Trusted.class);
    return (TrustDecision.Trusted) decision;
  }

  Rejection rejects(TrustRule rule, Issued... chain) {
    return rejects(rule, TestCertificate.NOW, chain);
  }

  Rejection rejects(TrustRule rule, Instant at, Issued... chain) {
    return rejects(rule, at, der(chain));
  }

  Rejection rejects(TrustRule rule, Instant at, List<Bytes> chain) {
    TrustDecision decision = open().evaluate(chain, at);
    assertThat(decision).isInstanceOf(TrustDecision.Untrusted.class);
    Rejection rejection = ((TrustDecision.Untrusted) decision).rejection();
    assertThat(rejection.rule()).as(rejection.reason()).isEqualTo(rule.id());
    return rejection;
  }

  static List<Bytes> der(Issued... chain) {
    return Stream.of(chain).map(Issued::der).toList();
  }

  private TrustListener listener() {
    return new TrustListener() {
      @Override
      public void loaded(int anchors, int revocationLists) {
        events.add("loaded " + anchors + " " + revocationLists);
      }

      @Override
      public void refused(String problem) {
        events.add("refused " + problem);
      }
    };
  }
}
