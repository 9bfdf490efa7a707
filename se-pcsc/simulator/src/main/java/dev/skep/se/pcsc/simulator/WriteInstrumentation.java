package dev.skep.se.pcsc.simulator;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Has an applet's class tell {@link PersistentWrites} before each store to an array or a field, and
 * before each call of the Java Card API that writes to an array, a key, or a PIN.
 */
final class WriteInstrumentation extends ClassVisitor {
  private static final String HOOKS = Type.getInternalName(PersistentWrites.class);
  private static final String UTIL = "javacard/framework/Util";
  private static final String OWNER_PIN = "javacard/framework/OwnerPIN";
  private static final Set<String> REPLACED =
      Set.of(
          "javacard/framework/APDU.setIncomingAndReceive",
          "javacard/framework/APDU.receiveBytes",
          UTIL + ".arrayCopyNonAtomic",
          UTIL + ".arrayFillNonAtomic",
          UTIL + ".setShort",
          OWNER_PIN + ".check",
          OWNER_PIN + ".resetAndUnblock");
  private static final Set<String> WITH_OUTPUT =
      Set.of(
          "doFinal",
          "sign",
          "signPreComputedHash",
          "generateSecret",
          "generateData",
          "nextBytes",
          "wrap",
          "unwrap");
  private static final Handle WATCHED_CALL =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          HOOKS,
          "watchedCall",
          MethodType.methodType(
                  CallSite.class,
                  MethodHandles.Lookup.class,
                  String.class,
                  MethodType.class,
                  MethodHandle.class,
                  int.class)
              .toMethodDescriptorString(),
          false);

  WriteInstrumentation(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    // Of a card, static initialisers are done when its package is loaded.
    return name.equals("<clinit>") ? next : new Body(next);
  }

  private static final class Body extends MethodVisitor {
    Body(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitInsn(int opcode) {
      switch (opcode) {
        case Opcodes.BASTORE -> hook("storeByte", "(Ljava/lang/Object;II)V");
        case Opcodes.SASTORE -> hook("storeShort", "([SII)V");
        case Opcodes.IASTORE -> hook("storeInt", "([III)V");
        case Opcodes.AASTORE -> hook("storeReference", "([Ljava/lang/Object;ILjava/lang/Object;)V");
        default -> super.visitInsn(opcode);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      if (opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC) {
        hook("beforeField", "()V");
      }
      super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      String called = opcode == Opcodes.INVOKESTATIC ? descriptor : withReceiver(owner, descriptor);
      int written = opcode == Opcodes.INVOKESPECIAL ? -1 : written(owner, name, called);
      if (REPLACED.contains(owner + "." + name)) {
        hook(name, called);
      } else if (written >= 0) {
        Handle target = new Handle(tag(opcode), owner, name, descriptor, isInterface);
        super.visitInvokeDynamicInsn(name, called, WATCHED_CALL, target, written);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }

    private void hook(String name, String descriptor) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, name, descriptor, false);
    }

    private static String withReceiver(String owner, String descriptor) {
      return "(L" + owner + ";" + descriptor.substring(1);
    }

    private static int tag(int opcode) {
      return switch (opcode) {
        case Opcodes.INVOKESTATIC -> Opcodes.H_INVOKESTATIC;
        case Opcodes.INVOKEINTERFACE -> Opcodes.H_INVOKEINTERFACE;
        default -> Opcodes.H_INVOKEVIRTUAL;
      };
    }

    /** Which argument the call writes to, the receiver being 0; -1 if it writes to none. */
    private static int written(String owner, String name, String called) {
      boolean key = owner.startsWith("javacard/security/") && owner.endsWith("Key");
      boolean crypto =
          owner.startsWith("javacard/security/") || owner.startsWith("javacardx/crypto/");
      if ((key && (name.startsWith("set") || name.equals("clearKey")))
          || name.equals("genKeyPair")
          || (owner.equals(OWNER_PIN) && name.equals("update"))) {
        return 0;
      }
      boolean output =
          (key && name.startsWith("get"))
              || (crypto && WITH_OUTPUT.contains(name))
              || (owner.equals("javacardx/crypto/Cipher") && name.equals("update"))
              || (owner.equals(UTIL) && name.equals("arrayCopy"))
              || (owner.equals("javacard/framework/AID") && name.equals("getBytes"));
      return output ? lastByteArray(called) : -1;
    }

    private static int lastByteArray(String called) {
      Type[] arguments = Type.getArgumentTypes(called);
      for (int i = arguments.length - 1; i >= 0; i--) {
        if (arguments[i].getDescriptor().equals("[B")) {
          return i;
        }
      }
      return -1;
    }
  }
}
