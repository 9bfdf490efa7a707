package dev.skep.se.pcsc.internal.reader;

import dev.skep.se.pcsc.internal.apdu.CardInfo;

/** Is told of cards with the applet, by one thread. */
public interface CardListener {
  /** A card is there; no other one of its id is. */
  void appeared(CardReader reader, CardInfo info);

  /** A card that had appeared is gone. */
  void disappeared(CardReader reader, CardInfo info);
}
