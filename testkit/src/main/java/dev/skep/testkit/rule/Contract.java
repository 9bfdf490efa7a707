package dev.skep.testkit.rule;

import dev.skep.testkit.internal.report.ReportExtension;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class whose tests are rules: they are named after them ({@link RuleNames}) and a run of it
 * leaves a report, {@code <class>.json} and {@code <class>.html} in the folder {@code
 * target/skep-testkit}, or in the one that the JUnit configuration parameter {@value #FOLDER}
 * names.
 */
@ExtendWith(ReportExtension.class)
@DisplayNameGeneration(RuleNames.class)
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Contract {
  /** The configuration parameter, also as a system property, for the folder of reports. */
  String FOLDER = "skep.testkit.reports";
}
