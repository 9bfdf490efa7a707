/** SEs in the registry of an OSGi container. It knows ids and services, and nothing of an SE. */
@NullMarked
package dev.skep.se.kernel.internal.service;

import org.jspecify.annotations.NullMarked;
