package dev.skep.server.core.internal.keys;

import java.io.IOException;
import java.util.List;

/** A place where the keys of the ring are kept. Used by one thread at a time. */
interface KeyShelf {
  /** One key that is kept. */
  interface Entry {
    /** Names the entry, for messages and to know it again. */
    String place();

    /** Whether it is the one key that its purpose has for good. */
    boolean elected();

    /**
     * Reads the key.
     *
     * @return the caller closes its private half
     * @throws java.nio.file.NoSuchFileException if it is gone
     * @throws IOException if it cannot be used; the message names it and says what to do
     */
    StoredKey read() throws IOException;
  }

  /** Names the whole, for messages. */
  String name();

  /** Whether a key may be added only where all that are there can be read. */
  boolean mustBeReadable();

  /**
   * What is kept now.
   *
   * @throws IOException if that cannot be said now
   */
  List<Entry> entries() throws IOException;

  /**
   * Keeps a new key; it is durable when this returns.
   *
   * @throws IOException if it may not have been kept
   */
  Entry add(StoredKey key) throws IOException;

  /**
   * Keeps a key as the one that its purpose has for good, unless there is one.
   *
   * @throws IOException if that cannot be said now
   */
  void elect(StoredKey key) throws IOException;

  /**
   * Erases a key; one that is gone is ignored.
   *
   * @throws IOException if it may still be there
   */
  void remove(String place) throws IOException;
}
