/**
 * What the demo does to the container that it runs in: finds services, writes configurations,
 * uninstalls and installs a bundle, listens to the audit.
 *
 * <p>It uses what any operator has, and no internals of the other bundles.
 */
@NullMarked
package dev.skep.demo.internal.container;

import org.jspecify.annotations.NullMarked;
