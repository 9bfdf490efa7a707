// Sections 10 to 14 computed from the specification: domains, statements, receipts, MACs, codes.
import crypto from "node:crypto";
import { encode } from "./cbor.mjs";
import { hash, lp } from "./skep.mjs";

const tagged = (tag, ...parts) => Buffer.concat([Buffer.from(tag, "ascii"), Buffer.alloc(1), ...parts]);

// --- objects and the request (D-4, P-1, D-11) ----------------------------------------------------

/** The domain of a parsed request, whose field 1 is the management key. */
export function domain(request, spki) {
  const management = request.get(1);
  return hash("sha256", management
    ? Buffer.concat([lp("SKEP/1 key management"), lp(management[0]), lp(management[1])])
    : Buffer.concat([lp("SKEP/1 server key"), lp(spki)]));
}

export const serverKeyHash = (spki) => hash("sha256", spki);
export const requestHash = (encoded) => hash("sha256", encoded);
export const managementMessage = (th, hashOfRequest) => tagged("SKEP/1 key management", lp(th), lp(hashOfRequest));

// --- key attestation (KA-1, KA-2) ----------------------------------------------------------------

/** The statement on a key that was made by a template of the request, as a map. */
export function statement(template, publicKey, sessionId, itsDomain, spki) {
  return new Map([...template, [9, publicKey], [10, sessionId], [11, itsDomain], [12, serverKeyHash(spki)], [13, 1]]);
}

export const keyAttestationMessage = (encodedStatement) => tagged("SKEP/1 key attestation", encodedStatement);

// --- receipt (P-2, P-4) --------------------------------------------------------------------------

export const MAKES_NO_CHANGE = ["commit", "committed", "data.mac"];
export const change = (op, attributes, plaintext) => hash("sha256", Buffer.concat([lp(op), lp(attributes), lp(plaintext)]));
export const receipt = (changes) => encode(new Map([[1, changes.length], [2, hash("sha256", Buffer.concat(changes))]]));

// --- data made outside (R-10) --------------------------------------------------------------------

export const dataMacMessage = (label, data) => tagged("SKEP/1 external data", lp(Buffer.from(label, "utf8")), lp(data));
export const dataMac = (externalKey, message) => crypto.createHmac("sha256", externalKey).update(message).digest();

// --- enrolment codes (N-1, N-2) ------------------------------------------------------------------

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The twenty characters that were meant, or null. */
export function normalizeCode(typed) {
  const meant = [...typed.toString("latin1")]
    .filter((c) => c !== "-" && c !== " ")
    .map((c) => (c >= "a" && c <= "z" ? c.toUpperCase() : c))
    .map((c) => ({ I: "1", L: "1", O: "0" })[c] ?? c);
  return meant.length === 20 && meant.every((c) => CROCKFORD.includes(c)) ? Buffer.from(meant.join("")) : null;
}

export const shownCode = (code) => Buffer.from(code.toString().match(/.{5}/g).join("-"));
export const codeBinding = (sessionId, code) => hash("sha256", tagged("SKEP/1 enrolment code", lp(sessionId), lp(code)));
