/** Tests of the middleware against a real HTTP server that plays the issuer by a script. */
package dev.skep.client.internal;
