// Small parts that the makers of scenarios share.
import { encode } from "./cbor.mjs";

export const none = Buffer.alloc(0);
export const text = (s) => Buffer.from(s, "utf8");

/** A map with number keys; fields without a value are left out. */
export const map = (fields) => new Map(Object.entries(fields).filter(([, v]) => v !== undefined).map(([k, v]) => [Number(k), v]));
export const attributes = (fields) => encode(map(fields));

/** The fields of a key-template. */
export const template = (id, more = {}) => ({ 1: id, 2: "ES256", 3: 0, 4: 1, 6: "", 7: 0, 8: 0, ...more });

/** The bytes with one bit flipped; a place below 0 counts from the end. */
export const flip = (b, at = -1) => {
  const out = Buffer.from(b);
  out[at < 0 ? b.length + at : at] ^= 1;
  return out;
};
