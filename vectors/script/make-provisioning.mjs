// Makes the scenarios of sections 10 to 14; make.mjs calls it after its own.
import crypto from "node:crypto";
import { encode } from "./cbor.mjs";
import { attributes, flip, map, none, template, text } from "./fields.mjs";
import { makeAttestations, makeCodes } from "./make-attestations.mjs";
import { makeProvisioningMessages } from "./make-provisioning-messages.mjs";
import { parse } from "./messages.mjs";
import * as p from "./provisioning.mjs";
import * as skep from "./skep.mjs";
import { issue } from "./x509.mjs";

/** What the server orders. */
const order = {
  puk: (id, value, policy = [1, 8, 12, 10]) =>
    ["puk.define", attributes({ 1: id, 2: policy[0], 3: policy[1], 4: policy[2], 5: policy[3] }), text(value)],
  pin: (id, value, puk, policy = [1, 4, 8, 3]) =>
    ["pin.define", attributes({ 1: id, 2: policy[0], 3: policy[1], 4: policy[2], 5: policy[3], 6: puk }), text(value)],
  secret: (id, type, value, pin, label = "") => ["secret.import", attributes({ 1: id, 2: type, 3: pin, 4: label }), value],
  certificate: (id, chain) => ["certificate.install", attributes({ 1: id, 2: chain }), none],
  unblock: (id, value = "") => ["pin.unblock", attributes({ 1: id }), text(value)],
  remove: (id) => ["object.delete", attributes({ 1: id }), none],
};

/**
 * A whole session. `plan` has the suite, the request's parts, and functions that make the orders; `alter` may exchange any
 * value on its way, by name.
 */
function session({ run, seen }, plan, alter = {}) {
  const on = (name, value, context) => (alter[name] ? alter[name](value, context) : value);
  const management = plan.management && { scheme: plan.management, ...skep.generate(plan.management) };
  const request = (sessionId) => (plan.nothing ? none : attributes({
    1: management && [management.scheme, management.spki], 2: (plan.keys ?? []).map(map), 3: plan.account ?? "",
    4: plan.reference ?? none, 5: plan.code && p.codeBinding(sessionId, plan.code),
  }));
  const x = run(...plan.suite, plan.bits, request);
  const values = { ...seen(x), kind: "provisioning", request: x.request };
  const parsed = parse("provisioning-request", x.request);
  const domain = p.domain(parsed, x.spki);
  Object.assign(values, { domain, serverKeyHash: p.serverKeyHash(x.spki) });
  const made = (plan.keys ?? []).map((k) => ({ ...skep.generate(k[2], k[3] || 2048), template: map(k) }));
  const changes = [];
  const records = { server: 0, se: 0 };
  const record = (from, op, attribute, plaintext) => {
    const [key, direction] = from === "se" ? [values.keySeToServer, "se to server"] : [values.keyServerToSe, "server to se"];
    const n = `${from}.${records[from]}`;
    Object.assign(values, {
      [`${n}.op`]: op, [`${n}.attributes`]: attribute, [`${n}.plaintext`]: plaintext,
      [`${n}.record`]: skep.sealRecord(x.cipher, key, x.sessionId, direction, records[from]++, op, attribute, plaintext),
    });
    if (p.MAKES_NO_CHANGE.includes(op)) return;
    values[`${n}.change`] = p.change(op, attribute, plaintext);
    changes.push(values[`${n}.change`]);
  };
  on("made", made).forEach((key, i) => {
    const statement = encode(on("statement", p.statement(key.template, key.spki, x.sessionId, domain, x.spki), { i, x }));
    const message = p.keyAttestationMessage(statement);
    const signed = key.template.get(8) === 1 ? skep.sign(x.attestation, x.device.pkcs8, message) : undefined;
    const signature = on("signature", signed, { i, x, message });
    Object.assign(values, { [`key.${i}.statement`]: statement, [`key.${i}.message`]: message, [`key.${i}.signature`]: signature ?? "none" });
    record("se", "key.generated", attributes({ 1: statement, 2: signature }), none);
  });
  for (const [op, attribute, plaintext] of plan.orders?.(made) ?? []) record("server", op, attribute, plaintext);
  let commit = none;
  if (!plan.nothing) {
    values.requestHash = on("requestHash", p.requestHash(x.request));
    if (management) {
      values.managementMessage = p.managementMessage(skep.transcriptHash(x), p.requestHash(x.request));
      const genuine = skep.sign(management.scheme, management.pkcs8, values.managementMessage);
      values.authorization = on("authorization", genuine, { management, x }) ?? "none";
    }
    const authorization = Buffer.isBuffer(values.authorization) ? values.authorization : undefined;
    commit = attributes({ 1: values.requestHash, 2: authorization });
  }
  record("server", "commit", commit, none);
  (plan.outside ?? []).forEach(([label, data], i) => {
    values[`mac.${i}.message`] = p.dataMacMessage(label, data);
    const mac = p.dataMac(values.externalKey, on("macMessage", values[`mac.${i}.message`]));
    record("se", "data.mac", attributes({ 1: label, 2: data }), on("mac", mac));
  });
  values.changes = changes.length;
  values.receipt = p.receipt(changes);
  record("se", "committed", none, on("receipt", values.receipt, { changes }));
  return values;
}

const [RSA, P256, P384, P521, X] = ["RSA-OAEP-256", "DHKEM-P256-HKDF-SHA256", "DHKEM-P384-HKDF-SHA384", "DHKEM-P521-HKDF-SHA512", "DHKEM-X25519-HKDF-SHA256"];
const GCM = [P256, "ES256", "HKDF-SHA256", "A256GCM"];

function sessions(tools) {
  const { write, ca } = tools;
  const caCertificate = issue(ca, ca.spki, ca.name, { ca: true });
  const certify = (key, cn) => [issue(ca, key.spki, cn), caCertificate];
  const accept = (name, comment, plan) => write(`accept-provisioning-${name}`, comment, session(tools, plan));
  accept("management-key", "A management key, keys with and without a signed attestation, everything that refers to something, a code.", {
    suite: GCM, management: "ES256", account: "anna@example.com", reference: text("enrolment-17"), code: text("7K3M9QWERTY0123456AB"),
    keys: [template("auth", { 5: "pin", 6: "Anmeldung", 8: 1 }), template("sign", { 4: 3, 5: "pin.own", 6: "Unterschrift für Verträge" })],
    orders: (keys) => [
      order.puk("puk", "1234567890"), order.pin("pin", "4711", "puk"), order.pin("pin.own", "", "puk", [2, 6, 16, 5]),
      order.secret("otp", "HS256", crypto.randomBytes(32), "pin", "one-time passwords"), order.secret("note", "opaque", text("x")),
      order.certificate("auth", certify(keys[0], "Anna")), order.certificate("sign", certify(keys[1], "Anna").slice(0, 1)),
    ],
    outside: [["document", text("made outside")], ["", none]],
  });
  accept("rsa-cbc", "RSA throughout, and CBC; the management key signs with PS256.", {
    suite: [RSA, "RS256", "HKDF-SHA256", "A128CBC-HS256"], management: "PS256", account: "b",
    keys: [template("k", { 2: "PS256", 3: 2048, 8: 1 }), template("k2", { 2: "RS256", 3: 3072, 8: 1 })],
    orders: (keys) => [order.certificate("k", certify(keys[0], "B"))],
  });
  accept("server-key", "No management key: the domain is that of ServerPubK.", {
    suite: [X, "Ed25519", "KBKDF-CMAC-AES256", "A256GCM"], keys: [template("k", { 8: 1 })],
    orders: () => [order.pin("pin", "\x21~aZ", undefined, [3, 4, 64, 1]), order.secret("s", "HS256", crypto.randomBytes(64))],
  });
  accept("second-session", "Of a later session under a management key: two PINs are unblocked, one with a new value, and an object goes.", {
    suite: [P384, "ES384", "HKDF-SHA384", "A256CBC-HS512"], management: "ES384", account: "anna@example.com",
    keys: [template("k", { 2: "ES384", 3: 384, 8: 1 })],
    orders: () => [order.unblock("pin"), order.unblock("pin.own", "geheim"), order.remove("note")],
  });
  accept("empty-request", "No request: commit has no attributes.", {
    suite: [P521, "ES512", "KBKDF-HMAC-SHA256", "A256GCM"], nothing: true, orders: () => [order.puk("puk", "12345678")],
  });
  accept("request-for-nothing", "A request for nothing is not the same as none: commit has its hash. Nothing changes.", { suite: GCM });
  accept("largest", "The most keys, the longest id, label, account, reference, policy and secret, the most data from outside.", {
    suite: GCM, management: "ES256", account: "ä".repeat(64), reference: crypto.randomBytes(64),
    keys: Array.from({ length: 16 }, (_, i) => template(`0${"._-".repeat(9)}.k${(10 + i).toString()}`, { 4: 1 + (i % 3), 6: "界".repeat(42), 8: i % 2 })),
    orders: () => [
      order.puk("u".repeat(32), "9".repeat(64), [1, 64, 64, 15]), order.pin("p".repeat(32), "Z".repeat(64), "u".repeat(32), [2, 4, 64, 15]),
      order.secret("s".repeat(32), "opaque", crypto.randomBytes(1024), "p".repeat(32), "ß".repeat(64)),
    ],
    outside: Array.from({ length: 8 }, (_, i) => [`part ${i}`, i === 7 ? crypto.randomBytes(16384) : Buffer.from([i])]),
  });
  rejections(tools);
}

function rejections(tools) {
  const plan = {
    suite: GCM, management: "ES256", account: "anna@example.com", keys: [template("a", { 8: 1 }), template("b", { 8: 1 })],
    orders: () => [order.puk("puk", "12345678"), order.pin("pin", "4711", "puk")], outside: [["ab", text("c")]],
  };
  const reject = (rule, name, comment, alter) => {
    tools.write(`reject-provisioning-${name}`, comment, { ...session(tools, plan, alter), expect: `reject ${rule}` });
  };
  const put = (key, value) => (statement) => new Map([...statement, [key, value]]);
  reject("D-7", "key-of-another-domain", "A statement for another issuer's domain.", { statement: put(11, crypto.randomBytes(32)) });
  reject("D-7", "key-of-another-session", "A statement of another session.", { statement: put(10, crypto.randomBytes(16)) });
  reject("D-7", "key-of-another-server", "A statement with another ServerPubK.", { statement: put(12, crypto.randomBytes(32)) });
  reject("D-7", "key-with-another-pin", "A key that takes a PIN nobody asked for.", { statement: put(5, "pin") });
  reject("D-7", "key-with-another-usage", "A key for more than was asked for.", { statement: put(4, 3) });
  reject("D-7", "keys-exchanged", "Two keys in another order than in the request.", { made: (keys) => [keys[1], keys[0]] });
  reject("D-7", "key-missing", "One key less than was asked for.", { made: (keys) => keys.slice(0, 1) });
  reject("D-7", "key-weak", "A key that is no point of the curve.", {
    statement: (statement) => new Map([...statement, [9, flip(statement.get(9))]]),
  });
  reject("D-7", "signature-altered", "The signature of a statement with one bit flipped.", { signature: (s) => flip(s) });
  reject("D-7", "signature-missing", "No signature where one was asked for.", { signature: () => undefined });
  reject("D-7", "signature-of-another-device", "A statement signed by another key than SE_PrivK.", {
    signature: (_, { message }) => skep.sign("ES256", skep.generate("ES256").pkcs8, message),
  });
  reject("D-7", "signature-as-ak", "A statement signed under the tag of AK.", {
    signature: (_, { x, message }) => skep.sign("ES256", x.device.pkcs8, Buffer.concat([text("SKEP/1 attestation"), message.subarray(22)])),
  });
  reject("P-1", "another-request", "The SE was given another request than the server made.", { requestHash: (h) => flip(h) });
  reject("D-11", "authorization-missing", "No authorization where the request names a management key.", { authorization: () => undefined });
  reject("D-11", "authorization-of-another-key", "An authorization by a key that the request does not name.", {
    authorization: (_, { x }) => skep.sign("ES256", skep.generate("ES256").pkcs8, p.managementMessage(skep.transcriptHash(x), p.requestHash(x.request))),
  });
  reject("D-11", "authorization-of-another-session", "An authorization for another session of the same issuer.", {
    authorization: (_, { management, x }) => skep.sign("ES256", management.pkcs8, p.managementMessage(crypto.randomBytes(32), p.requestHash(x.request))),
  });
  reject("D-11", "authorization-of-another-request", "An authorization of another request in the same session.", {
    authorization: (_, { management, x }) => skep.sign("ES256", management.pkcs8, p.managementMessage(skep.transcriptHash(x), crypto.randomBytes(32))),
  });
  reject("R-10", "mac-altered", "One bit of the MAC is flipped.", { mac: (m) => flip(m) });
  reject("R-10", "mac-of-moved-data", "Attack 54: the MAC of (\"a\", \"bc\") for (\"ab\", \"c\").", { macMessage: () => p.dataMacMessage("a", text("bc")) });
  reject("P-3", "receipt-of-another-order", "A receipt over the changes in another order.", { receipt: (_, { changes }) => p.receipt([...changes].reverse()) });
  reject("P-3", "receipt-of-fewer", "A receipt without the last change.", { receipt: (_, { changes }) => p.receipt(changes.slice(0, -1)) });
  reject("P-3", "receipt-of-another-number", "A receipt with the right digest and another number.", {
    receipt: (r, { changes }) => encode(new Map([[1, changes.length + 1], [2, r.subarray(r.length - 32)]])),
  });
}

export function makeProvisioning(tools) {
  sessions(tools);
  makeCodes(tools.write);
  makeAttestations(tools.write);
  makeProvisioningMessages(tools.write);
}
