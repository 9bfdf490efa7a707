package dev.skep.se.pcsc.simulator;

import com.licel.jcardsim.base.SimulatorRuntime;
import com.licel.jcardsim.base.SimulatorSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javacard.framework.AID;
import javacard.framework.ISO7816;
import javacard.security.Key;
import javacard.security.KeyPair;
import org.jspecify.annotations.Nullable;

/**
 * What jcardsim's runtime lacks: transactions that roll back (on abort, at the end of a command, at
 * reset), and power that is cut at a persistent write.
 */
final class CardRuntime extends SimulatorRuntime {
  private final AppletLoader loader;
  private final CardMemory memory;
  private final ChunkedReceive receive = new ChunkedReceive();
  private @Nullable Snapshot begun;
  private int writes;
  private int cutAt;
  private Optional<Byte> cutInstruction = Optional.empty();
  private boolean armed;
  private boolean lostPower;

  CardRuntime(AppletLoader loader) {
    this(loader, new CardMemory());
  }

  private CardRuntime(AppletLoader loader, CardMemory memory) {
    super(memory);
    this.loader = loader;
    this.memory = memory;
    memory.isVolatile(shortAPDU.getBuffer());
    memory.isVolatile(extendedAPDU.getBuffer());
  }

  /** That of the card which works in this thread. */
  static CardRuntime current() {
    return (CardRuntime) SimulatorSystem.instance();
  }

  ChunkedReceive receive() {
    return receive;
  }

  void cutAt(int write, Optional<Byte> instruction) {
    cutAt = write;
    cutInstruction = instruction;
  }

  int writes() {
    return writes;
  }

  boolean lostPower() {
    return lostPower;
  }

  /** Comes before something is written to {@code target}, an array, a key, or a pair of keys. */
  void beforeWriteTo(@Nullable Object target) {
    if (isPersistent(target)) {
      beforeWrite();
    }
  }

  /** Comes before a persistent write; does not return if the power goes here or is gone already. */
  void beforeWrite() {
    if (!lostPower) {
      writes++;
      lostPower = armed && writes == cutAt;
    }
    if (lostPower) {
      throw new PowerLost();
    }
  }

  boolean isPersistent(@Nullable Object target) {
    if (target instanceof KeyPair pair) {
      return isPersistent(pair.getPrivate()) || isPersistent(pair.getPublic());
    }
    return target instanceof Key key
        ? !TransientKeys.isTransient(key)
        : target != null && !memory.isTransientArray(target);
  }

  /** Has an open transaction not undo what is in this part of an array now. */
  void keep(Object array, int offset, int length) {
    if (begun != null) {
      begun.refresh(array, offset, length);
    }
  }

  @Override
  public byte[] transmitCommand(byte[] command) {
    writes = 0;
    receive.reset();
    armed = cutInstruction.isEmpty() || cutInstruction.get() == command[1];
    try {
      byte[] answer = super.transmitCommand(command);
      boolean tooLong = !usingExtendedAPDUs && answer.length > 256 + 2;
      return tooLong ? statusWord(ISO7816.SW_UNKNOWN) : answer;
    } catch (PowerLost e) {
      return new byte[0]; // While an applet was deselected; elsewhere jcardsim catches it.
    } catch (IllegalArgumentException e) {
      return statusWord(ISO7816.SW_WRONG_LENGTH); // The lengths do not fit each other.
    } finally {
      rollBack();
    }
  }

  @Override
  public void beginTransaction() {
    requirePower();
    super.beginTransaction();
    begun = new Snapshot(roots(), memory);
  }

  @Override
  public void abortTransaction() {
    requirePower();
    super.abortTransaction();
    undo();
  }

  @Override
  public void commitTransaction() {
    if (getTransactionDepth() > 0) {
      beforeWrite();
    }
    super.commitTransaction();
    begun = null;
  }

  @Override
  public void reset() {
    activateSimulatorRuntimeInstance();
    rollBack();
    if (lostPower) {
      cutAt = 0;
    }
    lostPower = false;
    armed = false;
    super.reset();
    TransientKeys.clear(new Snapshot(roots(), memory).objects());
  }

  private static byte[] statusWord(short sw) {
    return new byte[] {(byte) (sw >> 8), (byte) sw};
  }

  private void requirePower() {
    if (lostPower) {
      throw new PowerLost();
    }
  }

  private void rollBack() {
    transactionDepth = 0;
    undo();
  }

  private void undo() {
    if (begun != null) {
      begun.restore();
      begun = null;
    }
  }

  private List<Object> roots() {
    List<Object> roots = new ArrayList<>(loader.classes());
    for (AID aid : applets.keySet()) {
      roots.add(getApplet(aid));
    }
    return roots;
  }
}
