package dev.skep.benchmarks.internal.card;

import java.util.concurrent.atomic.LongAdder;

/** What one enrolment costs, filled in by decorators of the driver's layers. Thread-safe. */
final class Counters {
  /** Nanoseconds of the driver's calls, of those of them in PC/SC, and of those in the card. */
  final LongAdder element = new LongAdder();

  final LongAdder pcsc = new LongAdder();
  final LongAdder card = new LongAdder();

  /** Commands, GET RESPONSE among them, and their bytes. */
  final LongAdder commands = new LongAdder();

  final LongAdder toCard = new LongAdder();
  final LongAdder fromCard = new LongAdder();

  /** Commands of the atomic step. */
  final LongAdder establishing = new LongAdder();

  /** Work that can fail in one way. */
  @FunctionalInterface
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  static <T, E extends Exception> T timed(LongAdder into, Work<T, E> work) throws E {
    long begin = System.nanoTime();
    try {
      return work.run();
    } finally {
      into.add(System.nanoTime() - begin);
    }
  }

  /** One result. */
  Cost cost() {
    return new Cost(
        commands.sum(),
        establishing.sum(),
        toCard.sum(),
        fromCard.sum(),
        element.sum(),
        pcsc.sum(),
        card.sum());
  }

  void reset() {
    for (LongAdder counter :
        new LongAdder[] {element, pcsc, card, commands, toCard, fromCard, establishing}) {
      counter.reset();
    }
  }

  /**
   * What one enrolment cost.
   *
   * @param commands to the card, SELECT among them
   * @param establishing those of the atomic step
   * @param toCard bytes
   * @param fromCard bytes
   * @param elementNanos of the calls on the security element
   * @param pcscNanos of them in the PC/SC library, the card included
   * @param cardNanos of them in the card
   */
  record Cost(
      long commands,
      long establishing,
      long toCard,
      long fromCard,
      long elementNanos,
      long pcscNanos,
      long cardNanos) {
    /** The share of the driver itself. */
    double driverShare() {
      return (double) (elementNanos - pcscNanos) / elementNanos;
    }

    /** The share of the PC/SC library, pcscd and the virtual reader. */
    double pcscShare() {
      return (double) (pcscNanos - cardNanos) / elementNanos;
    }

    double cardShare() {
      return (double) cardNanos / elementNanos;
    }
  }
}
