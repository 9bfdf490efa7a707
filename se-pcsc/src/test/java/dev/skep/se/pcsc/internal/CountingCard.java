package dev.skep.se.pcsc.internal;

import dev.skep.se.pcsc.simulator.CardInSlot;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A card whose commands are counted; headers only, since data can hold a PIN. */
final class CountingCard implements CardInSlot {
  /** A command: class, instruction, and how long it is. */
  record Seen(int cla, int ins, int length) {}

  final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final CardInSlot card;

  CountingCard(CardInSlot card) {
    this.card = card;
  }

  @Override
  public byte[] atr() {
    return card.atr();
  }

  @Override
  public void reset() {
    card.reset();
  }

  @Override
  public byte[] transmit(byte[] command) {
    seen.add(new Seen(command[0] & 0xff, command[1] & 0xff, command.length));
    return card.transmit(command);
  }
}
