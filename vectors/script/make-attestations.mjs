// Makes the scenarios of section 14's codes and of section 12's attestations.
import crypto from "node:crypto";
import { encode } from "./cbor.mjs";
import { attributes, flip, map, template, text } from "./fields.mjs";
import * as p from "./provisioning.mjs";
import * as skep from "./skep.mjs";
import { authority, issue } from "./x509.mjs";

// --- enrolment codes -----------------------------------------------------------------------------

export function makeCodes(write) {
  const sessionId = crypto.randomBytes(16);
  const code = text("7K3M910PQRSTVWXYZ0AB");
  const binding = p.codeBinding(sessionId, code);
  const enrolment = (outcome, name, comment, typed, expected = code, bound = binding) => {
    const values = { kind: "enrolment", expect: outcome, typed, code: expected ?? "none" };
    if (expected) Object.assign(values, { id: expected.subarray(0, 5).toString(), shown: p.shownCode(expected), sessionId, binding: bound });
    write(`${outcome.split(" ")[0]}-enrolment-${name}`, comment, values);
  };
  enrolment("accept", "as-shown", "A code as it is shown.", text("7K3M9-10PQR-STVWX-YZ0AB"));
  enrolment("accept", "look-alikes", "Small letters, I, L and O, and no dashes.", text("7k3m9iopqrstvwxyzOab"));
  enrolment("accept", "blanks", "Blanks and dashes anywhere.", text(" -7k3m9 LOpqr- stv wx - yz0ab--"));
  enrolment("reject N-1", "too-short", "Nineteen characters.", text("7K3M9-10PQR-STVWX-YZ0A"), null);
  enrolment("reject N-1", "too-long", "Twenty-one characters.", text("7K3M9-10PQR-STVWX-YZ0AB0"), null);
  enrolment("reject N-1", "empty", "Nothing but blanks.", text("   "), null);
  enrolment("reject N-1", "letter-u", "The letter that the alphabet leaves out.", text("7K3M9-10PQR-STUWX-YZ0AB"), null);
  enrolment("reject N-1", "control", "A tab is no blank.", text("7K3M9\t10PQR-STVWX-YZ0AB"), null);
  enrolment("reject N-1", "nul", "A byte that is zero.", text("7K3M9-10PQR-STVWX-YZ0A\0"), null);
  enrolment("reject N-1", "not-ascii", "A letter that only looks like one.", text("7K3M9-10PQR-STVWX-YZ0АB"), null);
  enrolment("reject N-2", "another-code", "The offer was made for another code.", text("7K3M9-10PQR-STVWX-YZ0AB"), code,
    p.codeBinding(sessionId, text("7K3M910PQRSTVWXYZ0AC")));
  enrolment("reject N-2", "another-session", "The binding of another session.", text("7K3M9-10PQR-STVWX-YZ0AB"), code,
    p.codeBinding(crypto.randomBytes(16), code));
  enrolment("reject N-2", "not-normalised", "A binding of the code as it is shown.", text("7K3M9-10PQR-STVWX-YZ0AB"), code,
    p.codeBinding(sessionId, text("7K3M9-10PQR-STVWX-YZ0AB")));
}

// --- key attestations ----------------------------------------------------------------------------

export function makeAttestations(write) {
  const root = authority("Vector Device Root");
  const middle = authority("Vector Device CA 2");
  const device = skep.generate("ES256");
  const anchor = issue(root, root.spki, root.name, { ca: true });
  const chain = [issue(middle, device.spki, "SE 7"), issue(root, middle.spki, middle.name, { ca: true })];
  const fields = p.statement(map(template("auth", { 3: 256, 5: "pin", 6: "Anmeldung", 8: 1 })), skep.generate("ES256").spki,
    crypto.randomBytes(16), crypto.randomBytes(32), Buffer.from("stands for ServerPubK"));
  const good = encode(fields);
  const signed = (statement, more = {}) => {
    const message = p.keyAttestationMessage(statement);
    return { statement, scheme: "ES256", signature: skep.sign("ES256", device.pkcs8, message), chain, ...more };
  };
  const file = (outcome, name, comment, a) => write(`${outcome.split(" ")[0]}-key-attestation-${name}`, comment, {
    kind: "key-attestation", expect: outcome, anchor, time: 1800000000, statement: a.statement, message: p.keyAttestationMessage(a.statement),
    attestation: attributes({ 1: a.statement, 2: a.scheme, 3: a.signature, 4: a.chain }),
  });
  const reject = (name, comment, a) => file("reject KA-3", name, comment, a);
  file("accept", "es256", "A key's attestation with a chain of two.", signed(good));
  file("accept", "with-anchor", "The anchor among the certificates is ignored.", signed(good, { chain: [...chain, anchor] }));
  for (const [scheme, bits] of [["ES384"], ["Ed25519"], ["PS256", 2048], ["RS256-DIAS", 2048]]) {
    const other = skep.generate(scheme, bits);
    file("accept", scheme.toLowerCase(), `The SE signs with ${scheme}.`, {
      statement: good, scheme, signature: skep.sign(scheme, other.pkcs8, p.keyAttestationMessage(good)), chain: [issue(middle, other.spki, "SE 8"), chain[1]],
    });
  }
  const genuine = signed(good);
  const altered = {
    id: [1, "auth2"], algorithm: [2, "ES384"], size: [3, 0], usage: [4, 3], pin: [5, "pin2"], label: [6, "Unterschrift"], signed: [8, 0],
    key: [9, skep.generate("ES256").spki], session: [10, crypto.randomBytes(16)], domain: [11, crypto.randomBytes(32)], server: [12, crypto.randomBytes(32)],
  };
  for (const [name, [key, value]] of Object.entries(altered)) {
    reject(`${name}-altered`, `Field ${key} of the statement is altered.`, { ...genuine, statement: encode(new Map([...fields, [key, value]])) });
  }
  const withoutPin = new Map([...fields].filter(([key]) => key !== 5));
  reject("pin-removed", "The PIN is taken out of the statement.", { ...genuine, statement: encode(withoutPin) });
  reject("signature-altered", "One bit of the signature is flipped.", { ...genuine, signature: flip(genuine.signature) });
  reject("signature-cut", "The signature lacks its last byte.", { ...genuine, signature: genuine.signature.subarray(0, 63) });
  reject("signature-over-the-statement-alone", "A signature without the tag.", { ...genuine, signature: skep.sign("ES256", device.pkcs8, good) });
  reject("scheme-altered", "Another scheme than that of the key.", { ...genuine, scheme: "PS256" });
  reject("scheme-unknown", "A scheme that nobody has.", { ...genuine, scheme: "XX999" });
  reject("another-device", "The certificate of another device.", { ...genuine, chain: [issue(middle, skep.generate("ES256").spki, "SE 8"), chain[1]] });
  const impostor = authority("Vector Device CA 2");
  reject("another-ca", "S-7.9: an issuer of the same name that is not the anchor's.", { ...genuine, chain: [issue(impostor, device.spki, "SE 7"), chain[1]] });
  const selfMade = issue(impostor, impostor.spki, impostor.name, { ca: true });
  reject("own-root", "S-7.8: the chain ends in a root that came with it.", { ...genuine, chain: [issue(impostor, device.spki, "SE 7"), selfMade] });
  reject("certificate-altered", "S-7.9: one bit of the certificate's signature is flipped.", { ...genuine, chain: [flip(chain[0]), chain[1]] });
  reject("issuer-missing", "S-7.3: the certificate in between is missing.", { ...genuine, chain: chain.slice(0, 1) });
  reject("chain-reversed", "S-7.3: the leaf comes last.", { ...genuine, chain: [chain[1], chain[0]] });
  reject("certificate-twice", "S-7.3: a certificate comes twice.", { ...genuine, chain: [chain[0], chain[0], chain[1]] });
  reject("certificate-expired", "S-7.5: the certificate is no longer valid.", { ...genuine, chain: [issue(middle, device.spki, "SE 7", { to: "261231235959Z" }), chain[1]] });
  reject("certificate-not-yet-valid", "S-7.5: the certificate is not valid yet.", { ...genuine, chain: [issue(middle, device.spki, "SE 7", { from: "300101000000Z" }), chain[1]] });
  reject("leaf-is-a-ca", "S-7.6: the leaf is a CA.", { ...genuine, chain: [issue(middle, device.spki, "SE 7", { ca: true }), chain[1]] });
  const leafIssuer = { name: "SE 6", ...skep.generate("ES256") };
  reject("issued-by-a-leaf", "S-7.9: a device's certificate issued the leaf.", {
    ...genuine, chain: [issue(leafIssuer, device.spki, "SE 7"), issue(middle, leafIssuer.spki, leafIssuer.name), chain[1]],
  });
  file("reject KA-1", "version-2", "A statement of another version, although it is signed.", signed(encode(new Map([...fields, [13, 2]]))));
  file("reject D-5", "exportable", "A statement on an exportable key, although it is signed.", signed(encode(new Map([...fields, [7, 1]]))));
  file("reject M-10", "unknown-field", "A statement with a field that nobody knows, although it is signed.", signed(encode(new Map([...fields, [14, 0]]))));
}
