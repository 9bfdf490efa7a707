/** The chapters of the story, one class each. */
@NullMarked
package dev.skep.demo.internal.chapter;

import org.jspecify.annotations.NullMarked;
