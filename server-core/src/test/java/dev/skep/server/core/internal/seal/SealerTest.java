package dev.skep.server.core.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.engine.JcaEngines;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SealerTest {
  private final SecureRandom random = new SecureRandom();
  private final Sealer sealer = sealer(SecretBytes.random(32, random));

  private Sealer sealer(SecretBytes key) {
    return new Sealer(key, random, new JcaEngines());
  }

  private Bytes seal(String purpose, String text) {
    try (SecretBytes content = SecretBytes.adopt(Bytes.utf8(text).toArray())) {
      return sealer.seal(purpose, content);
    }
  }

  @Test
  void opensWhatItSealed() {
    Bytes box = seal("token", "content");
    try (SecretBytes opened = sealer.open("token", box).orElseThrow()) {
      Bytes content = opened.use(Bytes::of);
      assertThat(content).isEqualTo(Bytes.utf8("content"));
    }
  }

  @Test
  void sealsTheSameContentDifferentlyEachTime() {
    assertThat(seal("token", "content")).isNotEqualTo(seal("token", "content"));
  }

  @Test
  void opensNothingElse() {
    Bytes box = seal("token", "content");
    assertThat(sealer.open("session", box)).as("another purpose").isEmpty();
    assertThat(sealer(SecretBytes.random(32, random)).open("token", box))
        .as("another key")
        .isEmpty();
    for (int i = 0; i < box.length(); i++) {
      byte[] bent = box.toArray();
      bent[i] ^= 1;
      assertThat(sealer.open("token", Bytes.of(bent))).as("byte %d bent", i).isEmpty();
      assertThat(sealer.open("token", box.slice(0, i))).as("cut at %d", i).isEmpty();
    }
  }

  @Test
  void refusesAKeyOfAnotherSize() {
    assertThatThrownBy(() -> sealer(SecretBytes.random(16, random)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsFieldsApart() {
    try (BoxWriter writer = new BoxWriter();
        SecretBytes secret = SecretBytes.copyOf(new byte[] {7, 8})) {
      writer.add("text").add(42L).add(Bytes.hex("0102")).add(secret);
      try (SecretBytes joined = writer.join();
          BoxReader reader = new BoxReader(joined)) {
        assertThat(reader.text()).isEqualTo("text");
        assertThat(reader.number()).isEqualTo(42);
        assertThat(reader.bytes()).isEqualTo(Bytes.hex("0102"));
        try (SecretBytes read = reader.secret()) {
          assertThat(read.matches(secret)).isTrue();
        }
        assertThat(reader.hasMore()).isFalse();
      }
    }
  }
}
