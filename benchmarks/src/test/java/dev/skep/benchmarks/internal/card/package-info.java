@org.jspecify.annotations.NullMarked
package dev.skep.benchmarks.internal.card;
