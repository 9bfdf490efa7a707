// Deterministic CBOR in the profile of spec section 4, written from the specification alone.

export class Malformed extends Error {
  constructor(rule, reason) {
    super(`${rule}: ${reason}`);
    this.rule = rule;
  }
}

function head(major, value) {
  const n = BigInt(value);
  if (n < 24n) return Buffer.from([(major << 5) | Number(n)]);
  const sizes = [[24, 1], [25, 2], [26, 4], [27, 8]];
  const [info, bytes] = sizes.find(([, size]) => n < 1n << BigInt(8 * size));
  const out = Buffer.alloc(1 + bytes);
  out[0] = (major << 5) | info;
  out.write(n.toString(16).padStart(2 * bytes, "0"), 1, "hex");
  return out;
}

/** Encodes numbers, Buffers, strings, arrays and Maps with number keys. */
export function encode(item) {
  if (typeof item === "number" || typeof item === "bigint") return head(0, item);
  if (Buffer.isBuffer(item)) return Buffer.concat([head(2, item.length), item]);
  if (typeof item === "string") {
    const utf8 = Buffer.from(item, "utf8");
    return Buffer.concat([head(3, utf8.length), utf8]);
  }
  if (Array.isArray(item)) return Buffer.concat([head(4, item.length), ...item.map(encode)]);
  const keys = [...item.keys()].sort((a, b) => a - b);
  return Buffer.concat([head(5, keys.length), ...keys.flatMap((k) => [head(0, k), encode(item.get(k))])]);
}

/** Decodes exactly one item; throws Malformed with the rule that it breaks. */
export function decode(input, maximumBytes = 65536, maximumDepth = 8) {
  if (input.length > maximumBytes) throw new Malformed("M-2", "too long");
  let at = 0;
  const next = () => {
    if (at >= input.length) throw new Malformed("M-4", "ends early");
    return input[at++];
  };
  const argument = (info) => {
    if (info < 24) return BigInt(info);
    if (info > 27) throw new Malformed("M-1", "indefinite or reserved");
    const bytes = 1 << (info - 24);
    let value = 0n;
    for (let i = 0; i < bytes; i++) value = (value << 8n) | BigInt(next());
    if (value >= 1n << 63n) throw new Malformed("M-4", "over 2^63 - 1");
    if (value < (bytes === 1 ? 24n : 1n << BigInt(4 * bytes))) throw new Malformed("M-1", "not shortest");
    return value;
  };
  const take = (length) => {
    if (length > BigInt(input.length - at)) throw new Malformed("M-4", "length over the rest");
    at += Number(length);
    return input.subarray(at - Number(length), at);
  };
  const enter = (count, depth) => {
    if (depth > maximumDepth) throw new Malformed("M-3", "too deep");
    if (count > BigInt(input.length - at)) throw new Malformed("M-4", "count over the rest");
  };
  const item = (depth) => {
    const initial = next();
    const major = initial >> 5;
    if (major === 6 || major === 1 || major === 7) throw new Malformed("M-7", "type not allowed");
    const n = argument(initial & 31);
    if (major === 0) return n;
    if (major === 2) return Buffer.from(take(n));
    if (major === 3) {
      try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(take(n));
      } catch (e) {
        if (e instanceof Malformed) throw e;
        throw new Malformed("M-8", "not UTF-8");
      }
    }
    enter(n, depth + 1);
    if (major === 4) return Array.from({ length: Number(n) }, () => item(depth + 1));
    const map = new Map();
    let previous = -1n;
    for (let i = 0n; i < n; i++) {
      const first = next();
      if (first >> 5 !== 0) throw new Malformed("M-5", "key");
      const key = argument(first & 31);
      if (key <= previous) throw new Malformed("M-6", "order");
      previous = key;
      map.set(Number(key), item(depth + 1));
    }
    return map;
  };
  const value = item(0);
  if (at !== input.length) throw new Malformed("M-9", "trailing bytes");
  return value;
}
