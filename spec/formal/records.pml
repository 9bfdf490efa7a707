/* Records of one direction over a network that drops, repeats, reorders, relabels and reflects them (spec R-1 to R-5, R-9, E-8; attacks 19, 57, 58).
 *
 * The server seals three records: the definition of a PUK, that of a PIN, the commit. The attacker gives the element any of them, or one that the
 * element sealed itself, with any seq and op in clear, as often as it likes, under the newest handle or an older one. As built: seq must be the
 * one expected; a body opens only under the direction, seq and op that it was sealed with; a failure closes the session; of handles the newest.
 *
 * Abstraction: perfect AEAD; attributes are part of the op; six deliveries.
 * Property, by assertion: what the element obeys is what the server sealed, each once, in order, up to the first failure.
 *
 * Weakened:  ANY_ORDER     seq is authenticated and not compared: a record is obeyed twice, or too early.
 *            GAPS          seq may be larger than expected: the commit comes without the PIN.
 *            NO_DIRECTION  both directions have one key and the same associated data: the element obeys itself.
 *            NO_OP         op is not part of the associated data: the PIN becomes the PUK.
 *            GO_ON         a failure does not close the session: an attacker tries again.
 *            OLD_HANDLE    a handle that is not the newest is taken: the session goes back, and a record is obeyed twice.
 */
#define RECORDS 3
byte obeyed, expected, deliveries;
bool failed;

active proctype element() {
  byte seq, op, sealedSeq;
  bool own, authentic;
  do
  :: deliveries < 6 ->
     deliveries++;
     select(seq : 0 .. 2);
     select(op : 0 .. 2);
     select(sealedSeq : 0 .. 2); /* which body; the record with this seq has the op of this number */
     if :: own = false :: own = true fi;
#ifdef OLD_HANDLE
     if :: expected > 0 -> expected-- :: skip fi;
#endif
     authentic = (sealedSeq == seq);
#ifndef NO_OP
     authentic = authentic && (sealedSeq == op);
#endif
#ifndef NO_DIRECTION
     authentic = authentic && !own;
#endif
     if
#ifdef ANY_ORDER
     :: authentic
#else
#ifdef GAPS
     :: authentic && seq >= expected
#else
     :: authentic && seq == expected
#endif
#endif
        -> assert(!failed); assert(!own); assert(sealedSeq == obeyed); assert(op == sealedSeq);
        obeyed++; expected = seq + 1
     :: else ->
        failed = true;
#ifndef GO_ON
        break
#endif
     fi
  :: deliveries == 6 || obeyed == RECORDS -> break
  od
}
