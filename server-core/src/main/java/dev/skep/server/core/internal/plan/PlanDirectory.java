package dev.skep.server.core.internal.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plans of a directory, {@code *.yaml}, read again when files change. Looks at most once a
 * second, on use, so it needs no thread; while one caller reads, the others go on with what is
 * there. A file that cannot be used does not touch the others. Thread-safe.
 */
public final class PlanDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(PlanDirectory.class);
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();
  private static final String ENDING = ".yaml";
  private static final int LARGEST = 64 * 1024;
  private static final int MOST = 1000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Path directory;
  private final LongSupplier nanoTime;
  private final AtomicLong lookedAt;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile List<PlanFile> files = List.of();
  private @Nullable List<Fingerprint> seen;
  private String lastProblem = "";

  /** A file, as far as it tells whether it has changed. */
  private record Fingerprint(Path file, long size, FileTime modified) {}

  /**
   * Reads the directory for the first time; a missing one has no plans until it is there.
   *
   * @param nanoTime a clock that never goes back
   */
  public PlanDirectory(Path directory, LongSupplier nanoTime) {
    this.directory = directory;
    this.nanoTime = nanoTime;
    this.lookedAt = new AtomicLong(nanoTime.getAsLong());
    look();
  }

  /** Where the plans are. */
  public Path path() {
    return directory;
  }

  /** All files, sorted by name. */
  public List<PlanFile> all() {
    long last = lookedAt.get();
    long now = nanoTime.getAsLong();
    if (now - last >= INTERVAL_NANOS && lookedAt.compareAndSet(last, now)) {
      look();
    }
    return files;
  }

  /** The file with a name. */
  public Optional<PlanFile> find(String name) {
    return all().stream().filter(file -> file.name().equals(name)).findFirst();
  }

  private void look() {
    if (!looking.tryLock()) {
      return;
    }
    try {
      // Taken before reading: a file that changes meanwhile differs from it at the next look.
      List<Fingerprint> now = fingerprints();
      if (!now.equals(seen)) {
        adopt(now.stream().map(print -> read(print.file())).toList());
        seen = now;
      }
      lastProblem = "";
    } catch (IOException e) {
      String problem = e.toString();
      if (!problem.equals(lastProblem)) {
        lastProblem = problem;
        LOG.error("the plans stay as they were, {} cannot be read: {}", directory, problem);
      }
    } finally {
      looking.unlock();
    }
  }

  private void adopt(List<PlanFile> read) {
    for (PlanFile file : read) {
      if (file instanceof PlanFile.Unusable wrong && !files.contains(wrong)) {
        LOG.error("a plan cannot be used: {}", wrong.reason());
      }
    }
    long usable = read.stream().filter(PlanFile.Usable.class::isInstance).count();
    LOG.info("{} of {} plans in {} can be used", usable, read.size(), directory);
    files = List.copyOf(read);
  }

  private List<Fingerprint> fingerprints() throws IOException {
    List<Fingerprint> prints = new ArrayList<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path file : entries.filter(PlanDirectory::isPlan).sorted().limit(MOST).toList()) {
        prints.add(new Fingerprint(file, Files.size(file), Files.getLastModifiedTime(file)));
      }
    }
    return prints;
  }

  private static boolean isPlan(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(ENDING) && !name.startsWith(".") && Files.isRegularFile(file);
  }

  private static PlanFile read(Path file) {
    String fileName = file.getFileName().toString();
    String name = fileName.substring(0, fileName.length() - ENDING.length());
    String shown = YamlTree.shown(name);
    try {
      if (!NAME.matcher(name).matches()) {
        return new PlanFile.Unusable(
            shown,
            shown + ENDING + ": a name has up to 64 letters, digits, dots, dashes or underscores");
      }
      return new PlanFile.Usable(PlanReader.read(name, text(file)));
    } catch (WrongPlanException e) {
      return new PlanFile.Unusable(name, file + ", " + e.getMessage());
    } catch (IOException e) {
      return new PlanFile.Unusable(name, file + " cannot be read: " + e);
    }
  }

  private static String text(Path file) throws IOException, WrongPlanException {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(LARGEST + 1);
    }
    if (content.length > LARGEST) {
      throw new WrongPlanException(1, "a plan has up to " + LARGEST + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new WrongPlanException(1, "the file is not in UTF-8");
    }
  }
}
