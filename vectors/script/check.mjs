// Recomputes every scenario of the folder above from its inputs and compares with what the file says.
// Usage: node check.mjs      Exit code 0 only if all agree.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Malformed } from "./cbor.mjs";
import { provisioningKinds } from "./check-provisioning.mjs";
import { parse } from "./messages.mjs";
import { acceptsPublicKey } from "./keys.mjs";
import * as skep from "./skep.mjs";

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

function read(file) {
  const values = new Map();
  for (const line of fs.readFileSync(file, "utf8").split("\n")) {
    if (!line.trim() || line.startsWith("#")) continue;
    const at = line.indexOf("=");
    values.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  const text = (key) => {
    if (!values.has(key)) throw new Error(`no value '${key}'`);
    return values.get(key);
  };
  return { text, has: (key) => values.has(key), hex: (key) => Buffer.from(text(key), "hex") };
}

const differences = [];
function same(name, expected, found) {
  const show = (x) => (Buffer.isBuffer(x) ? x.toString("hex") : String(x));
  if (show(expected) !== show(found)) differences.push(`${name}: file ${show(expected)}, computed ${show(found)}`);
}

function handshake(s) {
  const x = {
    transport: s.text("transport"), attestation: s.text("attestation"), kdf: s.text("kdf"), cipher: s.text("cipher"),
    offer: s.hex("offer"), seNonce: s.hex("seNonce"), spki: s.hex("serverPublicKey"),
    ek: s.hex("encapsulatedKey"), leaf: s.hex("certificate"),
  };
  const offer = parse("offer", x.offer);
  same("sessionId", s.hex("sessionId"), offer.get(2));
  const th = skep.transcriptHash(x);
  same("offerHash", s.hex("offerHash"), skep.hash(skep.KDFS[x.kdf].h, x.offer));
  same("transcriptHash", s.hex("transcriptHash"), th);
  const k = skep.decapsulate(x.transport, s.hex("serverPrivateKey"), x.spki, x.ek);
  same("sharedSecret", s.text("sharedSecret"), k === null ? "none" : k.toString("hex"));
  if (k === null) return "reject S-12";
  const ck = skep.derive(x.kdf, k, "confirm", th, 32);
  same("confirmationKey", s.hex("confirmationKey"), ck);
  const message = skep.attestationMessage(th, ck);
  same("attestationMessage", s.hex("attestationMessage"), message);
  if (!skep.verify(x.attestation, skep.leafKey(x.leaf), message, s.hex("attestationSignature"))) return "reject S-12";
  const n = skep.CIPHERS[x.cipher].keyBytes;
  const keys = { "server to se": skep.derive(x.kdf, k, "server to se", th, n), "se to server": skep.derive(x.kdf, k, "se to server", th, n) };
  same("keyServerToSe", s.hex("keyServerToSe"), keys["server to se"]);
  same("keySeToServer", s.hex("keySeToServer"), keys["se to server"]);
  same("externalKey", s.hex("externalKey"), skep.derive(x.kdf, k, "external", th, 32));
  if (s.text("kind") !== "handshake") return "accept";
  for (const [name, direction] of [["commit", "server to se"], ["committed", "se to server"]]) {
    const record = skep.sealRecord(x.cipher, keys[direction], offer.get(2), direction, 0, name, Buffer.alloc(0), s.hex(`${name}Plaintext`));
    same(`${name}Record`, s.hex(`${name}Record`), record);
  }
  return "accept";
}

function records(s) {
  const sessionId = s.hex("sessionId");
  const direction = s.text("direction");
  const cipher = s.text("cipher");
  let sequence = BigInt(s.text("nextSequence"));
  for (let i = 0; s.has(`record.${i}`); i++) {
    let record;
    try {
      record = parse("record", s.hex(`record.${i}`));
    } catch (e) {
      if (e instanceof Malformed) return `reject ${e.rule}`;
      throw e;
    }
    if (record.get(1) !== sequence) return "reject R-4";
    const aad = skep.associatedData(sessionId, direction, record.get(2), sequence, record.get(3));
    const plaintext = skep.CIPHERS[cipher].open(s.hex("key"), sequence, aad, record.get(4));
    if (plaintext === null) return "reject R-3";
    same(`plaintext.${i}`, s.hex(`plaintext.${i}`), plaintext);
    sequence++;
  }
  return "accept";
}

function message(s) {
  try {
    parse(s.text("type"), s.hex("message"));
    return "accept";
  } catch (e) {
    if (e instanceof Malformed) return `reject ${e.rule}`;
    throw e;
  }
}

const publicKey = (s) => acceptsPublicKey(s.text("algorithm"), s.hex("publicKey"));

const KINDS = { handshake, records, message, "public-key": publicKey, ...provisioningKinds(handshake, same) };
const files = fs.readdirSync(folder).filter((f) => f.endsWith(".txt")).sort();
let failed = 0;
const counts = { accept: 0, reject: 0 };
for (const file of files) {
  differences.length = 0;
  try {
    const s = read(path.join(folder, file));
    same("expect", s.text("expect"), KINDS[s.text("kind")](s));
    counts[s.text("expect").split(" ")[0]]++;
  } catch (e) {
    differences.push(e.stack);
  }
  if (differences.length > 0) {
    failed++;
    console.error(`${file}\n  ${differences.join("\n  ")}`);
  }
}
console.log(`${files.length - failed} of ${files.length} scenarios agree (${counts.accept} accepting, ${counts.reject} rejecting)`);
process.exit(failed === 0 && files.length > 0 ? 0 : 1);
