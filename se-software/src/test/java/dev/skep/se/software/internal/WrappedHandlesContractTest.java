package dev.skep.se.software.internal;

/** The same with sessions that are kept outside, wrapped under a key of the SE. */
class WrappedHandlesContractTest extends SoftwareSecurityElementContractTest {
  @Override
  String handleKind() {
    return "wrapped";
  }
}
