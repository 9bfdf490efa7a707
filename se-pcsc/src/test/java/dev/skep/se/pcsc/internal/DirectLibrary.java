package dev.skep.se.pcsc.internal;

import dev.skep.se.pcsc.internal.pcsc.PcscCard;
import dev.skep.se.pcsc.internal.pcsc.PcscContext;
import dev.skep.se.pcsc.internal.pcsc.PcscLibrary;
import dev.skep.se.pcsc.internal.transport.LongCommands.Form;
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

  DirectLibrary(CardInSlot card) {
    this.card = card;
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
    public byte[] transmit(byte[] command) {
      return card.transmit(command);
    }

    @Override
    public void begin() {}

    @Override
    public void end() {}

    @Override
    public void close() {}
  }
}
