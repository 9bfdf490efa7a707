package dev.skep.itest.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.jspecify.annotations.NullMarked;

/** The house's rules in ArchUnit's form. */
final class Arrows {
  private final House house;

  /** The rules of that house. */
  Arrows(House house) {
    this.house = house;
  }

  /** Every class uses only what the table allows to its folder. */
  ArchRule followTheTable() {
    return ArchRuleDefinition.classes()
        .that(areInTheHouse())
        .should(
            new ArchCondition<JavaClass>("use only what the table allows to their folder") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (Dependency use : type.getDirectDependenciesFromSelf()) {
                  check(use, events);
                }
              }

              private void check(Dependency use, ConditionEvents events) {
                JavaClass target = use.getTargetClass().getBaseComponentType();
                if (target.isPrimitive()) {
                  return;
                }
                house
                    .objection(use.getOriginClass().getPackageName(), target.getPackageName())
                    .ifPresent(
                        reason ->
                            events.add(
                                SimpleConditionEvent.violated(
                                    use, reason + ": " + use.getDescription())));
              }
            });
  }

  /** Every package says what it is for, and that nulls are marked. */
  ArchRule packagesAreDescribed() {
    return ArchRuleDefinition.classes()
        .that(areInTheHouse())
        .should(
            new ArchCondition<JavaClass>("be in a package with a null-marked package-info") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                JavaPackage owner = type.getPackage();
                if (owner.tryGetAnnotationOfType(NullMarked.class).isEmpty()) {
                  events.add(
                      SimpleConditionEvent.violated(
                          type, owner.getName() + " has no package-info with @NullMarked"));
                }
              }
            });
  }

  /**
   * Nobody reads or writes objects as Java serialises them, and nothing that travels or is kept can
   * be: only exceptions, enums and what extends a class of the JDK is {@link Serializable}, by no
   * choice of its own.
   */
  ArchRule serializeNothing() {
    return ArchRuleDefinition.classes()
        .that(areInTheHouse())
        .should(
            new ArchCondition<JavaClass>("not be Serializable, nor read or write what is") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean chosen =
                    type.getRawInterfaces().stream()
                        .anyMatch(role -> role.isAssignableTo(Serializable.class));
                boolean streams =
                    type.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .anyMatch(
                            used ->
                                used.isEquivalentTo(ObjectInputStream.class)
                                    || used.isEquivalentTo(ObjectOutputStream.class));
                if (chosen || streams) {
                  events.add(
                      SimpleConditionEvent.violated(
                          type, type.getName() + " serialises objects, or lets itself be"));
                }
              }
            });
  }

  private DescribedPredicate<JavaClass> areInTheHouse() {
    return DescribedPredicate.describe(
        "are below " + house.root(), type -> house.holds(type.getPackageName()));
  }
}
