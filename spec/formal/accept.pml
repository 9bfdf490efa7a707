/* One session on nodes that share a store: who claims it, and who completes it (spec S-10, S-15, P-3, R-5, R-8, N-4; attacks 10, 23, 67).
 *
 * Two nodes get what an attacker sends as often and in whatever order it likes: the response, the message that completes the session, and one
 * that fails. A node may die between any two steps and start anew without memory. As built: the claim is an atomic insert, the session's state
 * is written once after all checks, and a message does all its work before one compare-and-set of that state's version; who loses the race
 * looks again.
 *
 * Abstraction: one session, four messages for all nodes together and two deaths in the middle of one; a message that is authentic is one symbol.
 * Properties, by assertion: the response is accepted once; two different messages never both complete the session, and a closed session does
 * not complete.
 *
 * Weakened:  NO_CLAIM  reads whether the session is used, then writes that it is: accepted twice.
 *            OWN_STORE each node has a store of its own (decisions 5 and 11 forbid it with a shared token key): accepted twice.
 *            NO_CAS    writes the state without comparing its version: completed by two messages, or after it was closed.
 */
#define NONE 0
#define OPEN 1
#define CLOSED 2
#define COMPLETE_A 3 /* by message A; what it answers is A's */
#define COMPLETE_B 4

#ifdef OWN_STORE
#define ROW self
#else
#define ROW 0
#endif

bool claimed[2];
byte state[2] = NONE;
byte version[2];
byte accepted, deaths, left = 4;
bool completedA, completedB, closed;

proctype node(byte self) {
  byte ending, was, seen;
  bool mine;
start:
  do
  :: atomic { left > 0 -> left-- };
     if
     :: goto response
     :: ending = COMPLETE_A
     :: ending = COMPLETE_B
     :: ending = CLOSED /* a message that fails */
     fi;
records:
     skip;
     d_step { was = state[ROW]; seen = version[ROW] };
     if
     :: was == OPEN ->
        if :: deaths < 2 -> deaths++; goto start :: skip fi;
#ifdef NO_CAS
        d_step { state[ROW] = ending; version[ROW]++; mine = true };
#else
        d_step { mine = (version[ROW] == seen); if :: mine -> state[ROW] = ending; version[ROW]++ :: else fi };
#endif
        if
        :: mine && ending == COMPLETE_A -> completedA = true
        :: mine && ending == COMPLETE_B -> completedB = true
        :: mine && ending == CLOSED -> closed = true
        :: !mine -> goto records /* who lost the race looks again */
        fi
     :: else /* the same answer once more, or a rejection */
     fi;
     goto checked;
response:
#ifdef NO_CLAIM
     mine = !claimed[ROW];
     claimed[ROW] = true;
#else
     atomic { mine = !claimed[ROW]; claimed[ROW] = true };
#endif
     if
     :: mine ->
        if
        :: deaths < 2 -> deaths++; goto start /* the session is used up, and not open */
        :: skip /* the attestation does not verify: the same */
        :: d_step { accepted++; state[ROW] = OPEN; version[ROW]++ }
        fi
     :: else
     fi;
checked:
     assert(accepted <= 1);
     assert(!(completedA && completedB));
     assert(!(closed && (completedA || completedB)))
  :: left == 0 -> break
  od
}

init { atomic { run node(0); run node(1) } }
