package dev.skep.testkit.rule;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * What may be done or not; if it is not, that does no harm, and if it is, it is done right. The
 * test's name is as with {@link Must}.
 */
@Tag("MAY")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface May {}
