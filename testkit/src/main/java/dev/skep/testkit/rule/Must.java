package dev.skep.testkit.rule;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A rule that everything of its role obeys. The test's name begins with the rule's number, as in
 * {@code E1_refusesASuiteThatItDoesNotHave}.
 */
@Tag("MUST")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Must {}
