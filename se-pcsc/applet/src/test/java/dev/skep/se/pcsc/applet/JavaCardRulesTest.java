package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** That the applet's sources are Java Card 3.0.4, which the JDK's compiler does not ask for. */
class JavaCardRulesTest {
  private static final Path SOURCES =
      Path.of(
          System.getProperty("skep.root"), "se-pcsc/applet/src/main/java/dev/skep/se/pcsc/applet");
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  private static List<JavaCardSource> analyze(Iterable<? extends JavaFileObject> files) {
    JavacTask task =
        (JavacTask)
            COMPILER.getTask(
                null, null, null, List.of("-proc:none", "-nowarn", "-Xlint:none"), null, files);
    List<JavaCardSource> sources = new ArrayList<>();
    try {
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      task.analyze();
      units.forEach(unit -> sources.add(new JavaCardSource(Trees.instance(task), unit)));
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All but package-info, which is for the checks of this build, and which no converter gets. */
  private static List<JavaCardSource> applet() {
    try (StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null);
        Stream<Path> all = Files.list(SOURCES)) {
      return analyze(
          files.getJavaFileObjectsFromPaths(
              all.filter(file -> !file.endsWith("package-info.java")).sorted().toList()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> violations(List<JavaCardSource> sources) {
    return sources.stream()
        .flatMap(source -> source.violations().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> allowed() throws IOException {
    try (InputStream in = JavaCardRulesTest.class.getResourceAsStream("javacard-3.0.4.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void theAppletHasOnlyWhatJavaCardHas() {
    List<JavaCardSource> applet = applet();
    assertThat(applet).hasSizeGreaterThan(40);
    assertThat(violations(applet)).isEmpty();
  }

  @Test
  void theAppletUsesOnlyConstantsOfJavaCard304() throws IOException {
    Set<String> used = new TreeSet<>();
    applet().forEach(source -> used.addAll(source.constants()));
    assertThat(used).contains("javacard.security.KeyBuilder.LENGTH_RSA_2048");
    assertThat(allowed()).containsAll(used);
  }

  @Test
  void theAppletUsesOnlyMembersOfJavaCard304() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> all = Files.list(SOURCES)) {
      for (Path source : all.sorted().toList()) {
        String name = source.getFileName().toString().replace(".java", ".class");
        try (InputStream in = SkepApplet.class.getResourceAsStream(name)) {
          if (in != null) {
            new ClassReader(in.readAllBytes()).accept(new Members(used), 0);
          }
        }
      }
    }
    assertThat(used).contains("javacard/framework/Util.arrayCompare([BS[BSS)B");
    assertThat(allowed()).containsAll(used);
  }

  /** Methods and fields of others that a class uses. */
  private static final class Members extends ClassVisitor {
    private final Set<String> used;

    Members(Set<String> used) {
      super(Opcodes.ASM9);
      this.used = used;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String parameters, boolean isInterface) {
          use(owner, "." + called + parameters);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String type) {
          use(owner, "." + field);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
          if (type != null) {
            use(type, "");
          }
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
          use(type, "");
        }

        @Override
        public void visitInvokeDynamicInsn(
            String called, String type, Handle method, Object... arguments) {
          used.add("invokedynamic");
        }
      };
    }

    private void use(String owner, String member) {
      if (!owner.startsWith("dev/skep/") && !owner.startsWith("[")) {
        used.add(owner + member);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "short f(short a) { int b = a; return (short) b; } | type",
        "int f() { return 1; } | type",
        "void f(long a) {} | type",
        "char c; | type",
        "byte[][] b; | array of arrays",
        "short f(byte a) { return (short) ((int) a); } | type",
        "byte f(byte[] a, short i) { return a[i + 1]; } | intermediate int",
        "boolean f(short a, short b) { return a + b > 5; } | intermediate int",
        "boolean f(short a, short b) { return (a - b & 7) == 5; } | intermediate int",
        "short f(short a, short b) { return (short) ((a + b) / 2); } | intermediate int",
        "short f(short a) { return (short) ((a * 3) % 2); } | intermediate int",
        "short f(short a) { return (short) ((a << 3) >> 2); } | intermediate int",
        "void f(short a) { switch (a + 1) { default: } } | intermediate int",
        "boolean f(short a) { return -a == 1; } | intermediate int",
        "byte[] b; X(short a) { b = new byte[a + 1]; } | intermediate int",
        "void f(short a, short b) { a /= b + 1; } | intermediate int",
        "byte[] f() { return new byte[4]; } | allocation",
        "Object f() { return new Object(); } | allocation",
        "Object f() { return javacard.security.MessageDigest.getInstance((byte) 4, false); } |"
            + " allocation",
        "static byte b; | static state",
        "static final Object O = new Object(); | static state",
        "static { } | static initialiser",
        "Object o = \"text\"; | literal",
        "short s = (short) 1L; | literal",
        "boolean f(short s) { return s == 0x8000; } | number",
        "Runnable r = () -> {}; | lambda",
        "void f(byte[] a) { for (byte b : a) { f(a); } } | enhanced for",
        "void f() { assert true; } | assert",
        "void f() { synchronized (this) { } } | synchronized",
        "void f() { throw null; } | throw",
        "enum E { A } | enum",
        "@Deprecated void f() {} | annotation",
        "<T> void f(T t) {} | generics",
        "Class<?> c; | generics",
        "void f() throws Exception { try (AutoCloseable c = null) { f(); } } | try with resources",
        "Object o = new Object() {}; | anonymous class",
      })
  void findsWhatJavaCardHasNot(String member, String rule) {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///X.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return "class X { X() {} " + member + " }";
          }
        };
    assertThat(violations(analyze(List.of(file)))).anyMatch(found -> found.endsWith(" " + rule));
  }
}
