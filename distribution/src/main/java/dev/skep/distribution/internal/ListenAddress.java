package dev.skep.distribution.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * Where the server is going to listen.
 *
 * @param host a name or an address of this machine
 * @param port 0 to 65535; 0 is any free one
 */
record ListenAddress(String host, int port) {
  /**
   * Checks that the address can be listened on now, before the container starts: the HTTP service
   * would go on without a socket.
   *
   * @throws LaunchException if it cannot, with what to do about it
   */
  void requireFree() throws LaunchException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (UnknownHostException e) {
      throw new LaunchException(
          "the host name " + host + " is not known; set SKEP_HOST to an address of this machine",
          e);
    } catch (IOException e) {
      throw new LaunchException(
          "cannot listen on "
              + host
              + " port "
              + port
              + " ("
              + e.getMessage()
              + "); end the process that holds it, or set SKEP_PORT or SKEP_HOST to another",
          e);
    }
  }
}
