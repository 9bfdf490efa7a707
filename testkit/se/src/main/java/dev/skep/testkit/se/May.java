package dev.skep.testkit.se;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** What an SE may do or not; if it does not, it does no harm, and if it does, it does it right. */
@Tag("MAY")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface May {}
