/**
 * What bundles say of themselves in their manifests, so that a resolver can put a runtime together
 * from "a server with some attestation and some transport".
 *
 * <p>Two namespaces are used. {@code osgi.implementation} has one name for each part that is
 * installed as a whole ({@link Contracts}). {@link Contracts#ALGORITHM_NAMESPACE} has one
 * capability for each algorithm, with its role and its registered name. A bundle that needs
 * another's services says so with one of the annotations here, which a tool (bnd) turns into
 * headers; nothing of them is there at run time.
 *
 * <p>They say what a runtime should have when it is put together. They do not decide what runs: the
 * requirements have the effective time {@code active}, so a framework resolves a bundle without
 * them, and algorithms may come and go.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.api.capability;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
