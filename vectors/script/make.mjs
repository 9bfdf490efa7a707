// Makes the scenarios of the folder above anew, with fresh keys. Only for a change of the wire format:
// run it, then check.mjs and the tests of protocol.
// Usage: node make.mjs [from]      With a number it writes that scenario and the later ones only.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { encode } from "./cbor.mjs";
import { flip, none } from "./fields.mjs";
import { makeProvisioning } from "./make-provisioning.mjs";
import * as skep from "./skep.mjs";
import { authority, der, hex, issue } from "./x509.mjs";

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const random = (n) => crypto.randomBytes(n);
const show = (x) => (Buffer.isBuffer(x) ? x.toString("hex") : String(x));
const from = Number(process.argv[2] ?? 1);
let number = 0;

function write(name, comment, values) {
  number++;
  if (number < from) return;
  const lines = comment.split("\n").map((line) => `# ${line}`);
  for (const [key, value] of Object.entries(values)) lines.push(`${key} = ${show(value)}`);
  fs.writeFileSync(path.join(folder, `${String(number).padStart(2, "0")}-${name}.txt`), `${lines.join("\n")}\n`);
}

const ca = authority("Vector Device CA");
const certificate = (spki, cn) => issue(ca, spki, cn);

// --- handshakes ----------------------------------------------------------------------------------

function offer(x, sessionId = random(16), more = {}) {
  const fields = {
    1: 1, 2: sessionId, 3: random(32), 4: 1790000000, 5: 120, 6: "https://issuer.example",
    7: [[x.transport, random(8), x.spki], ...(more.transports ?? [])],
    8: [x.attestation, ...(more.attestations ?? [])], 9: [x.kdf], 10: [x.cipher], 11: none, ...(more.fields ?? {}),
  };
  return encode(new Map(Object.entries(fields).map(([k, v]) => [Number(k), v])));
}

/** A genuine run of all parties; the request may depend on the session's id. */
function run(transport, attestation, kdf, cipher, bits = 2048, request = () => none) {
  const server = skep.generate(transport, bits);
  const device = skep.generate(attestation);
  const x = { transport, attestation, kdf, cipher, spki: server.spki, seNonce: random(32), sessionId: random(16) };
  x.request = request(x.sessionId);
  x.offer = offer(x, x.sessionId, { fields: { 11: x.request } });
  x.leaf = certificate(device.spki, "SE 1");
  Object.assign(x, skep.encapsulate(transport, x.spki));
  const th = skep.transcriptHash(x);
  const ck = skep.derive(kdf, x.k, "confirm", th, 32);
  x.ak = skep.sign(attestation, device.pkcs8, skep.attestationMessage(th, ck));
  return { ...x, server, device };
}

/** What the server sees and computes; the outcome is computed, never assumed. */
function seen(x) {
  const th = skep.transcriptHash(x);
  const k = skep.decapsulate(x.transport, x.server.pkcs8, x.spki, x.ek);
  const values = {
    kind: "handshake", expect: "reject S-12", transport: x.transport, attestation: x.attestation, kdf: x.kdf, cipher: x.cipher,
    serverPrivateKey: x.server.pkcs8, serverPublicKey: x.spki, sessionId: x.sessionId, offer: x.offer,
    offerHash: skep.hash(skep.KDFS[x.kdf].h, x.offer), seNonce: x.seNonce, certificate: x.leaf,
    encapsulatedKey: x.ek, attestationSignature: x.ak, transcriptHash: th, sharedSecret: k ?? "none",
  };
  if (k === null) return values;
  const ck = skep.derive(x.kdf, k, "confirm", th, 32);
  Object.assign(values, { confirmationKey: ck, attestationMessage: skep.attestationMessage(th, ck) });
  if (!skep.verify(x.attestation, skep.leafKey(x.leaf), values.attestationMessage, x.ak)) return values;
  const n = skep.CIPHERS[x.cipher].keyBytes;
  const down = skep.derive(x.kdf, k, "server to se", th, n);
  const up = skep.derive(x.kdf, k, "se to server", th, n);
  return {
    ...values, expect: "accept", keyServerToSe: down, keySeToServer: up, externalKey: skep.derive(x.kdf, k, "external", th, 32),
  };
}

/** The first record of each direction. */
function firstRecords(x, values) {
  const receipt = encode(new Map([[1, 0], [2, skep.hash("sha256", none)]]));
  const seal = (key, direction, op, text) => skep.sealRecord(x.cipher, key, x.sessionId, direction, 0, op, none, text);
  return {
    commitPlaintext: none, commitRecord: seal(values.keyServerToSe, "server to se", "commit", none),
    committedPlaintext: receipt, committedRecord: seal(values.keySeToServer, "se to server", "committed", receipt),
  };
}

function handshake(name, comment, x, outcome) {
  const values = seen(x);
  if (values.expect.split(" ")[0] !== outcome) throw new Error(`${name}: ${values.expect}`);
  write(name, comment, outcome === "accept" ? { ...values, ...firstRecords(x, values) } : values);
}

const [RSA, P256, P384, P521, X] = ["RSA-OAEP-256", "DHKEM-P256-HKDF-SHA256", "DHKEM-P384-HKDF-SHA384", "DHKEM-P521-HKDF-SHA512", "DHKEM-X25519-HKDF-SHA256"];
for (const [t, a, k, c, bits] of [
  [RSA, "RS256", "HKDF-SHA256", "A256GCM", 2048], [RSA, "PS256", "HKDF-SHA256", "A256GCM", 3072],
  [RSA, "PS384", "HKDF-SHA384", "A256CBC-HS512", 4096], [RSA, "RS256-DIAS", "KBKDF-HMAC-SHA256", "A128CBC-HS256", 2048],
  [P256, "ES256", "HKDF-SHA256", "A256GCM"], [P256, "RS256", "KBKDF-CMAC-AES256", "A128CBC-HS256"],
  [P384, "ES384", "HKDF-SHA384", "A256GCM"], [P384, "ES256", "KBKDF-CMAC-AES256", "A256GCM"],
  [P521, "ES512", "HKDF-SHA384", "A256CBC-HS512"], [P521, "ES512", "KBKDF-HMAC-SHA256", "A256GCM"],
  [X, "Ed25519", "HKDF-SHA256", "A256GCM"], [X, "ES256", "KBKDF-CMAC-AES256", "A128CBC-HS256"],
]) {
  const name = `accept-${t}-${a}-${k}-${c}`.toLowerCase();
  handshake(name, `A genuine session with ${t}${bits ? ` (${bits} bit)` : ""}, ${a}, ${k}, ${c}.`, run(t, a, k, c, bits), "accept");
}

const ec = run(P256, "ES256", "HKDF-SHA256", "A256GCM");
const rsa = run(RSA, "RS256", "HKDF-SHA256", "A256GCM");
const reject = (name, comment, x) => handshake(`reject-${name}`, comment, x, "reject");
for (const [base, kind] of [[ec, "dhkem"], [rsa, "oaep"]]) {
  const attacker = skep.generate(base.transport);
  const fooled = { ...base, spki: attacker.spki, ...skep.encapsulate(base.transport, attacker.spki) };
  const th = skep.transcriptHash(fooled);
  fooled.ak = skep.sign(base.attestation, base.device.pkcs8, skep.attestationMessage(th, skep.derive(base.kdf, fooled.k, "confirm", th, 32)));
  reject(`${kind}-serverpubk-replaced`, "Attack 1: the SE was given the attacker's ServerPubK; its EK and AK come to the server as they are.", { ...fooled, spki: base.spki });
  const again = skep.encapsulate(base.transport, base.spki);
  reject(`${kind}-serverpubk-replaced-reencrypted`, "Attack 2: as before, and the attacker encapsulates again to the true key.", { ...fooled, spki: base.spki, ek: again.ek });
  reject(`${kind}-ek-of-another-session`, "Attack 3: EK of another session to the same key.", { ...base, ek: again.ek });
  reject(`${kind}-ek-bit-flipped`, "Attack 3: one bit of EK is flipped.", { ...base, ek: flip(base.ek, -1) });
  reject(`${kind}-ak-bit-flipped`, "Attack 4: one bit of AK is flipped.", { ...base, ak: flip(base.ak, -1) });
  reject(`${kind}-ak-truncated`, "Attack 4: AK lacks its last byte.", { ...base, ak: base.ak.subarray(0, base.ak.length - 1) });
  const other = run(base.transport, base.attestation, base.kdf, base.cipher);
  reject(`${kind}-ak-of-another-session`, "Attack 4: AK of another session.", { ...base, ak: other.ak });
  reject(`${kind}-certificate-of-another-device`, "Attack 6: SE_Cert of another genuine device, AK kept.", { ...base, leaf: other.leaf });
  reject(`${kind}-second-certificate-of-the-same-key`, "Attack 8: another certificate with the same public key.", { ...base, leaf: certificate(base.device.spki, "SE 2") });
  reject(`${kind}-replayed-in-another-session`, "Attack 10: the response of one session is given in another.", { ...base, sessionId: other.sessionId, offer: offer(base, other.sessionId) });
  reject(`${kind}-senonce-altered`, "Attack 12: one bit of seNonce is flipped.", { ...base, seNonce: flip(base.seNonce, 0) });
  reject(`${kind}-servernonce-altered`, "Attack 12: the SE was shown another serverNonce.", { ...base, offer: offer(base, base.sessionId) });
  reject(`${kind}-offer-downgraded`, "Attack 13: the server offered more than the SE was shown.", { ...base, offer: offer(base, base.sessionId, { attestations: ["PS384"] }) });
  reject(`${kind}-kdf-exchanged`, "Attack 13: the response names another kdf than the SE used.", { ...base, kdf: "KBKDF-HMAC-SHA256" });
  reject(`${kind}-cipher-exchanged`, "Attack 13: the response names another cipher than the SE was given.", { ...base, cipher: "A256CBC-HS512" });
}
const plain = crypto.sign("sha256", Buffer.from("an ordinary document"), crypto.createPrivateKey({ key: rsa.device.pkcs8, format: "der", type: "pkcs8" }));
reject("ordinary-signature-as-ak", "Attack 16: an ordinary signature by the device key is given as AK.", { ...rsa, ak: plain });
const dias = { ...rsa, attestation: "RS256-DIAS" };
reject("rs256-as-dias", "Attack 16: an RS256 attestation where RS256-DIAS was chosen.", { ...dias, offer: offer(dias, rsa.sessionId) });
reject("ek-is-servers-own-key", "Attack 29: EK is the server's own public key.", { ...ec, ek: ec.spki.subarray(-65) });
reject("ek-not-on-curve", "Attack 26: EK is a point that is not on the curve.", { ...ec, ek: flip(ec.ek, -1) });
const negated = Buffer.from(ec.ek);
const p = (1n << 256n) - (1n << 224n) + (1n << 192n) + (1n << 96n) - 1n;
const y = (p - BigInt(`0x${ec.ek.subarray(33).toString("hex")}`)).toString(16).padStart(64, "0");
negated.write(y, 33, "hex");
reject("ek-negated", "Attack 28: EK is the negated point, whose ECDH result is the same.", { ...ec, ek: negated });
const zero = run(X, "Ed25519", "HKDF-SHA256", "A256GCM");
reject("x25519-low-order-ek", "Attack 27: EK is a point of low order, which gives an all-zero result.", { ...zero, ek: Buffer.alloc(32) });

// --- records -------------------------------------------------------------------------------------

for (const cipher of Object.keys(skep.CIPHERS)) {
  const key = random(skep.CIPHERS[cipher].keyBytes);
  const sessionId = random(16);
  const seal = (seq, op = "pin.define", attributes = Buffer.from("a1"), text = `plaintext ${seq}`, direction = "server to se") =>
    skep.sealRecord(cipher, key, sessionId, direction, seq, op, attributes, Buffer.from(text));
  const base = { kind: "records", expect: "accept", cipher, key, sessionId, direction: "server to se", nextSequence: 0 };
  const lower = cipher.toLowerCase();
  write(`accept-records-${lower}`, `Three records in order under ${cipher}.`, {
    ...base, "record.0": seal(0), "plaintext.0": Buffer.from("plaintext 0"), "record.1": seal(1, "puk.define", none, ""),
    "plaintext.1": none, "record.2": seal(2), "plaintext.2": Buffer.from("plaintext 2"),
  });
  const first = { "record.0": seal(0), "plaintext.0": Buffer.from("plaintext 0") };
  write(`reject-record-replayed-${lower}`, "Attack 58: the first record comes twice.", { ...base, expect: "reject R-4", ...first, "record.1": seal(0) });
  write(`reject-record-dropped-${lower}`, "Attack 58: the second record is missing.", { ...base, expect: "reject R-4", ...first, "record.1": seal(2) });
  write(`reject-record-reflected-${lower}`, "Attack 19: a record of the other direction under the same key.", {
    ...base, expect: "reject R-3", "record.0": seal(0, "pin.define", none, "x", "se to server"),
  });
  const genuine = seal(0);
  write(`reject-record-altered-${lower}`, "The last bit of the tag is flipped.", { ...base, expect: "reject R-3", "record.0": flip(genuine, -1) });
  const renamed = Buffer.from(genuine.toString("latin1").replace("pin.define", "puk.define"), "latin1");
  write(`reject-record-op-exchanged-${lower}`, "Attack 58: PIN and PUK exchanged in clear.", { ...base, expect: "reject R-3", "record.0": renamed });
}

// --- messages ------------------------------------------------------------------------------------

const good = offer(ec);
write("accept-message-offer", "A well-formed offer.", { kind: "message", expect: "accept", type: "offer", message: good });
const message = (rule, name, comment, bytes, type = "record") =>
  write(`reject-message-${name}`, comment, { kind: "message", expect: `reject ${rule}`, type, message: bytes });
message("M-1", "indefinite-map", "Attack 51: indefinite length.", hex("bf0100ff"));
message("M-1", "long-integer", "Attack 51: the number 0 in two bytes.", hex("a4011800026163034004 4101".replace(" ", "")));
message("M-2", "too-long", "One byte more than 64 KiB.", Buffer.concat([hex("5a00010001"), Buffer.alloc(65532)]));
message("M-3", "too-deep", "Attack 52: nine nested arrays.", hex("818181818181818181 00".replace(" ", "")));
message("M-4", "length-2-31", "Attack 52: a byte string that claims 2^31 - 1 bytes.", hex("5a7fffffff00"));
message("M-4", "count-2-32", "Attack 52: an array that claims 2^32 elements.", hex("9b000000010000000000"));
message("M-4", "length-2-63", "Attack 52: a byte string that claims 2^63 bytes.", hex("5b800000000000000000"));
message("M-4", "cut-short", "Attack 52: an offer without its last byte.", good.subarray(0, good.length - 1), "offer");
message("M-5", "text-key", "A text as a map key.", hex("a1616100"));
message("M-6", "key-twice", "Attack 51: a key twice.", hex("a201000100"));
message("M-6", "keys-out-of-order", "Attack 51: keys out of order.", hex("a202000100"));
message("M-7", "tag", "Attack 51: a tag.", hex("c000"));
message("M-7", "float", "Attack 51: a float.", hex("f90000"));
message("M-7", "nan", "Attack 51: not a number.", hex("fb7ff8000000000000"));
message("M-7", "negative", "Attack 52: a negative number.", hex("20"));
message("M-8", "not-utf8", "Attack 51: a text that is not UTF-8.", hex("a4010002 62c328 0340 044101".replaceAll(" ", "")));
message("M-9", "trailing-byte", "Attack 51: a byte after an offer.", Buffer.concat([good, Buffer.alloc(1)]), "offer");
message("M-9", "two-messages", "Attack 51: two messages.", Buffer.concat([good, good]), "offer");
message("M-10", "unknown-field", "Attack 51: a field that nobody knows.", offer(ec, random(16), { fields: { 12: 0 } }), "offer");
message("M-10", "missing-field", "A record without its body.", encode(new Map([[1, 0], [2, "commit"], [3, none]])));
message("M-11", "wrong-type", "A sequence number that is a text.", encode(new Map([[1, "0"], [2, "commit"], [3, none], [4, random(16)]])));
message("M-12", "short-nonce", "A serverNonce of 31 bytes.", offer(ec, random(16), { fields: { 3: random(31) } }), "offer");
message("M-13", "name-twice", "Attack 14: an algorithm offered twice.", offer(ec, random(16), { attestations: ["ES256"] }), "offer");
message("M-14", "version-2", "Another version.", offer(ec, random(16), { fields: { 1: 2 } }), "offer");

// --- public keys ---------------------------------------------------------------------------------

const rsaSpki = (n, e) => {
  const integer = (x) => {
    const h = x.toString(16);
    const b = hex(h.length % 2 ? `0${h}` : h);
    return der(0x02, b[0] & 0x80 ? Buffer.concat([Buffer.alloc(1), b]) : b);
  };
  return der(0x30, hex("300d06092a864886f70d0101010500"), der(0x03, Buffer.alloc(1), der(0x30, integer(n), integer(e))));
};
const modulus = (spki) => {
  const jwk = crypto.createPublicKey({ key: spki, format: "der", type: "spki" }).export({ format: "jwk" });
  return BigInt(`0x${Buffer.from(jwk.n, "base64url").toString("hex")}`);
};
const n = modulus(rsa.spki);
const key = (rule, name, comment, algorithm, spki) =>
  write(`reject-key-${name}`, `${comment}`, { kind: "public-key", expect: `reject ${rule}`, algorithm, publicKey: spki });
write("accept-key-rsa-2048", "An RSA key of 2048 bits.", { kind: "public-key", expect: "accept", algorithm: RSA, publicKey: rsa.spki });
write("accept-key-p256", "A P-256 key.", { kind: "public-key", expect: "accept", algorithm: P256, publicKey: ec.spki });
key("Y-1", "rsa-1024", "Attack 34: 1024 bits.", RSA, skep.generate("RS256", 1024).spki);
key("Y-1", "rsa-e3", "Attack 34: e = 3.", "PS256", rsaSpki(n, 3n));
key("Y-1", "rsa-e1", "Attack 34: e = 1.", RSA, rsaSpki(n, 1n));
key("Y-1", "rsa-even-exponent", "Attack 34: an even e.", RSA, rsaSpki(n, 65538n));
key("Y-1", "rsa-even-modulus", "Attack 34: an even modulus.", RSA, rsaSpki(n + 1n, 65537n));
key("Y-2", "p256-off-curve", "Attack 26: a point that is not on the curve.", P256, flip(ec.spki, -1));
key("Y-2", "p384-as-p256", "Attack 26: a key of another curve.", P256, skep.generate(P384).spki);
key("Y-2", "p256-compressed", "Attack 26: a compressed point.", "ES256",
  der(0x30, hex("301306072a8648ce3d020106082a8648ce3d030107"), der(0x03, Buffer.alloc(1), Buffer.from([2 + (ec.spki[90] & 1)]), ec.spki.subarray(27, 59))));
key("Y-3", "x25519-not-reduced", "Attack 27: u = p.", X, Buffer.concat([hex("302a300506032b656e032100"), hex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]));
write("reject-message-empty-op", "A record without an operation.", {
  kind: "message", expect: "reject M-12", type: "record", message: encode(new Map([[1, 0], [2, ""], [3, none], [4, random(16)]])),
});
write("reject-message-empty-list", "An offer without attestation schemes.", {
  kind: "message", expect: "reject M-12", type: "offer", message: offer(ec, random(16), { fields: { 8: [] } }),
});
makeProvisioning({ write, run, seen, ca });
console.log(`${Math.max(0, number - from + 1)} scenarios written`);
