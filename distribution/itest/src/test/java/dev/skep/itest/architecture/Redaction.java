package dev.skep.itest.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * No type that holds a secret says it in {@code toString}. What is generated for a record asks its
 * components: {@code SecretBytes} says its length and an array nothing, but private keys of some
 * providers say all that they are.
 */
final class Redaction {
  private static final String SECRET_BYTES = "dev.skep.api.SecretBytes";

  /** For what is public: it says its content. */
  private static final String BYTES = "dev.skep.api.Bytes";

  /** What may hold a secret. */
  private static final Set<String> SECRETS =
      Set.of(
          SECRET_BYTES,
          "[B",
          "[C",
          "java.security.PrivateKey",
          "java.security.KeyPair",
          "javax.crypto.SecretKey");

  /** Those that do not keep it to themselves. */
  private static final Set<String> TALKATIVE =
      Set.of("java.security.PrivateKey", "java.security.KeyPair", "javax.crypto.SecretKey");

  /** With what a secret is turned into what can be printed: owner, name and parameters. */
  private static final List<String> TRANSLATIONS =
      List.of(
          SECRET_BYTES + ".copy",
          SECRET_BYTES + ".use",
          "java.util.Arrays.toString",
          "java.util.HexFormat.",
          "java.util.Base64",
          "java.lang.String.valueOf([C)",
          "java.lang.String.<init>(",
          "java.security.Key.getEncoded",
          "java.security.PrivateKey.getEncoded",
          "javax.crypto.SecretKey.getEncoded");

  private final JavaClasses classes;

  /** Of those classes. */
  Redaction(JavaClasses classes) {
    this.classes = classes;
  }

  /** The types that hold a secret or something that does, or stand for types that do. */
  Set<JavaClass> holders() {
    Set<JavaClass> holders = new HashSet<>();
    int before;
    do {
      before = holders.size();
      for (JavaClass type : classes) {
        if (type.getName().equals(BYTES)) {
          continue;
        }
        if (type.getAllSubclasses().stream().anyMatch(holders::contains)
            || fieldTypes(type)
                .anyMatch(held -> SECRETS.contains(held.getName()) || holders.contains(held))) {
          holders.add(type);
        }
      }
    } while (holders.size() > before);
    return holders;
  }

  /** What is wrong, in words. */
  Set<String> objections() {
    Set<String> objections = new TreeSet<>();
    for (JavaClass holder : holders()) {
      Optional<JavaMethod> told = holder.tryGetMethod("toString");
      if (told.isEmpty() || holder.getName().equals(SECRET_BYTES)) {
        continue;
      }
      translations(told.get())
          .forEach(
              call -> objections.add(holder.getName() + " turns a secret into text by " + call));
      if (isGenerated(holder, told.get())) {
        fieldTypes(holder)
            .filter(held -> TALKATIVE.contains(held.getName()))
            .forEach(
                held ->
                    objections.add(
                        holder.getName() + " leaves it to " + held.getName() + " what is said"));
      }
    }
    return objections;
  }

  private static Stream<JavaClass> fieldTypes(JavaClass type) {
    return type.getFields().stream()
        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
        .flatMap(
            field ->
                // Of an array, what is involved is its elements.
                Stream.concat(
                    Stream.of(field.getRawType()), field.getAllInvolvedRawTypes().stream()));
  }

  private static Stream<String> translations(JavaCodeUnit told) {
    return told.getCallsFromSelf().stream()
        .map(call -> call.getTarget().getFullName())
        .filter(call -> TRANSLATIONS.stream().anyMatch(call::startsWith));
  }

  /** What the compiler makes for a record reads its fields by other means than code. */
  private static boolean isGenerated(JavaClass type, JavaMethod told) {
    return type.isRecord() && told.getAccessesFromSelf().isEmpty();
  }
}
