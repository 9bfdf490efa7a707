package dev.skep.distribution.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder of all that is written, held by one container at a time: a second one would clear the
 * first one's bundle cache.
 */
final class DataFolder implements AutoCloseable {
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel channel;

  private DataFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Holds the folder until the result is closed or the process ends.
   *
   * @param folder exists
   * @throws LaunchException if another container holds it, or it cannot be written
   */
  static DataFolder hold(Path folder) throws LaunchException {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        channel.close();
        throw new LaunchException(
            "the data folder "
                + folder
                + " is in use by another SKEP; stop that one, or set SKEP_DATA to another folder");
      }
      return new DataFolder(folder, channel);
    } catch (IOException e) {
      throw failed("lock", folder, e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  @Override
  public void close() throws LaunchException {
    try {
      channel.close();
    } catch (IOException e) {
      throw failed("unlock", folder, e);
    }
  }

  private static LaunchException failed(String what, Path folder, IOException cause) {
    return new LaunchException(
        "cannot " + what + " the data folder " + folder + " (" + cause.getMessage() + ")", cause);
  }
}
