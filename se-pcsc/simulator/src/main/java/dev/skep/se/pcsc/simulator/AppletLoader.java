package dev.skep.se.pcsc.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javacard.framework.Applet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * Defines the classes of applets afresh, one loader for each card, so that cards share no static
 * field and each persistent write can be seen. Classes outside the applets' packages come from the
 * class path as they are.
 */
final class AppletLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final Set<String> packages;
  private final List<Class<?>> classes = new CopyOnWriteArrayList<>();

  /**
   * A loader for one card.
   *
   * @param packages of the applets; packages below them belong to them
   */
  AppletLoader(ClassLoader parent, Set<String> packages) {
    super(parent);
    this.packages = packages;
  }

  /** The applet class as this card has it. */
  Class<? extends Applet> define(Class<?> applet) {
    try {
      return loadClass(applet.getName()).asSubclass(Applet.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(applet + " is gone from the class path", e);
    }
  }

  /** All that was defined so far. */
  List<Class<?>> classes() {
    return classes;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (packages.stream().noneMatch(p -> name.startsWith(p + "."))) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      new ClassReader(in.readAllBytes()).accept(new WriteInstrumentation(writer), 0);
      byte[] code = writer.toByteArray();
      Class<?> defined = defineClass(name, code, 0, code.length);
      classes.add(defined);
      return defined;
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
