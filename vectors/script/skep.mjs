// SKEP/1 computed from the specification with Node's own crypto: transcript, keys, attestation, records.
import crypto from "node:crypto";
import { encode } from "./cbor.mjs";

export const hash = (name, data) => crypto.createHash(name).update(data).digest();
const hmac = (name, key, data) => crypto.createHmac(name, key).update(data).digest();
const u32 = (n) => {
  const b = Buffer.alloc(4);
  b.writeUInt32BE(n);
  return b;
};
const u64 = (n) => {
  const b = Buffer.alloc(8);
  b.writeBigUInt64BE(BigInt(n));
  return b;
};
export const lp = (x) => {
  const b = Buffer.isBuffer(x) ? x : Buffer.from(x, "ascii");
  return Buffer.concat([u32(b.length), b]);
};

// --- key derivation (K-1 to K-3) ---------------------------------------------------------------

function aesEcb(key, block) {
  const c = crypto.createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  return Buffer.concat([c.update(block), c.final()]);
}

function cmac(key, message) { // SP 800-38B
  const double = (b) => {
    const out = Buffer.alloc(16);
    for (let i = 0; i < 16; i++) out[i] = (b[i] << 1) | (i < 15 ? b[i + 1] >> 7 : 0);
    if (b[0] & 0x80) out[15] ^= 0x87;
    return out;
  };
  const k1 = double(aesEcb(key, Buffer.alloc(16)));
  const whole = message.length > 0 && message.length % 16 === 0;
  const padded = whole
    ? Buffer.from(message)
    : Buffer.concat([message, Buffer.from([0x80]), Buffer.alloc((15 - (message.length % 16) + 16) % 16)]);
  const last = whole ? k1 : double(k1);
  for (let i = 0; i < 16; i++) padded[padded.length - 16 + i] ^= last[i];
  let state = Buffer.alloc(16);
  for (let at = 0; at < padded.length; at += 16) {
    for (let i = 0; i < 16; i++) state[i] ^= padded[at + i];
    state = aesEcb(key, state);
  }
  return state;
}

const counterMode = (prf, label, context, n) => {
  const fixed = Buffer.concat([Buffer.from(label), Buffer.alloc(1), context, u32(8 * n)]);
  const out = [];
  for (let i = 1, length = 0; length < n; i++) {
    out.push(prf(Buffer.concat([u32(i), fixed])));
    length += out[out.length - 1].length;
  }
  return Buffer.concat(out).subarray(0, n);
};

const hkdf = (name) => (k, label, context, n) => Buffer.from(crypto.hkdfSync(name, k, context, Buffer.from(label), n));

export const KDFS = {
  "HKDF-SHA256": { h: "sha256", derive: hkdf("sha256") },
  "HKDF-SHA384": { h: "sha384", derive: hkdf("sha384") },
  "KBKDF-HMAC-SHA256": {
    h: "sha256",
    derive: (k, label, context, n) => counterMode((m) => hmac("sha256", k, m), label, context, n),
  },
  "KBKDF-CMAC-AES256": {
    h: "sha256",
    derive: (k, label, context, n) => {
      const key = k.length === 32 ? k : hash("sha256", k);
      return counterMode((m) => cmac(key, m), label, context, n);
    },
  },
};

// --- transports (X-1, X-2) ---------------------------------------------------------------------

const CURVES = {
  "DHKEM-P256-HKDF-SHA256": { id: 0x0010, h: "sha256", n: 32, point: 65, prefix: "3059301306072a8648ce3d020106082a8648ce3d030107034200" },
  "DHKEM-P384-HKDF-SHA384": { id: 0x0011, h: "sha384", n: 48, point: 97, prefix: "3076301006072a8648ce3d020106052b81040022036200" },
  "DHKEM-P521-HKDF-SHA512": { id: 0x0012, h: "sha512", n: 64, point: 133, prefix: "30819b301006072a8648ce3d020106052b8104002303818600" },
  "DHKEM-X25519-HKDF-SHA256": { id: 0x0020, h: "sha256", n: 32, point: 32, prefix: "302a300506032b656e032100" },
};

const spkiToKey = (der) => crypto.createPublicKey({ key: der, format: "der", type: "spki" });
const pkcs8ToKey = (der) => crypto.createPrivateKey({ key: der, format: "der", type: "pkcs8" });
const toSpki = (key) => key.export({ format: "der", type: "spki" });

function dhkemSecret(curve, dh, ek, spki) {
  const suite = Buffer.concat([Buffer.from("KEM"), u32(curve.id).subarray(2)]);
  const labeled = (label, ikm) => Buffer.concat([Buffer.from("HPKE-v1"), suite, Buffer.from(label), ikm]);
  const prk = hmac(curve.h, Buffer.alloc(hash(curve.h, "").length), labeled("eae_prk", dh));
  const context = Buffer.concat([ek, spki.subarray(spki.length - curve.point)]);
  const info = Buffer.concat([u32(curve.n).subarray(2), labeled("shared_secret", context)]);
  return hmac(curve.h, prk, Buffer.concat([info, Buffer.from([1])])).subarray(0, curve.n);
}

const oaep = (key) => ({ key, padding: crypto.constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" });

/** K of an EK, or null where decapsulation fails. */
export function decapsulate(transport, pkcs8, spki, ek) {
  try {
    const key = pkcs8ToKey(pkcs8);
    if (transport === "RSA-OAEP-256") {
      const k = crypto.privateDecrypt(oaep(key), ek);
      return k.length === 32 ? k : null;
    }
    const curve = CURVES[transport];
    if (ek.length !== curve.point) return null;
    const ephemeral = spkiToKey(Buffer.concat([Buffer.from(curve.prefix, "hex"), ek]));
    const dh = crypto.diffieHellman({ privateKey: key, publicKey: ephemeral });
    return dh.every((b) => b === 0) ? null : dhkemSecret(curve, dh, ek, spki);
  } catch {
    return null;
  }
}

/** Makes K and EK for a public key; only for making vectors. */
export function encapsulate(transport, spki) {
  const key = spkiToKey(spki);
  if (transport === "RSA-OAEP-256") {
    const k = crypto.randomBytes(32);
    return { k, ek: crypto.publicEncrypt(oaep(key), k) };
  }
  const curve = CURVES[transport];
  const pair = generate(transport);
  const own = Buffer.from(pair.spki);
  const ek = own.subarray(own.length - curve.point);
  const dh = crypto.diffieHellman({ privateKey: pkcs8ToKey(pair.pkcs8), publicKey: key });
  return { k: dhkemSecret(curve, dh, ek, spki), ek };
}

/** A fresh key pair for a transport or attestation scheme. */
export function generate(name, bits = 2048) {
  const kinds = {
    P256: ["ec", { namedCurve: "P-256" }], ES256: ["ec", { namedCurve: "P-256" }],
    P384: ["ec", { namedCurve: "P-384" }], ES384: ["ec", { namedCurve: "P-384" }],
    P521: ["ec", { namedCurve: "P-521" }], ES512: ["ec", { namedCurve: "P-521" }],
    X25519: ["x25519", {}], Ed25519: ["ed25519", {}],
  };
  const kind = kinds[name.startsWith("DHKEM-") ? name.split("-")[1] : name] ?? ["rsa", { modulusLength: bits }];
  const pair = crypto.generateKeyPairSync(...kind);
  return { spki: toSpki(pair.publicKey), pkcs8: pair.privateKey.export({ format: "der", type: "pkcs8" }) };
}

// --- attestation (A-1 to A-5) ------------------------------------------------------------------

const ecdsa = (h) => ({ h, options: { dsaEncoding: "ieee-p1363" } });
const pss = (h, n) => ({ h, options: { padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: n } });
const SCHEMES = {
  ES256: ecdsa("sha256"), ES384: ecdsa("sha384"), ES512: ecdsa("sha512"),
  PS256: pss("sha256", 32), PS384: pss("sha384", 48),
  RS256: { h: "sha256", options: {} }, Ed25519: { h: null, options: {} },
};

const raw = (key) => ({ key, padding: crypto.constants.RSA_NO_PADDING });

function diasBlock(message, length) {
  const info = Buffer.from("3031300d060960864801650304020105000420", "hex");
  const tail = Buffer.concat([Buffer.alloc(1), Buffer.from("DIAS"), info, hash("sha256", message)]);
  return Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(length - 2 - tail.length, 0xff), tail]);
}

/** Whether a key is of the kind that the scheme takes. */
export function fitsScheme(scheme, key) {
  const curve = { ES256: "prime256v1", ES384: "secp384r1", ES512: "secp521r1" }[scheme];
  if (curve) return key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails.namedCurve === curve;
  if (scheme === "Ed25519") return key.asymmetricKeyType === "ed25519";
  return ["PS256", "PS384", "RS256", "RS256-DIAS"].includes(scheme) && key.asymmetricKeyType === "rsa";
}

export function sign(scheme, pkcs8, message) {
  const key = pkcs8ToKey(pkcs8);
  if (scheme === "RS256-DIAS") {
    return crypto.privateEncrypt(raw(key), diasBlock(message, key.asymmetricKeyDetails.modulusLength / 8));
  }
  return crypto.sign(SCHEMES[scheme].h, message, { key, ...SCHEMES[scheme].options });
}

export function verify(scheme, spki, message, signature) {
  try {
    const key = spkiToKey(spki);
    if (scheme === "RS256-DIAS") {
      const length = key.asymmetricKeyDetails.modulusLength / 8;
      return signature.length === length && crypto.publicDecrypt(raw(key), signature).equals(diasBlock(message, length));
    }
    return crypto.verify(SCHEMES[scheme].h, message, { key, ...SCHEMES[scheme].options }, signature);
  } catch {
    return false;
  }
}

export const leafKey = (der) => toSpki(new crypto.X509Certificate(der).publicKey);

// --- transcript and keys (T-1 to T-3, K-4) -----------------------------------------------------

export function transcriptHash(x) {
  const h = KDFS[x.kdf].h;
  const parts = ["SKEP/1", hash(h, x.offer), x.transport, x.attestation, x.kdf, x.cipher, x.seNonce, x.spki, x.ek, hash(h, x.leaf)];
  return hash(h, Buffer.concat(parts.map(lp)));
}

export const derive = (kdf, k, label, th, n) => KDFS[kdf].derive(k, `SKEP/1 ${label}`, th, n);
export const attestationMessage = (th, ck) => Buffer.concat([Buffer.from("SKEP/1 attestation"), Buffer.alloc(1), th, ck]);

// --- records (section 7, C-1, C-2) -------------------------------------------------------------

function cbcHmac(h, part) {
  const split = (key) => [0, 1, 2].map((i) => key.subarray(i * part, (i + 1) * part));
  const iv = (ivKey, seq) => aesEcb(ivKey, Buffer.concat([Buffer.alloc(8), u64(seq)]));
  const name = `aes-${part * 8}-cbc`;
  const tag = (mac, aad, ivBytes, ct) => hmac(h, mac, Buffer.concat([aad, ivBytes, ct, u64(8 * aad.length)])).subarray(0, part);
  return {
    keyBytes: 3 * part,
    seal(key, seq, aad, plaintext) {
      const [mac, enc, ivKey] = split(key);
      const c = crypto.createCipheriv(name, enc, iv(ivKey, seq));
      const ct = Buffer.concat([c.update(plaintext), c.final()]);
      return Buffer.concat([ct, tag(mac, aad, iv(ivKey, seq), ct)]);
    },
    open(key, seq, aad, body) {
      if (body.length < part) return null;
      const [mac, enc, ivKey] = split(key);
      const ct = body.subarray(0, body.length - part);
      if (!tag(mac, aad, iv(ivKey, seq), ct).equals(body.subarray(ct.length))) return null;
      const d = crypto.createDecipheriv(name, enc, iv(ivKey, seq));
      return Buffer.concat([d.update(ct), d.final()]);
    },
  };
}

export const CIPHERS = {
  A256GCM: {
    keyBytes: 32,
    seal(key, seq, aad, plaintext) {
      const c = crypto.createCipheriv("aes-256-gcm", key, Buffer.concat([Buffer.alloc(4), u64(seq)])).setAAD(aad);
      return Buffer.concat([c.update(plaintext), c.final(), c.getAuthTag()]);
    },
    open(key, seq, aad, body) {
      if (body.length < 16) return null;
      const d = crypto.createDecipheriv("aes-256-gcm", key, Buffer.concat([Buffer.alloc(4), u64(seq)]));
      d.setAAD(aad).setAuthTag(body.subarray(body.length - 16));
      try {
        return Buffer.concat([d.update(body.subarray(0, body.length - 16)), d.final()]);
      } catch {
        return null;
      }
    },
  },
  "A128CBC-HS256": cbcHmac("sha256", 16),
  "A256CBC-HS512": cbcHmac("sha512", 32),
};

export const associatedData = (sessionId, direction, op, seq, attributes) =>
  Buffer.concat([lp(sessionId), lp(direction), lp(op), u64(seq), lp(attributes)]);

export function sealRecord(cipher, key, sessionId, direction, seq, op, attributes, plaintext) {
  const aad = associatedData(sessionId, direction, op, seq, attributes);
  const body = CIPHERS[cipher].seal(key, seq, aad, plaintext);
  return encode(new Map([[1, seq], [2, op], [3, attributes], [4, body]]));
}
