package dev.skep.testkit.se;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A rule that every SE obeys. The test's name begins with the rule's number. */
@Tag("MUST")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Must {}
