// The messages of spec section 5, parsed by the rules M-10 to M-14.
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
    6: (x) => {
      array(8, bytes(1, LIMIT))(x);
      need(x.length > 0, "M-12", "no certificate");
    },
    7: array(256, bytes(1, LIMIT)),
  },
  record: { 1: number, 2: ascii(32, 1), 3: bytes(0, LIMIT), 4: bytes(1, LIMIT) },
};

/** Parses a message of the given type; throws Malformed. */
export function parse(type, encoded) {
  const map = decode(encoded);
  need(map instanceof Map, "M-10", "no map");
  const fields = FIELDS[type];
  for (const key of Object.keys(fields)) need(map.has(Number(key)), "M-10", `field ${key} missing`);
  for (const key of map.keys()) need(fields[key], "M-10", `field ${key} unknown`);
  for (const [key, check] of Object.entries(fields)) check(map.get(Number(key)));
  if (type === "offer") for (const key of [7, 8, 9, 10]) need(map.get(key).length > 0, "M-12", "empty list");
  return map;
}
