/** Tests of the CA with the JDK's own validation and with OpenSSL. */
@NullMarked
package dev.skep.issuer.x509.internal;

import org.jspecify.annotations.NullMarked;
