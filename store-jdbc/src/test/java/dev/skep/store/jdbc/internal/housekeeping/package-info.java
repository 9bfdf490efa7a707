@org.jspecify.annotations.NullMarked
package dev.skep.store.jdbc.internal.housekeeping;
