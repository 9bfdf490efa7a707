/* Tries of a PIN under power cuts and calls at the same time (spec U-2, U-3; attacks 66, 67).
 *
 * Two callers give wrong values, or the holder's right one, as often as they like; power is cut between any two steps, which ends all calls and
 * leaves what is stored. As built: a caller has the state alone for the whole check; the counter is stored one lower, then the value is
 * compared, and a right one stores the full counter.
 *
 * Abstraction: a stored state is the old or the new one, never torn (U-2 asks that of the storage, and FileSealedStorageTest tries it); three
 * cuts; the right value comes once.
 * Properties, by assertion: between two right values no more wrong ones are compared than there are tries, and never one with no tries left.
 *
 * Weakened:  COMPARE_FIRST  the counter is stored after the value was compared: a cut in between gives the try back.
 *            NOT_ALONE      two callers read one counter: both compare on its last try.
 */
#define TRIES 3

byte stored = TRIES;
byte guesses; /* wrong values compared since the last right one */
byte cuts, boot; /* a call of an earlier boot has ended */
bool busy, rightLeft = true;

#define STEP(what) atomic { if :: boot == born -> what :: else -> goto idle fi }
#define CUT if :: atomic { cuts < 3 -> cuts++; boot++; busy = false } :: skip fi
#define COMPARE if :: !right -> guesses++; assert(guesses <= TRIES) :: else fi

proctype caller() {
  byte born, tries;
  bool right;
idle:
  atomic {
#ifndef NOT_ALONE
    !busy -> busy = true;
#endif
    born = boot; tries = stored; right = false;
    if :: skip :: rightLeft -> right = true; rightLeft = false fi
  };
  if :: tries == 0 -> goto done :: else fi;
  CUT;
#ifdef COMPARE_FIRST
  STEP(COMPARE);
  CUT;
  STEP(stored = tries - 1);
#else
  STEP(stored = tries - 1);
  CUT;
  STEP(COMPARE);
#endif
  CUT;
  STEP(if :: right -> stored = TRIES; guesses = 0 :: else fi);
done:
  STEP(busy = false);
  if :: goto idle :: skip fi
}

init { atomic { run caller(); run caller() } }
