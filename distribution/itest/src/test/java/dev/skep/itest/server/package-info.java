/** The distribution as its operator sees it: a process that is started by {@code bin/skep}. */
@NullMarked
package dev.skep.itest.server;

import org.jspecify.annotations.NullMarked;
