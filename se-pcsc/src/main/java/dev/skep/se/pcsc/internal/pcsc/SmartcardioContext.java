package dev.skep.se.pcsc.internal.pcsc;

import dev.skep.se.pcsc.internal.transport.TransportException;
import dev.skep.se.pcsc.internal.transport.TransportException.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.CardTerminals.State;

/** A context behind {@code javax.smartcardio}. */
final class SmartcardioContext implements PcscContext {
  private static final String ANY_PROTOCOL = "*";

  private final CardTerminals terminals;
  private final Exchange exchange;
  private final Release release;

  /** Lets a context go. */
  @FunctionalInterface
  interface Release {
    void run() throws CardException;
  }

  /**
   * A context.
   *
   * @param exchange how this library sends a command as it is
   */
  SmartcardioContext(CardTerminals terminals, Exchange exchange, Release release) {
    this.terminals = terminals;
    this.exchange = exchange;
    this.release = release;
  }

  @Override
  public SortedMap<String, Boolean> readers() throws TransportException {
    SortedMap<String, Boolean> readers = new TreeMap<>();
    for (CardTerminal terminal : list(State.ALL)) {
      try {
        readers.put(terminal.getName(), terminal.isCardPresent());
      } catch (CardException | RuntimeException e) {
        // A reader can go between the list and the question; that is no reader then.
        TransportException failure = PcscFailures.of("is a card present", e);
        if (failure.failure() == Failure.DAEMON_GONE) {
          throw failure;
        }
      }
    }
    return readers;
  }

  @Override
  public Set<String> await(Duration most) throws TransportException {
    Set<String> exchanged = new TreeSet<>();
    try {
      if (terminals.waitForChange(most.toMillis())) {
        for (State change : List.of(State.CARD_INSERTION, State.CARD_REMOVAL)) {
          list(change).forEach(terminal -> exchanged.add(terminal.getName()));
        }
      }
      return exchanged;
    } catch (CardException | RuntimeException e) {
      throw PcscFailures.of("wait for a change", e);
    }
  }

  /** No readers is an error to some libraries, and an empty list to us. */
  private List<CardTerminal> list(State state) throws TransportException {
    try {
      return terminals.list(state);
    } catch (CardException | RuntimeException e) {
      TransportException failure = PcscFailures.of("list the readers", e);
      if (failure.failure() == Failure.READER_GONE) {
        return List.of();
      }
      throw failure;
    }
  }

  @Override
  public PcscCard connect(String reader) throws TransportException {
    for (CardTerminal terminal : list(State.ALL)) {
      if (terminal.getName().equals(reader)) {
        try {
          return new SmartcardioCard(terminal.connect(ANY_PROTOCOL), exchange);
        } catch (CardException | RuntimeException e) {
          throw PcscFailures.of("connect", e);
        }
      }
    }
    throw new TransportException(Failure.READER_GONE, "there is no such reader any more");
  }

  @Override
  public void close() {
    try {
      release.run();
    } catch (CardException | RuntimeException e) {
      // The service is gone, and the context with it.
    }
  }
}
