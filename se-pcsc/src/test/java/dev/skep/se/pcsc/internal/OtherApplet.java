package dev.skep.se.pcsc.internal;

import javacard.framework.APDU;
import javacard.framework.Applet;

/** Any other applet of the same card. */
public final class OtherApplet extends Applet {
  static final String AID = "F00000000001";

  /** Called by the card. */
  public static void install(byte[] parameters, short offset, byte length) {
    new OtherApplet().register();
  }

  @Override
  public void process(APDU apdu) {}
}
