/**
 * How the demo speaks to a person: chapters, paragraphs, tables, and what was expected of each.
 *
 * <p>It knows nothing of sessions or containers.
 */
@NullMarked
package dev.skep.demo.internal.story;

import org.jspecify.annotations.NullMarked;
