package dev.skep.itest.server;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The Java machine in which a server runs, as its operator sees it. */
public final class ServerJvm implements AutoCloseable {
  /** Pools that grow and shrink with the load, and the threads of the observer itself. */
  private static final String POOLS =
      "qtp.*|skep-store-call.*|RMI .*|JMX .*|Attach Listener|process reaper";

  private final JMXConnector connector;
  private final MemoryMXBean memory;
  private final ThreadMXBean threads;
  private final UnixOperatingSystemMXBean system;
  private final HotSpotDiagnosticMXBean diagnostic;

  private ServerJvm(JMXConnector connector) throws IOException {
    this.connector = connector;
    MBeanServerConnection beans = connector.getMBeanServerConnection();
    memory = ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class);
    threads = ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class);
    system = ManagementFactory.getPlatformMXBean(beans, UnixOperatingSystemMXBean.class);
    diagnostic = ManagementFactory.getPlatformMXBean(beans, HotSpotDiagnosticMXBean.class);
  }

  /** Begins to look into a server that is ready. */
  public static ServerJvm of(ServerProcess process) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
      try {
        JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
        return new ServerJvm(JMXConnectorFactory.connect(address));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("cannot look into process " + process.pid(), e);
    }
  }

  /** How many bytes of the heap are used by what is no garbage. */
  public long usedHeapBytes() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /**
   * Writes the heap without what is garbage.
   *
   * @param file ends in {@code .hprof} and does not exist yet
   */
  public void dumpHeap(Path file) throws IOException {
    diagnostic.dumpHeap(file.toString(), true);
  }

  /** How many files and connections are open. */
  public long openFiles() {
    return system.getOpenFileDescriptorCount();
  }

  /** How many threads there are outside the pools. */
  public long threads() {
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(Objects::nonNull)
        .map(ThreadInfo::getThreadName)
        .filter(name -> !name.matches(POOLS))
        .count();
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
