package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.se.pcsc.simulator.CardInSlot;
import dev.skep.se.pcsc.simulator.SimulatedCard;
import dev.skep.testkit.se.DeviceCa;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A simulated card with the applet, and its commands in extended form. */
final class Card {
  static final String AID = "f0534b455001";
  static final DeviceCa CA = new DeviceCa("Device CA");
  static final int OK = 0x9000;
  static final int ES256 = 1;
  static final int RS256 = 2;
  static final int RS256_DIAS = 3;

  private static final int MORE = 0x61;

  final CardInSlot slot;

  /** What a card said. */
  record Answer(int sw, Bytes data) {
    Answer is(int wanted) {
      assertThat(Integer.toHexString(sw)).isEqualTo(Integer.toHexString(wanted));
      return this;
    }

    /** The values of an answer that is LP2(value)…, from an offset on. */
    List<Bytes> parts(int offset) {
      List<Bytes> parts = new ArrayList<>();
      ByteBuffer left = ByteBuffer.wrap(data.toArray()).position(offset);
      while (left.hasRemaining()) {
        byte[] part = new byte[Short.toUnsignedInt(left.getShort())];
        left.get(part);
        parts.add(Bytes.of(part));
      }
      return parts;
    }
  }

  Card(CardInSlot slot) {
    this.slot = slot;
    select().is(OK);
  }

  static Card blank() {
    return new Card(SimulatedCard.of(AID, SkepApplet.class));
  }

  static Card personalized(int scheme) {
    Card card = blank();
    card.personalize(scheme);
    return card;
  }

  /** The simulated card itself. */
  SimulatedCard simulated() {
    return (SimulatedCard) slot;
  }

  void personalize(int scheme) {
    Bytes key = command(0x10, scheme, 0).is(OK).data();
    List<Bytes> chain = CA.chain(key);
    for (int i = 0; i < chain.size(); i++) {
      command(0x12, i, 0, chain.get(i)).is(OK);
    }
    command(0x14, 0, 0).is(OK);
  }

  Answer select() {
    return transmit(Bytes.concat(Bytes.hex("00a4040006"), Bytes.hex(AID), Bytes.hex("00")));
  }

  /** Off and on again. */
  void reset() {
    slot.reset();
    select().is(OK);
  }

  Answer command(int ins, int p1, int p2, Bytes... data) {
    Bytes all = Bytes.concat(data);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x80, (byte) ins, (byte) p1, (byte) p2, 0});
    if (all.length() > 0) {
      out.write(all.length() >> 8);
      out.write(all.length());
      out.writeBytes(all.toArray());
    }
    out.write(0);
    out.write(0);
    return transmit(Bytes.of(out.toByteArray()));
  }

  /** One command, as it is; what is left of the answer is fetched. */
  Answer transmit(Bytes command) {
    byte[] answer = slot.transmit(command.toArray());
    Bytes data = Bytes.EMPTY;
    while ((answer[answer.length - 2] & 0xff) == MORE) {
      data = Bytes.concat(data, body(answer));
      byte left = answer[answer.length - 1];
      answer = slot.transmit(new byte[] {0, (byte) 0xc0, 0, 0, left});
    }
    int sw = ByteBuffer.wrap(answer, answer.length - 2, 2).getShort() & 0xffff;
    return new Answer(sw, Bytes.concat(data, body(answer)));
  }

  private static Bytes body(byte[] answer) {
    return Bytes.of(Arrays.copyOf(answer, answer.length - 2));
  }

  static Bytes lp1(Bytes value) {
    return Bytes.concat(Bytes.of(new byte[] {(byte) value.length()}), value);
  }

  static Bytes lp2(Bytes value) {
    return Bytes.concat(number(value.length()), value);
  }

  static Bytes number(int value) {
    return Bytes.of(new byte[] {(byte) (value >> 8), (byte) value});
  }

  /** The objects, by id. */
  Map<Integer, Bytes> objects() {
    Map<Integer, Bytes> objects = new HashMap<>();
    int from = 0;
    for (Answer next = command(0x30, from, 0); next.sw() == OK; next = command(0x30, from, 0)) {
      from = next.data().toArray()[0];
      objects.put(from++, next.data());
    }
    return objects;
  }
}
