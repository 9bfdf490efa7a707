package dev.skep.se.pcsc.simulator;

import dev.skep.se.pcsc.simulator.VirtualReader.Moment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The faults that wait for their command in a reader. */
final class Faults {
  private final List<Armed> armed = new ArrayList<>();
  private int commands;

  synchronized CountDownLatch eject(Trigger trigger, Moment moment) {
    return arm(trigger, new Fault(moment, new CountDownLatch(0)));
  }

  synchronized CountDownLatch mute(Trigger trigger, CountDownLatch until) {
    return arm(trigger, new Fault(null, until));
  }

  private CountDownLatch arm(Trigger trigger, Fault fault) {
    armed.add(new Armed(trigger, commands, fault));
    return fault.happened;
  }

  /** Counts a command, and takes the fault that is for it. */
  synchronized Fault at(byte[] command) {
    commands++;
    for (Iterator<Armed> each = armed.iterator(); each.hasNext(); ) {
      Armed next = each.next();
      if (next.isFor(command, commands)) {
        each.remove();
        return next.fault;
      }
    }
    return new Fault(null, new CountDownLatch(0));
  }

  private record Armed(Trigger trigger, int armedAfter, Fault fault) {
    boolean isFor(byte[] command, int number) {
      if (trigger instanceof Trigger.Count count) {
        return number == armedAfter + count.n();
      }
      return trigger instanceof Trigger.Instruction by
          && command.length > 1
          && command[1] == by.ins();
    }
  }

  /** What happens to one command; mostly nothing. */
  static final class Fault {
    private final CountDownLatch happened = new CountDownLatch(1);
    private final @Nullable Moment eject;
    private final CountDownLatch until;

    private Fault(@Nullable Moment eject, CountDownLatch until) {
      this.eject = eject;
      this.until = until;
    }

    boolean ejects(Moment moment) {
      return eject == moment;
    }

    /** The card is out. */
    boolean takenOut() {
      happened.countDown();
      return false;
    }

    void await() throws InterruptedException {
      happened.countDown();
      until.await();
    }
  }
}
