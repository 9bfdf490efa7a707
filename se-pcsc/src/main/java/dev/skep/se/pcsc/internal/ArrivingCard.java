package dev.skep.se.pcsc.internal;

import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.reader.CardListener;
import dev.skep.se.pcsc.internal.reader.CardReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for one card. */
final class ArrivingCard implements CardListener {
  private final Optional<String> id;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

  /** A card, and where it is. */
  record Arrival(CardReader reader, CardInfo card) {}

  /**
   * Waits for a card.
   *
   * @param id its id; empty for the first that comes
   */
  ArrivingCard(Optional<String> id) {
    this.id = id;
  }

  @Override
  public void appeared(CardReader reader, CardInfo card) {
    if (id.map(card.id()::equals).orElse(true)) {
      arrivals.add(new Arrival(reader, card));
    }
  }

  @Override
  public void disappeared(CardReader reader, CardInfo card) {
    arrivals.remove(new Arrival(reader, card));
  }

  /** The card, or nothing if it does not come in time. */
  @Nullable Arrival await(Duration most) throws InterruptedException {
    return arrivals.poll(most.toMillis(), TimeUnit.MILLISECONDS);
  }
}
