// Section 3.5 for the public keys of the vectors: which rule a key breaks.
import crypto from "node:crypto";

const P = {
  P256: { prefix: "3059301306072a8648ce3d020106082a8648ce3d030107034200", size: 32, p: (1n << 256n) - (1n << 224n) + (1n << 192n) + (1n << 96n) - 1n },
  P384: { prefix: "3076301006072a8648ce3d020106052b81040022036200", size: 48, p: (1n << 384n) - (1n << 128n) - (1n << 96n) + (1n << 32n) - 1n },
};
const B = {
  P256: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  P384: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
};
const big = (b) => BigInt(`0x${b.toString("hex") || "0"}`);

function ec(name, spki) {
  const { prefix, size, p } = P[name];
  const head = Buffer.from(prefix, "hex");
  if (spki.length !== head.length + 1 + 2 * size || !spki.subarray(0, head.length).equals(head) || spki[head.length] !== 4) return false;
  const x = big(spki.subarray(head.length + 1, head.length + 1 + size));
  const y = big(spki.subarray(head.length + 1 + size));
  return x < p && y < p && (y * y - (x * x * x - 3n * x + B[name])) % p === 0n;
}

function rsa(spki) {
  let key;
  try {
    key = crypto.createPublicKey({ key: spki, format: "der", type: "spki" });
  } catch {
    return false;
  }
  if (key.asymmetricKeyType !== "rsa") return false;
  const n = big(Buffer.from(key.export({ format: "jwk" }).n, "base64url"));
  const e = key.asymmetricKeyDetails.publicExponent;
  const bits = n.toString(2).length;
  if (bits < 2048 || bits > 8192 || n % 2n === 0n || e < 65537n || e % 2n === 0n) return false;
  for (let f = 3n; f < 1000n; f += 2n) if (n % f === 0n) return false;
  return true;
}

function x25519(spki) {
  const head = Buffer.from("302a300506032b656e032100", "hex");
  if (spki.length !== 44 || !spki.subarray(0, 12).equals(head)) return false;
  return big(Buffer.from(spki.subarray(12)).reverse()) < (1n << 255n) - 19n;
}

/** "accept" or "reject" with the rule. */
export function acceptsPublicKey(algorithm, spki) {
  const [rule, good] = {
    "RSA-OAEP-256": () => ["Y-1", rsa(spki)], PS256: () => ["Y-1", rsa(spki)],
    RS256: () => ["Y-1", rsa(spki)], ES384: () => ["Y-2", ec("P384", spki)],
    "DHKEM-P256-HKDF-SHA256": () => ["Y-2", ec("P256", spki)], ES256: () => ["Y-2", ec("P256", spki)],
    "DHKEM-P384-HKDF-SHA384": () => ["Y-2", ec("P384", spki)],
    "DHKEM-X25519-HKDF-SHA256": () => ["Y-3", x25519(spki)],
  }[algorithm]();
  return good ? "accept" : `reject ${rule}`;
}
