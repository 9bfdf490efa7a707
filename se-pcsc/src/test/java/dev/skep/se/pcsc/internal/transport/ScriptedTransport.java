package dev.skep.se.pcsc.internal.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** Answers what it is told to, and remembers what it was sent. */
final class ScriptedTransport implements Transport {
  final List<String> sent = new ArrayList<>();
  final List<byte[]> arrays = new ArrayList<>();
  private final Deque<String> answers = new ArrayDeque<>();

  ScriptedTransport answers(String... more) {
    answers.addAll(List.of(more));
    return this;
  }

  @Override
  public byte[] transmit(byte[] command) {
    sent.add(HexFormat.of().formatHex(command));
    arrays.add(command);
    return HexFormat.of().parseHex(answers.remove());
  }
}
