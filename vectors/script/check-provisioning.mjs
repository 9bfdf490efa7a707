// Recomputes the scenarios of sections 10 to 14.
import crypto from "node:crypto";
import { encode, Malformed } from "./cbor.mjs";
import { acceptsPublicKey } from "./keys.mjs";
import { parse } from "./messages.mjs";
import * as p from "./provisioning.mjs";
import * as skep from "./skep.mjs";

/** The outcome where a message does not parse; other errors are none. */
function orRule(check) {
  try {
    return check();
  } catch (e) {
    if (e instanceof Malformed) return `reject ${e.rule}`;
    throw e;
  }
}

/** The records of one end as the file has them; `same` is told of each that seals to something else. */
function records(s, same, from) {
  const [direction, key] = from === "se" ? ["se to server", "keySeToServer"] : ["server to se", "keyServerToSe"];
  const all = [];
  for (let i = 0; s.has(`${from}.${i}.op`); i++) {
    const n = `${from}.${i}`;
    const record = { op: s.text(`${n}.op`), attributes: s.hex(`${n}.attributes`), plaintext: s.hex(`${n}.plaintext`) };
    same(`${n}.record`, s.hex(`${n}.record`),
      skep.sealRecord(s.text("cipher"), s.hex(key), s.hex("sessionId"), direction, i, record.op, record.attributes, record.plaintext));
    if (!p.MAKES_NO_CHANGE.includes(record.op)) {
      record.change = p.change(record.op, record.attributes, record.plaintext);
      same(`${n}.change`, s.hex(`${n}.change`), record.change);
    }
    all.push(record);
  }
  return all;
}

/** D-7: the records are what the request's templates ask for, no more and no less. */
function keysAsAskedFor(s, same, request, se, domain) {
  const leaf = skep.leafKey(s.hex("certificate"));
  const generated = se.filter((record) => record.op === "key.generated");
  const fits = request.get(2).map((template, i) => {
    if (se[i]?.op !== "key.generated" || se[i].plaintext.length > 0) return false;
    const attributes = parse("key-generated", se[i].attributes);
    const made = parse("key-statement", attributes.get(1));
    const expected = encode(p.statement(template, made.get(9), s.hex("sessionId"), domain, s.hex("serverPublicKey")));
    const message = p.keyAttestationMessage(attributes.get(1));
    same(`key.${i}.statement`, s.hex(`key.${i}.statement`), attributes.get(1));
    same(`key.${i}.message`, s.hex(`key.${i}.message`), message);
    same(`key.${i}.signature`, s.text(`key.${i}.signature`), attributes.has(2) ? attributes.get(2).toString("hex") : "none");
    const signed = attributes.has(2) ? skep.verify(s.text("attestation"), leaf, message, attributes.get(2)) : null;
    return expected.equals(attributes.get(1)) && signed === (template.get(8) === 1n ? true : null)
      && acceptsPublicKey(template.get(2), made.get(9)) === "accept";
  });
  return fits.every((x) => x) && generated.length === fits.length;
}

/** P-1 and D-11, as the SE checks them. */
function commit(s, same, request, record) {
  if (record.op !== "commit" || record.plaintext.length > 0) return "reject P-1";
  const attributes = parse("commit", record.attributes);
  const encoded = s.hex("request");
  if (encoded.length === 0) return attributes.size === 0 ? null : "reject P-1";
  const hash = p.requestHash(encoded);
  if (!attributes.has(1) || !attributes.get(1).equals(hash)) return "reject P-1";
  same("requestHash", s.hex("requestHash"), hash);
  if (!request.has(1)) return attributes.has(2) ? "reject D-11" : null;
  const message = p.managementMessage(s.hex("transcriptHash"), hash);
  same("managementMessage", s.hex("managementMessage"), message);
  same("authorization", s.text("authorization"), attributes.has(2) ? attributes.get(2).toString("hex") : "none");
  const [scheme, spki] = request.get(1);
  return attributes.has(2) && skep.verify(scheme, spki, message, attributes.get(2)) ? null : "reject D-11";
}

/** R-10 and P-3, as the server checks them. */
function answers(s, same, se, changes) {
  const outside = se.filter((record) => record.op === "data.mac");
  for (const [i, record] of outside.entries()) {
    const attributes = parse("data-mac", record.attributes);
    const message = p.dataMacMessage(attributes.get(1), attributes.get(2));
    same(`mac.${i}.message`, s.hex(`mac.${i}.message`), message);
    if (!p.dataMac(s.hex("externalKey"), message).equals(record.plaintext)) return "reject R-10";
  }
  if (outside.length > 8) return "reject R-10";
  const receipt = p.receipt(changes);
  same("changes", s.text("changes"), changes.length);
  same("receipt", s.hex("receipt"), receipt);
  const last = se[se.length - 1];
  return last.op === "committed" && last.attributes.length === 0 && last.plaintext.equals(receipt) ? "accept" : "reject P-3";
}

const ATTRIBUTES = {
  "puk.define": "puk-define", "pin.define": "pin-define", "secret.import": "secret-import", "certificate.install": "certificate-install",
  "pin.unblock": "pin-unblock", "object.delete": "object-delete",
};

function provisioning(handshake, s, same) {
  const established = handshake(s);
  if (established !== "accept") return established;
  return orRule(() => {
    const encoded = parse("offer", s.hex("offer")).get(11);
    same("request", s.hex("request"), encoded);
    const request = parse("provisioning-request", encoded);
    const domain = p.domain(request, s.hex("serverPublicKey"));
    same("domain", s.hex("domain"), domain);
    same("serverKeyHash", s.hex("serverKeyHash"), p.serverKeyHash(s.hex("serverPublicKey")));
    const se = records(s, same, "se");
    const server = records(s, same, "server");
    if (!keysAsAskedFor(s, same, request, se, domain)) return "reject D-7";
    for (const record of server.slice(0, -1)) parse(ATTRIBUTES[record.op], record.attributes);
    const refused = commit(s, same, request, server[server.length - 1]);
    if (refused !== null) return refused;
    return answers(s, same, se, [...se, ...server].flatMap((record) => record.change ?? []));
  });
}

function enrolment(s, same) {
  const code = p.normalizeCode(s.hex("typed"));
  same("code", s.text("code"), code === null ? "none" : code.toString("hex"));
  if (code === null) return "reject N-1";
  same("id", s.text("id"), code.subarray(0, 5).toString());
  same("shown", s.hex("shown"), p.shownCode(code));
  return p.codeBinding(s.hex("sessionId"), code).equals(s.hex("binding")) ? "accept" : "reject N-2";
}

/** The part of S-7 that needs no configuration: order, names, signatures, dates, who is a CA. */
function chainIsGood(encoded, anchorEncoded, time) {
  const anchor = new crypto.X509Certificate(anchorEncoded);
  const chain = encoded.filter((der) => !der.equals(anchorEncoded)).map((der) => new crypto.X509Certificate(der));
  const path = [...chain, anchor];
  const valid = (c) => Date.parse(c.validFrom) <= time * 1000 && time * 1000 <= Date.parse(c.validTo);
  return chain.length > 0 && new Set(path.map((c) => c.fingerprint256)).size === path.length && !chain[0].ca
    && chain.every((c, i) => path[i + 1].ca && valid(c) && c.checkIssued(path[i + 1]) && c.verify(path[i + 1].publicKey));
}

function keyAttestation(s, same) {
  return orRule(() => {
    const attestation = parse("key-attestation", s.hex("attestation"));
    const [statement, scheme, signature, chain] = [1, 2, 3, 4].map((key) => attestation.get(key));
    same("statement", s.hex("statement"), statement);
    same("message", s.hex("message"), p.keyAttestationMessage(statement));
    parse("key-statement", statement);
    if (!chainIsGood(chain, s.hex("anchor"), Number(s.text("time")))) return "reject KA-3";
    const leaf = new crypto.X509Certificate(chain[0]).publicKey;
    const fits = skep.fitsScheme(scheme, leaf);
    return fits && skep.verify(scheme, skep.leafKey(chain[0]), s.hex("message"), signature) ? "accept" : "reject KA-3";
  });
}

/** The kinds, given how a handshake is checked and whom to tell of a difference. */
export const provisioningKinds = (handshake, same) => ({
  provisioning: (s) => provisioning(handshake, s, same),
  enrolment: (s) => enrolment(s, same),
  "key-attestation": (s) => keyAttestation(s, same),
});
