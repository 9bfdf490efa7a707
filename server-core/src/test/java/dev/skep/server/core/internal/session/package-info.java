/**
 * Tests that attack a real server with real providers; the numbers are those of the attack list.
 */
package dev.skep.server.core.internal.session;
