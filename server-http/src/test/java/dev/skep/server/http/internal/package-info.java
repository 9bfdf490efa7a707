/** Tests of the HTTP binding over real connections: an embedded Jetty, no stand-in for servlets. */
package dev.skep.server.http.internal;
