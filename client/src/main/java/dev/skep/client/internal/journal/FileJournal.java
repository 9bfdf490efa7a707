package dev.skep.client.internal.journal;

import dev.skep.api.Bytes;
import dev.skep.api.files.DurableFiles;
import dev.skep.protocol.cbor.MalformedMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory with one file for each session, which only its owner may read. */
public final class FileJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
  private static final String ENTRY = ".session";
  private static final String ASIDE = ".unconfirmed";
  private static final String UNREADABLE = ".unreadable";
  private static final String TEMPORARY = ".new";

  private final Path directory;
  private final Set<Bytes> inHand = new HashSet<>();

  /** Names the directory; it is made when there is something to keep. */
  public FileJournal(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  @Override
  public synchronized List<JournalEntry> take(JournalEntry.Key key) throws IOException {
    List<JournalEntry> taken = new ArrayList<>();
    for (Path file : files()) {
      Optional<JournalEntry> entry = read(file);
      if (entry.isPresent()
          && entry.get().key().equals(key)
          && inHand.add(entry.get().sessionId())) {
        taken.add(entry.get());
      }
    }
    return taken;
  }

  @Override
  public synchronized void write(JournalEntry entry) throws IOException {
    DurableFiles.createDirectory(directory);
    DurableFiles.write(file(entry.sessionId(), ENTRY), entry.encode().toArray());
    inHand.add(entry.sessionId());
  }

  @Override
  public synchronized void delete(JournalEntry entry) throws IOException {
    inHand.remove(entry.sessionId());
    DurableFiles.delete(file(entry.sessionId(), ENTRY));
  }

  @Override
  public synchronized Optional<String> setAside(JournalEntry entry) throws IOException {
    inHand.remove(entry.sessionId());
    Path aside = file(entry.sessionId(), ASIDE);
    DurableFiles.move(file(entry.sessionId(), ENTRY), aside);
    return Optional.of(aside.toString());
  }

  @Override
  public synchronized Optional<String> leave(Bytes sessionId) {
    inHand.remove(sessionId);
    return Optional.of(file(sessionId, ENTRY).toString());
  }

  private Path file(Bytes sessionId, String ending) {
    return directory.resolve(sessionId.toHex() + ending);
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<Path> entries = new ArrayList<>();
    for (Path file : list()) {
      if (file.toString().endsWith(ENTRY)) {
        entries.add(file);
      } else if (file.toString().endsWith(TEMPORARY)) {
        DurableFiles.delete(file); // torn before the SE was given the commit; it holds a handle
      }
    }
    return entries;
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static Optional<JournalEntry> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(JournalEntry.LIMITS.maximumBytes() + 1);
      return Optional.of(JournalEntry.decode(Bytes.of(content)));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // settled meanwhile
    } catch (MalformedMessageException e) {
      Path aside = file.resolveSibling(file.getFileName() + UNREADABLE);
      DurableFiles.move(file, aside);
      LOG.error(
          "{} is no whole entry of the journal ({}); it is kept as {}. If an enrolment was broken"
              + " off, ask the issuer whether it has the session of that name before running"
              + " another",
          file,
          e.getMessage(),
          aside.getFileName());
      return Optional.empty();
    }
  }
}
