package dev.skep.se.pcsc.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.se.pcsc.simulator.probe.ProbeApplet;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The process, and this test in the role of vpcd. */
@Timeout(60)
final class SimulatedCardMainTest {
  private Process process;

  @AfterEach
  void endsTheProcess() {
    process.destroyForcibly();
  }

  @Test
  void obeysOrders() throws Exception {
    try (ServerSocket vpcd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      start("" + vpcd.getLocalPort(), ProbeApplet.AID + "=" + ProbeApplet.class.getName());
      BufferedReader answers = process.inputReader();
      assertThat(answers.readLine()).isEqualTo("READY");
      assertThat(order("insert")).isEqualTo("OK");
      try (Socket card = vpcd.accept()) {
        assertThat(exchange(card, new byte[] {4})).isEqualTo(Protocol.T1.atr());
        assertThat(exchange(card, ProbeCard.SELECT)).containsExactly(0x90, 0);
        exchange(card, ProbeCard.command(ProbeApplet.PLAIN, 1));
        assertThat(order("writes")).isEqualTo("OK 4");
        assertThat(order("cut 2 01")).isEqualTo("OK");
        Assertions.assertThatThrownBy(() -> exchange(card, ProbeCard.command(ProbeApplet.PLAIN, 2)))
            .isInstanceOf(EOFException.class);
      }
      assertThat(order("insert")).isEqualTo("OK");
      try (Socket card = vpcd.accept()) {
        exchange(card, ProbeCard.SELECT);
        assertThat(exchange(card, ProbeCard.command(ProbeApplet.READ, 0))).startsWith(2, 1, 1, 1);
        assertThat(order("eject-before 0E")).isEqualTo("OK");
        Assertions.assertThatThrownBy(() -> exchange(card, ProbeCard.command(0x0E, 2)))
            .isInstanceOf(EOFException.class);
      }
      assertThat(order("nonsense")).isEqualTo("ERROR no such order: nonsense");
      process.outputWriter().close();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
  }

  @Test
  void saysHowItIsUsed() throws Exception {
    start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(new String(process.getErrorStream().readAllBytes()))
        .startsWith("a port and an applet are needed\nusage: SimulatedCardMain");
  }

  private void start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SimulatedCardMain.class.getName());
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).start();
  }

  private String order(String line) throws IOException {
    BufferedWriter orders = process.outputWriter();
    orders.write(line + "\n");
    orders.flush();
    return process.inputReader().readLine();
  }

  private static byte[] exchange(Socket card, byte[] message) throws IOException {
    DataOutputStream out = new DataOutputStream(card.getOutputStream());
    out.writeShort(message.length);
    out.write(message);
    DataInputStream in = new DataInputStream(card.getInputStream());
    byte[] answer = new byte[in.readUnsignedShort()];
    in.readFully(answer);
    return answer;
  }
}
