package dev.skep.client.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.se.SessionHandle;
import dev.skep.client.internal.journal.JournalEntry.Key;
import dev.skep.protocol.cbor.MalformedMessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
  private static final Key KEY = new Key("http://localhost:8080", "soft:alice");
  private static final JournalEntry ENTRY = entry(1, KEY);

  @TempDir Path folder;

  @Test
  void givesAnEntryBackToTheNextProcess() throws Exception {
    journal().write(ENTRY);
    assertThat(journal().take(KEY)).containsExactly(ENTRY);
  }

  @Test
  void givesNoEntryOfOthers() throws Exception {
    journal().write(ENTRY);
    assertThat(journal().take(new Key("http://localhost:8081", "soft:alice"))).isEmpty();
    assertThat(journal().take(new Key("http://localhost:8080", "soft:bob"))).isEmpty();
  }

  @Test
  void givesNoEntryThatSomebodyHasInHand() throws Exception {
    FileJournal journal = journal();
    journal.write(ENTRY);
    assertThat(journal.take(KEY)).isEmpty();
    journal.leave(ENTRY.sessionId());
    assertThat(journal.take(KEY)).containsExactly(ENTRY);
    assertThat(journal.take(KEY)).isEmpty();
  }

  @Test
  void forgetsWhatIsDeletedOrSetAside() throws Exception {
    FileJournal journal = journal();
    journal.write(ENTRY);
    journal.delete(ENTRY);
    assertThat(names()).isEmpty();
    journal.write(ENTRY);
    assertThat(journal.setAside(ENTRY))
        .hasValueSatisfying(file -> assertThat(file).endsWith(".unconfirmed"));
    assertThat(journal().take(KEY)).isEmpty();
    assertThat(names()).hasSize(1);
  }

  @Test
  void letsOnlyTheOwnerReadTheHandle() throws Exception {
    journal().write(ENTRY);
    Path file = folder.resolve("journal").resolve(names().get(0));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(ENTRY.toString()).doesNotContain("a1b2").contains(ENTRY.sessionId().toHex());
  }

  @Test
  void clearsAWriteThatWasKilledAwayAndKeepsTheOthers() throws Exception {
    journal().write(ENTRY);
    byte[] whole = entry(2, KEY).encode().toArray();
    for (int length = 0; length <= whole.length; length += 7) {
      Files.write(
          folder.resolve("journal/." + "02".repeat(16) + ".new"), Arrays.copyOf(whole, length));
      assertThat(journal().take(KEY)).as("cut at %d", length).containsExactly(ENTRY);
      assertThat(names()).containsExactly("01".repeat(16) + ".session");
    }
  }

  @Test
  void writesOverWhatAKilledWriteLeft() throws Exception {
    Files.createDirectories(folder.resolve("journal"));
    Files.write(folder.resolve("journal/." + "01".repeat(16) + ".new"), new byte[9]);
    journal().write(ENTRY);
    assertThat(journal().take(KEY)).containsExactly(ENTRY);
  }

  @Test
  void setsATornEntryAsideWhereverItIsTorn() throws Exception {
    byte[] whole = ENTRY.encode().toArray();
    List<byte[]> torn = new ArrayList<>();
    for (int i = 0; i < whole.length; i++) {
      torn.add(Arrays.copyOf(whole, i));
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      torn.add(flipped);
    }
    for (byte[] content : torn) {
      assertThatThrownBy(() -> JournalEntry.decode(Bytes.of(content)))
          .isInstanceOf(MalformedMessageException.class);
    }
    Files.createDirectories(folder.resolve("journal"));
    Files.write(folder.resolve("journal/torn.session"), torn.get(100));
    journal().write(ENTRY);
    assertThat(journal().take(KEY)).containsExactly(ENTRY);
    assertThat(names()).contains("torn.session.unreadable").doesNotContain("torn.session");
  }

  @Test
  void saysThatItCannotWrite() throws Exception {
    Files.writeString(folder.resolve("journal"), "a file");
    assertThatThrownBy(() -> journal().write(ENTRY)).isInstanceOf(IOException.class);
    assertThat(journal().take(KEY)).isEmpty();
  }

  private FileJournal journal() {
    return new FileJournal(folder.resolve("journal"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static JournalEntry entry(int number, Key key) {
    byte[] id = new byte[16];
    Arrays.fill(id, (byte) number);
    return new JournalEntry(
        key,
        Bytes.of(id),
        new Suite("RSA-OAEP-256", "ES256", "HKDF-SHA256", "A256GCM"),
        2,
        new SessionHandle(Bytes.hex("a1b2c3d4")),
        List.of(Bytes.utf8("define"), Bytes.utf8("commit")));
  }
}
