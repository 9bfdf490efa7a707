/* A bundle of algorithms is exchanged while sessions use it (protocol.catalogue; spec S-5; docs/architecture.md, "Who finds whom").
 *
 * Two sessions each lease a suite, here a transport and a scheme that one bundle brings, call both, lease the scheme once more while they have
 * it (as for a key that they make), call it and give all back. Meanwhile the bundle stops, one algorithm after the other in any order, and
 * comes back as another life. As built: an algorithm that goes is lent to nobody any more but to whom has it already; the stop waits for those;
 * a suite is leased whole or not at all, and nothing is held while waiting for the rest.
 *
 * Abstraction: waits are unbounded. So a run that ends in a deadlock here is one that waits for its bound there, and fails its session.
 * Properties: no call into a bundle that has stopped, by assertion; every run comes to its end, by the search for invalid end states.
 *
 * Weakened:  NO_DRAIN       the stop does not wait: a call into a stopped bundle.
 *            NO_CLOSE       who looked before the stop may still enter after it: the same.
 *            NO_REENTRY     who has an algorithm does not get it again: session and stop wait for each other (found in practice, and mended).
 *            HOLD_AND_WAIT  a session holds the one while it waits for the other: the same.
 */
#define NOTHING 255
#define LIFE(entry) (entry / 2)

bool running[2], closed[4];     /* of a life; of its entries: transport 0 and 2, scheme 1 and 3 */
byte installed[2], leaving[2];  /* by role */
byte uses[8];                   /* of a session and an entry */
byte changes;

#define USES(entry) uses[me * 4 + entry]
#define USED(entry) (uses[entry] + uses[4 + entry])

inline enter(entry) {
  atomic {
#ifdef NO_CLOSE
    entered = true;
#else
#ifdef NO_REENTRY
    entered = !closed[entry];
#else
    entered = !closed[entry] || USES(entry) > 0;
#endif
#endif
    if :: entered -> USES(entry)++ :: else fi
  }
}

/* Lends what is installed, else what is leaving and is mine already; else entry becomes NOTHING. */
inline take(role, entry) {
  entered = false;
  entry = installed[role];
  if :: entry != NOTHING -> enter(entry) :: else fi;
  if
  :: !entered ->
     entry = leaving[role];
     if :: entry != NOTHING -> enter(entry) :: else fi
  :: else
  fi;
  if :: !entered -> entry = NOTHING :: else fi
}

inline give(entry) { if :: entry != NOTHING -> USES(entry)-- :: else fi }

proctype session(byte me) {
  byte transport, scheme, more, seen;
  bool entered;
suite:
  seen = changes;
  take(0, transport);
#ifdef HOLD_AND_WAIT
  if :: transport == NOTHING -> changes != seen; goto suite :: else fi;
rest:
  seen = changes;
  take(1, scheme);
  if :: scheme == NOTHING -> changes != seen; goto rest :: else fi;
#else
  take(1, scheme);
  if
  :: transport == NOTHING || scheme == NOTHING -> give(transport); give(scheme); changes != seen; goto suite
  :: else
  fi;
#endif
  assert(running[LIFE(transport)]);
  assert(running[LIFE(scheme)]);
again:
  seen = changes;
  take(1, more);
  if :: more == NOTHING -> changes != seen; goto again :: else fi;
  assert(running[LIFE(more)]);
  give(more);
  give(transport);
  give(scheme)
}

inline withdraw(role) {
  d_step { leaving[role] = installed[role]; installed[role] = NOTHING; changes++ };
#ifndef NO_DRAIN
  closed[leaving[role]] = true;
  USED(leaving[role]) == 0;
#endif
  leaving[role] = NOTHING
}

proctype bundle() {
  if
  :: withdraw(0); withdraw(1)
  :: withdraw(1); withdraw(0)
  fi;
  running[0] = false;
  running[1] = true;
  d_step { installed[0] = 2; changes++ };
  d_step { installed[1] = 3; changes++ }
}

init {
  atomic {
    running[0] = true; installed[0] = 0; installed[1] = 1; leaving[0] = NOTHING; leaving[1] = NOTHING;
    run session(0); run session(1); run bundle()
  }
}
