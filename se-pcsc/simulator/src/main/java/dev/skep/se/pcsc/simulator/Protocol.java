package dev.skep.se.pcsc.simulator;

import java.util.HexFormat;

/** A transmission protocol, and the ATR of a card that speaks only it. */
public enum Protocol {
  /** Short commands only; data of answers are fetched by GET RESPONSE. */
  T0("T=0", "3B021450"),
  /** Short and extended commands. */
  T1("T=1", "3B80800101");

  private final String jcardsimName;
  private final String atr;

  Protocol(String jcardsimName, String atr) {
    this.jcardsimName = jcardsimName;
    this.atr = atr;
  }

  String jcardsimName() {
    return jcardsimName;
  }

  byte[] atr() {
    return HexFormat.of().parseHex(atr);
  }
}
