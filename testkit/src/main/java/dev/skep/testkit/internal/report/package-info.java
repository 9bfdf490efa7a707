/**
 * The report of a contract's run, as JSON and as HTML.
 *
 * <p>It judges nothing: it writes down what JUnit says of each rule.
 */
@NullMarked
package dev.skep.testkit.internal.report;

import org.jspecify.annotations.NullMarked;
