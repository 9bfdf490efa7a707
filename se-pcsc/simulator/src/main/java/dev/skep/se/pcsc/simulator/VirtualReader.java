package dev.skep.se.pcsc.simulator;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * One slot of vpcd, pcscd's virtual reader: puts a card in, takes it out, also amid a command.
 *
 * <p>vpcd's messages are a length of 2 bytes and so many bytes: one byte is a control (power off,
 * on, reset, ATR wanted), more is a command. Thread-safe.
 */
public final class VirtualReader implements AutoCloseable {
  private static final int OFF = 0;
  private static final int ON = 1;
  private static final int RESET = 2;
  private static final int GET_ATR = 4;

  private final int port;
  private final CardInSlot card;
  private final Faults faults = new Faults();
  private @Nullable Slot slot;

  /**
   * A reader that is empty yet.
   *
   * @param port where vpcd listens for this slot, on this machine
   * @param card stays the caller's, and keeps its power only while it is in
   */
  public VirtualReader(int port, CardInSlot card) {
    this.port = port;
    this.card = card;
  }

  /**
   * Puts the card in; does nothing if it is in already. pcscd takes up to about 400 ms to see it.
   *
   * @throws IOException if no vpcd listens there
   */
  public synchronized void insert() throws IOException {
    if (!inserted()) {
      slot = new Slot(new Socket(InetAddress.getLoopbackAddress(), port));
    }
  }

  /**
   * Takes the card out; a command that it works on is not answered. Returns when the card has done
   * that command, as this one has no power that could go amid it.
   */
  public synchronized void eject() {
    if (slot != null) {
      slot.close();
      slot = null;
    }
  }

  /** Whether it is in; it is not any more after a fault took it out, or when vpcd ended. */
  public synchronized boolean inserted() {
    return slot != null && !slot.socket.isClosed();
  }

  /**
   * Takes the card out once, at a command that is to come.
   *
   * @return opens when this has happened
   */
  public CountDownLatch ejectAt(Trigger trigger, Moment moment) {
    return faults.eject(trigger, moment);
  }

  /**
   * Leaves one command without its answer until {@code until} opens; the card has done it.
   *
   * @return opens when the card is mute
   */
  public CountDownLatch muteAt(Trigger trigger, CountDownLatch until) {
    return faults.mute(trigger, until);
  }

  /** Takes the card out. */
  @Override
  public void close() {
    eject();
  }

  /** When, with regard to the card's work on a command. */
  public enum Moment {
    /** The card does not get the command. */
    BEFORE,
    /** The card has done it; its answer is lost. */
    AFTER
  }

  private final class Slot implements Runnable {
    private final Socket socket;
    private final Thread thread;

    Slot(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      thread = new Thread(this, "vpcd-" + port);
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void run() {
      try {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        while (answer(next(in))) {
          // One message after the other, as vpcd sends them.
        }
      } catch (IOException | PowerLostException e) {
        // Taken out, or without power: vpcd sees the connection end, which is all that it can see.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        card.reset(); // First, so that who sees it gone can put it in again.
        disconnect();
      }
    }

    private byte[] next(DataInputStream in) throws IOException {
      byte[] message = new byte[in.readUnsignedShort()];
      if (in.available() < message.length) {
        // vpcd sends length and payload apart: with delayed acknowledgements 44 ms for each.
        socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
      }
      in.readFully(message);
      return message;
    }

    /** Whether the card is still in. */
    private boolean answer(byte[] message) throws IOException, InterruptedException {
      if (message.length != 1) {
        Faults.Fault fault = faults.at(message);
        if (fault.ejects(Moment.BEFORE)) {
          return fault.takenOut();
        }
        byte[] answer = card.transmit(message);
        if (fault.ejects(Moment.AFTER)) {
          return fault.takenOut();
        }
        fault.await();
        send(answer);
        return true;
      }
      switch (message[0]) {
        case OFF, ON, RESET -> card.reset();
        case GET_ATR -> send(card.atr());
        default -> throw new IOException("vpcd sent the control " + message[0]);
      }
      return true;
    }

    private void send(byte[] payload) throws IOException {
      byte[] message = new byte[payload.length + 2];
      message[0] = (byte) (payload.length >> 8);
      message[1] = (byte) payload.length;
      System.arraycopy(payload, 0, message, 2, payload.length);
      OutputStream out = socket.getOutputStream();
      out.write(message);
    }

    private void disconnect() {
      try {
        socket.close();
      } catch (IOException e) {
        // It is closed all the same.
      }
    }

    /** Ends it, and waits for what the card works on. */
    void close() {
      disconnect();
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
