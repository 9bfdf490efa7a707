package dev.skep.se.kernel.internal.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Steps on files with a power cut before one of them, or in the middle of it. What was written and
 * not synced is then cut short, as it is when only a part of it had reached the disk.
 */
final class CutSteps extends FileSteps {
  private final Supplier<? extends Error> cut;
  private final boolean half;
  private final Set<Path> unsynced = new HashSet<>();
  private int left;

  /**
   * Steps with a cut.
   *
   * @param left how many are done before it
   * @param half whether the next one is begun
   */
  CutSteps(Supplier<? extends Error> cut, int left, boolean half) {
    this.cut = cut;
    this.left = left;
    this.half = half;
  }

  @Override
  void create(Path file) throws IOException {
    beforeStep();
    super.create(file);
    afterStep();
  }

  @Override
  void write(Path file, byte[] content) throws IOException {
    beforeStep();
    unsynced.add(file);
    super.write(file, left < 0 ? Arrays.copyOf(content, content.length / 2) : content);
    afterStep();
  }

  @Override
  void sync(Path file) throws IOException {
    beforeStep();
    super.sync(file);
    unsynced.remove(file);
    afterStep();
  }

  @Override
  void link(Path link, Path existing) throws IOException {
    beforeStep();
    super.link(link, existing);
    afterStep();
  }

  @Override
  void rename(Path from, Path to) throws IOException {
    beforeStep();
    super.rename(from, to);
    afterStep();
  }

  @Override
  void delete(Path file) throws IOException {
    beforeStep();
    super.delete(file);
    afterStep();
  }

  @Override
  void syncFolder(Path file) throws IOException {
    beforeStep();
    super.syncFolder(file);
    afterStep();
  }

  private void beforeStep() throws IOException {
    left--;
    if (left < 0 && !half) {
      loseUnsynced();
      throw cut.get();
    }
  }

  private void afterStep() throws IOException {
    if (left < 0) {
      loseUnsynced();
      throw cut.get();
    }
  }

  private void loseUnsynced() throws IOException {
    for (Path file : unsynced) {
      if (Files.exists(file)) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(channel.size() / 2);
        }
      }
    }
  }
}
