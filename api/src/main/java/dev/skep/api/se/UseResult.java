package dev.skep.api.se;

import dev.skep.api.Bytes;

/** What came of the use of an object by its holder. */
public sealed interface UseResult {
  /**
   * It is done.
   *
   * @param output the signature or MAC; empty where there is none
   */
  record Done(Bytes output) implements UseResult {}

  /**
   * The PIN or PUK is wrong; this was counted.
   *
   * @param triesLeft how many more wrong ones block it
   */
  record Wrong(int triesLeft) implements UseResult {}

  /** The PIN or PUK is blocked; nothing was compared. */
  record Blocked() implements UseResult {}

  /** The PIN has no value yet; its holder has to set one first. */
  record NotSet() implements UseResult {}

  /** The new value does not fit the policy; nothing was changed, and nothing counted. */
  record Unfit() implements UseResult {}
}
