/* Keys and commits are all or nothing, whatever power, storage and network do (spec E-5, P-2, P-3, P-6, U-1; attacks 64, 65, 9).
 *
 * An element makes a key in the atomic step and another object by a record; then the server's commit comes. The client carries the commit as
 * often as it likes and may lose each answer; power is cut between any two steps; storing may fail without a cut. As built: until the commit
 * all is in memory; one write has both objects and the answer; the answer leaves after it; the same commit again gets the answer that is kept.
 *
 * Abstraction: one session, two objects, two cuts, one failed write; one write is old or new, never torn.
 * Properties, by assertion: no object before the commit; never one without the other; the server is told of a commit only if it is stored; who
 * repeats a commit that is stored is answered.
 *
 * Weakened:  EARLY_KEY     the key is stored as it is made: it stays without a commit.
 *            TWO_WRITES    each object is a write of its own: a cut leaves half.
 *            ANSWER_LAST   the answer is a write of its own: a cut leaves a commit that cannot be asked again.
 *            ANSWER_FIRST  the answer leaves before the write: the server relies on what a cut undoes.
 */
bool key, object, kept;        /* stored */
bool sent, complete;           /* the server has sent its commit; it has the answer */
bool session;                  /* in memory */
byte cuts, failures;
chan toElement = [1] of { bit };
chan toServer = [1] of { bit }; /* 1 committed, 0 no such session */

#define CUT if :: cuts < 2 -> cuts++; goto boot :: skip fi
#define SOUND assert(!key || sent); assert(key == object); assert(!complete || key)

active proctype element() {
  bit answer;
boot:
  atomic { session = false; SOUND };
  if
  :: !key && !sent -> /* the atomic step; a session that ends before its commit is not begun again */
     session = true;
#ifdef EARLY_KEY
     key = true;
#endif
  :: else
  fi;
  CUT;
  do
  :: toElement ? _ ->
     if
     :: session ->
        CUT;
        if :: failures < 1 -> failures++; goto lost :: skip fi;
#ifdef ANSWER_FIRST
        toServer ! 1;
        CUT;
#endif
#ifdef TWO_WRITES
        key = true;
        CUT;
        atomic { object = true; kept = true };
#else
#ifdef ANSWER_LAST
        atomic { key = true; object = true };
        CUT;
        kept = true;
#else
        atomic { key = true; object = true; kept = true };
#endif
#endif
        session = false; answer = 1
     :: !session && kept -> answer = 1
     :: !session && !kept -> answer = 0; assert(!key)
     fi;
     CUT;
#ifndef ANSWER_FIRST
     toServer ! answer
#endif
lost: skip
  :: timeout -> break
  od;
  SOUND
}

active proctype client() {
  byte tries = 3;
  do
  :: tries > 0 -> tries--; sent = true; toElement ! 1
  :: break
  od
}

active proctype server() {
  bit answer;
end:
  do
  :: toServer ? answer -> if :: answer == 1 -> complete = true; assert(key && object) :: else fi
  :: toServer ? answer /* lost on the way */
  od
}
