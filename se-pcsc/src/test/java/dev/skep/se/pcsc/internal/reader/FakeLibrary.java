package dev.skep.se.pcsc.internal.reader;

import dev.skep.se.pcsc.internal.pcsc.PcscCard;
import dev.skep.se.pcsc.internal.pcsc.PcscContext;
import dev.skep.se.pcsc.internal.pcsc.PcscLibrary;
import dev.skep.se.pcsc.internal.transport.LongCommands.Form;
import dev.skep.se.pcsc.internal.transport.TransportException;
import dev.skep.se.pcsc.internal.transport.TransportException.Failure;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** PC/SC with faults that no daemon makes on demand, such as a reader that is unplugged. */
final class FakeLibrary implements PcscLibrary {
  static final String READER = "Fake Reader";
  private static final byte[] INFO =
      HexFormat.of().parseHex("0102010303030c0010081000" + "0011223344556677" + "9000");

  final List<String> calls = new CopyOnWriteArrayList<>();
  final Queue<Failure> connectFailures = new ConcurrentLinkedQueue<>();
  final Queue<Failure> beginFailures = new ConcurrentLinkedQueue<>();
  final Queue<Failure> transmitFailures = new ConcurrentLinkedQueue<>();
  volatile boolean plugged = true;
  volatile boolean serves = true;

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public PcscContext open() throws TransportException {
    calls.add("open");
    fail(serves ? null : Failure.DAEMON_GONE);
    return new Context();
  }

  private static void fail(@Nullable Failure failure) throws TransportException {
    if (failure != null) {
      throw new TransportException(failure, "made to fail");
    }
  }

  private final class Context implements PcscContext {
    @Override
    public SortedMap<String, Boolean> readers() throws TransportException {
      fail(serves ? null : Failure.DAEMON_GONE);
      SortedMap<String, Boolean> readers = new TreeMap<>();
      if (plugged) {
        readers.put(READER, true);
      }
      return readers;
    }

    @Override
    public Set<String> await(Duration most) throws TransportException {
      calls.add("await");
      fail(serves ? null : Failure.DAEMON_GONE);
      return Set.of(); // at once, as a flood of hints
    }

    @Override
    public PcscCard connect(String reader) throws TransportException {
      calls.add("connect");
      fail(plugged ? connectFailures.poll() : Failure.READER_GONE);
      return new Card();
    }

    @Override
    public void close() {
      calls.add("release");
    }
  }

  private final class Card implements PcscCard {
    @Override
    public Form form() {
      return Form.EXTENDED;
    }

    @Override
    public void begin() throws TransportException {
      calls.add("begin");
      fail(plugged ? beginFailures.poll() : Failure.READER_GONE);
    }

    @Override
    public byte[] transmit(byte[] command) throws TransportException {
      calls.add("%02X".formatted(command[1]));
      if (command[1] != (byte) 0xa4) {
        fail(transmitFailures.poll());
      }
      return INFO.clone();
    }

    @Override
    public void end() {
      calls.add("end");
    }

    @Override
    public void close() {
      calls.add("disconnect");
    }
  }
}
