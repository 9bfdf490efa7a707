// Minimal X.509 v3 certificates, signed with ES256; only for making vectors.
import crypto from "node:crypto";
import * as skep from "./skep.mjs";

export const der = (tag, ...parts) => {
  const body = Buffer.concat(parts);
  const n = body.length;
  const length = n < 128 ? [n] : n < 256 ? [0x81, n] : [0x82, n >> 8, n & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
export const hex = (s) => Buffer.from(s, "hex");
const dn = (cn) => der(0x30, der(0x31, der(0x30, hex("0603550403"), der(0x0c, Buffer.from(cn)))));
const extension = (oid, value) => der(0x30, hex(oid), hex("0101ff"), der(0x04, hex(value)));

/** An issuer with a fresh key and no certificate yet. */
export const authority = (name) => ({ name, ...skep.generate("ES256") });

/** A certificate for a key; `more` may hold `ca` and the dates `from` and `to` as yymmddhhmmssZ. */
export function issue(issuer, spki, name, more = {}) {
  const algorithm = der(0x30, hex("06082a8648ce3d040302"));
  const time = (text) => der(0x17, Buffer.from(text));
  const validity = der(0x30, time(more.from ?? "260101000000Z"), time(more.to ?? "460101000000Z"));
  const extensions = more.ca
    ? [extension("0603551d13", "30030101ff"), extension("0603551d0f", "03020106")]
    : [extension("0603551d0f", "03020780")];
  const serial = Buffer.concat([Buffer.from([1]), crypto.randomBytes(8)]);
  const tbs = der(0x30, hex("a003020102"), der(0x02, serial), algorithm, dn(issuer.name), validity, dn(name), spki,
    der(0xa3, der(0x30, ...extensions)));
  const key = crypto.createPrivateKey({ key: issuer.pkcs8, format: "der", type: "pkcs8" });
  return der(0x30, tbs, algorithm, der(0x03, Buffer.from([0]), crypto.sign("sha256", tbs, key)));
}
