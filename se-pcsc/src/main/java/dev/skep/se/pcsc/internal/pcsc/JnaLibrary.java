package dev.skep.se.pcsc.internal.pcsc;

import dev.skep.se.pcsc.internal.transport.TransportException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminals;
import jnasmartcardio.Smartcardio.JnaCardChannel;
import jnasmartcardio.Smartcardio.JnaCardTerminals;
import jnasmartcardio.Smartcardio.JnaTerminalFactorySpi;

/**
 * PC/SC by JNA: a context for each caller, also after a restart of the service.
 *
 * <p>Commands go to the library's innermost method: the public one answers {@code 61xx} by itself,
 * with the class of the command, unless a property of the whole virtual machine turns that off,
 * which other programs in it would feel.
 */
final class JnaLibrary implements PcscLibrary {
  private final JnaTerminalFactorySpi factory;
  private final MethodHandle transmit;

  /**
   * Loads the native library.
   *
   * @throws ReflectiveOperationException if this is another version of the library than ours
   * @throws LinkageError if there is no JNA, or none for this machine
   */
  JnaLibrary() throws ReflectiveOperationException {
    factory = new JnaTerminalFactorySpi((Object) null);
    Method method =
        JnaCardChannel.class.getDeclaredMethod("transmitRaw", ByteBuffer.class, ByteBuffer.class);
    method.setAccessible(true);
    transmit = MethodHandles.lookup().unreflect(method);
  }

  @Override
  public String name() {
    return "jna";
  }

  @Override
  public PcscContext open() throws TransportException {
    try {
      CardTerminals terminals = factory.engineTerminals();
      return new SmartcardioContext(
          terminals, this::transmit, ((JnaCardTerminals) terminals)::close);
    } catch (RuntimeException e) {
      throw PcscFailures.of("establish a context", e);
    }
  }

  @Override
  public void close() {
    JnaCaches.forget(JnaTerminalFactorySpi.class.getClassLoader());
  }

  private int transmit(CardChannel channel, ByteBuffer command, ByteBuffer answer)
      throws CardException {
    try {
      return (int) transmit.invoke((JnaCardChannel) channel, command, answer);
    } catch (CardException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the library throws nothing else", e);
    }
  }
}
