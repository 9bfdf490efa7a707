package dev.skep.benchmarks.internal.card;

import dev.skep.se.pcsc.internal.pcsc.PcscCard;
import dev.skep.se.pcsc.internal.pcsc.PcscContext;
import dev.skep.se.pcsc.internal.pcsc.PcscLibrary;
import dev.skep.se.pcsc.internal.transport.LongCommands.Form;
import dev.skep.se.pcsc.internal.transport.TransportException;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;

/**
 * A PC/SC library whose calls are timed and counted.
 *
 * @param inner the real one
 * @param counters get them
 */
record WatchedLibrary(PcscLibrary inner, Counters counters) implements PcscLibrary {
  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public PcscContext open() throws TransportException {
    return new WatchedContext(Counters.timed(counters.pcsc, inner::open), counters);
  }

  private record WatchedContext(PcscContext inner, Counters counters) implements PcscContext {
    @Override
    public SortedMap<String, Boolean> readers() throws TransportException {
      return Counters.timed(counters.pcsc, inner::readers);
    }

    @Override
    public Set<String> await(Duration most) throws TransportException {
      return inner.await(most);
    }

    @Override
    public PcscCard connect(String reader) throws TransportException {
      return new WatchedCard(Counters.timed(counters.pcsc, () -> inner.connect(reader)), counters);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  private record WatchedCard(PcscCard inner, Counters counters) implements PcscCard {
    @Override
    public Form form() {
      return inner.form();
    }

    @Override
    public byte[] transmit(byte[] command) throws TransportException {
      counters.commands.increment();
      counters.toCard.add(command.length);
      byte[] answer = Counters.timed(counters.pcsc, () -> inner.transmit(command));
      counters.fromCard.add(answer.length);
      return answer;
    }

    @Override
    public void begin() throws TransportException {
      Counters.<Boolean, TransportException>timed(
          counters.pcsc,
          () -> {
            inner.begin();
            return true;
          });
    }

    @Override
    public void end() {
      Counters.<Boolean, RuntimeException>timed(
          counters.pcsc,
          () -> {
            inner.end();
            return true;
          });
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
