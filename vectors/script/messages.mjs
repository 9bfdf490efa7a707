// The messages of spec sections 5 and 10 to 12, parsed by the rules M-10 to M-14, D-1 to D-5 and KA-1.
import { decode, Malformed } from "./cbor.mjs";

const isName = (x) => typeof x === "string" && /^[!-~]{1,64}$/.test(x);
const need = (ok, rule, reason) => {
  if (!ok) throw new Malformed(rule, reason);
};

const bytes = (min, max) => (x) => {
  need(Buffer.isBuffer(x), "M-11", "no byte string");
  need(x.length >= min && x.length <= max, "M-12", "size");
};
const number = (x) => need(typeof x === "bigint", "M-11", "no number");
const ascii = (max, min = 0) => (x) => {
  need(typeof x === "string", "M-11", "no text");
  need(x.length >= min && x.length <= max && /^[!-~]*$/.test(x), "M-12", "text");
};
const array = (max, each) => (x) => {
  need(Array.isArray(x), "M-11", "no array");
  need(x.length <= max, "M-12", "too many");
  x.forEach(each);
};
const names = (x) => {
  array(64, (n) => need(isName(n), "M-13", "name"))(x);
  need(new Set(x).size === x.length, "M-13", "name twice");
};
const transports = (x) => {
  array(64, (t) => {
    need(Array.isArray(t) && t.length === 3, "M-11", "no triple");
    need(isName(t[0]), "M-13", "name");
    bytes(1, 32)(t[1]);
    bytes(1, 16384)(t[2]);
  })(x);
  need(new Set(x.map((t) => t[0])).size === x.length, "M-13", "name twice");
};

const LIMIT = 65536;
const optional = (check) => Object.assign((x) => check(x), { optional: true });
const range = (min, max) => (x) => {
  number(x);
  need(x >= BigInt(min) && x <= BigInt(max), "M-12", "range");
};
const text = (rule, ok) => (x) => {
  need(typeof x === "string", "M-11", "no text");
  need(ok(x), rule, "text");
};
const name = text("M-13", isName);
const objectId = text("D-1", (x) => /^[a-z0-9][a-z0-9._-]{0,31}$/.test(x));
const label = text("D-2", (x) => Buffer.byteLength(x) <= 128 && /^[^\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]*$/u.test(x));
const chain = (x) => {
  array(8, bytes(1, LIMIT))(x);
  need(x.length > 0, "M-12", "no certificate");
};
const flags = (x) => {
  number(x);
  need(x >= 1n && x <= 3n, "D-5", "usages");
};
const notExportable = (x) => {
  number(x);
  need(x === 0n, "D-5", "exportable");
};
const managementKey = (x) => {
  array(2, () => {})(x);
  need(x.length === 2, "M-12", "no pair");
  need(isName(x[0]), "M-13", "name");
  bytes(1, 4096)(x[1]);
};
const templates = (x) => {
  array(16, (t) => {
    need(t instanceof Map, "M-11", "no map");
    checkFields(TEMPLATE, t);
  })(x);
  need(new Set(x.map((t) => t.get(1))).size === x.length, "D-5", "two keys of one id");
};
const TEMPLATE = {
  1: objectId, 2: name, 3: range(0, 65535), 4: flags, 5: optional(objectId), 6: label, 7: notExportable, 8: range(0, 1),
};
const POLICY = { 1: objectId, 2: range(1, 3), 3: range(4, 64), 4: range(4, 64), 5: range(1, 15) };
const ID = { 1: objectId };

const FIELDS = {
  offer: {
    1: (x) => {
      number(x);
      need(x === 1n, "M-14", "version");
    },
    2: bytes(16, 16), 3: bytes(32, 32), 4: number, 5: number, 6: ascii(256), 7: transports,
    8: names, 9: names, 10: names, 11: bytes(0, LIMIT),
  },
  response: {
    1: bytes(1, LIMIT),
    2: (x) => {
      need(Array.isArray(x), "M-11", "no array");
      need(x.length === 4, "M-12", "four names");
      x.forEach((n) => need(isName(n), "M-13", "name"));
    },
    3: bytes(32, 32), 4: bytes(1, LIMIT), 5: bytes(1, LIMIT),
    6: chain,
    7: array(256, bytes(1, LIMIT)),
  },
  record: { 1: number, 2: ascii(32, 1), 3: bytes(0, LIMIT), 4: bytes(1, LIMIT) },
  "provisioning-request": {
    1: optional(managementKey), 2: templates, 3: label, 4: bytes(0, 64), 5: optional(bytes(32, 32)),
  },
  "key-statement": {
    ...TEMPLATE, 9: bytes(1, 16384), 10: bytes(16, 16), 11: bytes(32, 32), 12: bytes(32, 32),
    13: (x) => {
      number(x);
      need(x === 1n, "KA-1", "version");
    },
  },
  "key-attestation": { 1: bytes(1, LIMIT), 2: name, 3: bytes(1, LIMIT), 4: chain },
  "key-generated": { 1: bytes(1, LIMIT), 2: optional(bytes(1, LIMIT)) },
  "puk-define": POLICY,
  "pin-define": { ...POLICY, 6: optional(objectId) },
  "secret-import": { 1: objectId, 2: name, 3: optional(objectId), 4: label },
  "certificate-install": { 1: objectId, 2: chain },
  "pin-unblock": ID,
  "object-delete": ID,
  commit: { 1: bytes(32, 32), 2: optional(bytes(1, LIMIT)) },
  "data-mac": { 1: label, 2: bytes(0, 16384) },
};

/** Those that no bytes at all may stand for, and what they mean then. */
const EMPTY = { "provisioning-request": new Map([[2, []], [3, ""], [4, Buffer.alloc(0)]]), commit: new Map() };

function checkFields(fields, map) {
  for (const [key, check] of Object.entries(fields)) need(check.optional || map.has(Number(key)), "M-10", `field ${key} missing`);
  for (const key of map.keys()) need(fields[key], "M-10", `field ${key} unknown`);
  for (const [key, check] of Object.entries(fields)) if (map.has(Number(key))) check(map.get(Number(key)));
}

/** Parses a message of the given type; throws Malformed. */
export function parse(type, encoded) {
  if (encoded.length === 0 && EMPTY[type]) return EMPTY[type];
  const map = decode(encoded);
  need(map instanceof Map, "M-10", "no map");
  checkFields(FIELDS[type], map);
  if (type === "offer") for (const key of [7, 8, 9, 10]) need(map.get(key).length > 0, "M-12", "empty list");
  if (type === "pin-define" || type === "puk-define") need(map.get(3) <= map.get(4), "M-12", "longest is shorter");
  return map;
}
