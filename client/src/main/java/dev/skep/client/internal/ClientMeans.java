package dev.skep.client.internal;

import dev.skep.client.internal.journal.FileJournal;
import dev.skep.client.internal.journal.Journal;
import java.net.http.HttpClient;
import java.nio.file.Path;

/**
 * What the configuration gives a ceremony, from its begin to its end.
 *
 * @param limits how long and how often to try
 * @param directory the journal's, as configured; empty for none
 * @param journal knows which sessions are in hand, so one directory has one
 * @param http has the limits' connect time-out
 */
record ClientMeans(ClientLimits limits, String directory, Journal journal, HttpClient http) {
  private static final String DATA_PROPERTY = "skep.data";

  static ClientMeans of(ClientLimits limits, Journal journal) {
    return new ClientMeans(limits, "", journal, ServerConnection.http(limits.connectTimeout()));
  }

  /**
   * The means of a configuration.
   *
   * @throws IllegalArgumentException if a setting is out of its range; names it
   */
  static ClientMeans of(ClientSettings settings) {
    ClientLimits limits = ClientLimits.of(settings);
    return new ClientMeans(
        limits,
        settings.journal_directory(),
        journal(settings.journal_directory()),
        ServerConnection.http(limits.connectTimeout()));
  }

  /**
   * The means of a changed configuration, which share with these what has not changed.
   *
   * @throws IllegalArgumentException if a setting is out of its range; names it
   */
  ClientMeans changed(ClientSettings settings) {
    ClientLimits next = ClientLimits.of(settings);
    String place = settings.journal_directory();
    return new ClientMeans(
        next,
        place,
        place.equals(directory) ? journal : journal(place),
        next.connectTimeout().equals(limits.connectTimeout())
            ? http
            : ServerConnection.http(next.connectTimeout()));
  }

  private static Journal journal(String directory) {
    return directory.isEmpty()
        ? Journal.NONE
        : new FileJournal(Path.of(System.getProperty(DATA_PROPERTY, "")).resolve(directory));
  }
}
