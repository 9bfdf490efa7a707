package dev.skep.se.pcsc.internal;

import dev.skep.se.pcsc.internal.pcsc.PcscCard;
import dev.skep.se.pcsc.internal.pcsc.PcscContext;
import dev.skep.se.pcsc.internal.pcsc.PcscLibrary;
import dev.skep.se.pcsc.internal.transport.LongCommands.Form;
import dev.skep.se.pcsc.internal.transport.TransportException;
import dev.skep.se.pcsc.simulator.CardInSlot;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One reader with one card, without a daemon: for tests of many cards, each a moment only. */
final class DirectLibrary implements PcscLibrary {
  static final String READER = "Direct Reader";

  private final CardInSlot card;
  private int losing = -1;
  private int skipped;

  DirectLibrary(CardInSlot card) {
    this.card = card;
  }

  /**
   * Loses one answer on its way; the card did what it was told.
   *
   * @param ins to which command
   * @param skip how many of them are answered before
   */
  synchronized void loseAnswerTo(int ins, int skip) {
    losing = ins;
    skipped = skip;
  }

  private synchronized boolean loses(int ins) {
    if (ins != losing || skipped-- > 0) {
      return false;
    }
    losing = -1;
    return true;
  }

  @Override
  public String name() {
    return "direct";
  }

  @Override
  public PcscContext open() {
    return new PcscContext() {
      @Override
      public SortedMap<String, Boolean> readers() {
        return new TreeMap<>(Map.of(READER, true));
      }

      @Override
      public Set<String> await(Duration most) {
        return Set.of();
      }

      @Override
      public PcscCard connect(String reader) {
        return new DirectCard();
      }

      @Override
      public void close() {}
    };
  }

  private final class DirectCard implements PcscCard {
    @Override
    public Form form() {
      return Form.UNKNOWN;
    }

    @Override
    public byte[] transmit(byte[] command) throws TransportException {
      byte[] answer = card.transmit(command);
      if (loses(command[1] & 0xff)) {
        throw new TransportException(TransportException.Failure.FAULT, "the answer was lost");
      }
      return answer;
    }

    @Override
    public void begin() {}

    @Override
    public void end() {}

    @Override
    public void close() {}
  }
}
