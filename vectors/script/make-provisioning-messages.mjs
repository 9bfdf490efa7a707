// Makes the scenarios of the kind message for the grammars of sections 11 and 12.
import crypto from "node:crypto";
import { encode } from "./cbor.mjs";

const none = Buffer.alloc(0);
const random = (n) => crypto.randomBytes(n);

const template = { 1: "auth", 2: "ES256", 3: 256, 4: 3, 5: "pin", 6: "Anmeldung", 7: 0, 8: 1 };
const GOOD = {
  "provisioning-request": { 1: ["ES256", random(91)], 2: [template], 3: "anna@example.com", 4: random(64), 5: random(32) },
  "key-statement": { ...template, 9: random(91), 10: random(16), 11: random(32), 12: random(32), 13: 1 },
  "key-attestation": { 1: random(300), 2: "ES256", 3: random(64), 4: [random(400), random(500)] },
  "key-generated": { 1: random(300), 2: random(64) },
  "puk-define": { 1: "puk", 2: 1, 3: 8, 4: 12, 5: 10 },
  "pin-define": { 1: "pin", 2: 3, 3: 6, 4: 16, 5: 15, 6: "puk" },
  "secret-import": { 1: "otp", 2: "HS256", 3: "pin", 4: "Einmalpasswörter" },
  "certificate-install": { 1: "auth", 2: [random(400), random(500)] },
  "pin-unblock": { 1: "pin" },
  "object-delete": { 1: "otp" },
  commit: { 1: random(32), 2: random(64) },
  "data-mac": { 1: "document", 2: random(100) },
};
/** Fields that may be missing. */
const OPTIONAL = {
  "provisioning-request": [1, 5], "key-statement": [5], "key-generated": [2], "pin-define": [6], "secret-import": [3], commit: [2],
};

const isFields = (x) => x instanceof Object && !Array.isArray(x) && !Buffer.isBuffer(x);
const toItem = (x) => (Array.isArray(x) ? x.map(toItem) : isFields(x) ? new Map(Object.entries(x).map(([k, v]) => [Number(k), toItem(v)])) : x);
const bytes = (fields) => encode(toItem(fields));
const without = (fields, key) => Object.fromEntries(Object.entries(fields).filter(([k]) => k !== String(key)));

export function makeProvisioningMessages(write) {
  const accept = (type, name, comment, message) => write(`accept-message-${type}${name}`, comment, { kind: "message", expect: "accept", type, message });
  const refuse = (rule, type, name, comment, message) =>
    write(`reject-message-${type}-${name}`, comment, { kind: "message", expect: `reject ${rule}`, type, message });
  const change = (rule, type, name, comment, key, value) => refuse(rule, type, name, comment, bytes({ ...GOOD[type], [key]: value }));
  for (const [type, fields] of Object.entries(GOOD)) {
    accept(type, "", `A well-formed ${type} with every field.`, bytes(fields));
    if (OPTIONAL[type]) {
      const least = OPTIONAL[type].reduce(without, fields);
      accept(type, "-least", `A ${type} with the fields that it must have.`, bytes(least));
    }
    const unknown = Math.max(...Object.keys(fields).map(Number)) + 1;
    change("M-10", type, "unknown-field", "Attack 51: a field that nobody knows.", unknown, 0);
    refuse("M-10", type, "missing-field", "A field that must be there is missing.", bytes(without(fields, type === "provisioning-request" ? 3 : 1)));
    change("M-11", type, "wrong-type", "A field of another type.", type === "provisioning-request" ? 3 : 1, 7);
    refuse("M-9", type, "trailing-byte", "Attack 51: a byte after the message.", Buffer.concat([bytes(fields), Buffer.alloc(1)]));
    refuse("M-4", type, "cut-short", "Attack 52: the last byte is missing.", bytes(fields).subarray(0, bytes(fields).length - 1));
  }
  refuse("M-4", "key-generated", "empty", "No bytes at all.", none);
  accept("provisioning-request", "-empty", "No bytes at all are a request for nothing.", none);
  accept("commit", "-empty", "No bytes at all are a commit without a request.", none);
  refuse("M-10", "commit", "authorization-alone", "An authorization without a request.", bytes(without(GOOD.commit, 1)));

  ids(refuse, change);
  labels(accept, change);
  keys(accept, refuse, change);
  policies(change);
  sizes(change);
}

function ids(refuse, change) {
  for (const [name, id] of [["empty", ""], ["too-long", "a".repeat(33)], ["upper-case", "Pin"], ["dot-first", ".pin"], ["slash", "a/b"],
    ["blank", "a b"], ["line-feed", "pin\n"], ["not-ascii", "pín"], ["nul", "pin\0"]]) {
    change("D-1", "object-delete", `id-${name}`, "What is no id.", 1, id);
  }
  for (const [type, key] of [["puk-define", 1], ["pin-define", 1], ["pin-define", 6], ["secret-import", 1], ["secret-import", 3],
    ["certificate-install", 1], ["pin-unblock", 1], ["key-statement", 1], ["key-statement", 5]]) {
    change("D-1", type, `id-${key}`, `What is no id in field ${key}.`, key, "-");
  }
}

function labels(accept, change) {
  for (const [name, label] of [["control", "a\u0007"], ["line-feed", "a\nb"], ["delete", "a\u007f"], ["bidi", "a\u202eb"], ["zero-width", "a\u200bb"],
    ["line-separator", "a\u2028b"], ["noncharacter", "a\uffff"], ["too-long", "a".repeat(129)], ["too-many-bytes", "ä".repeat(65)]]) {
    change("D-2", "data-mac", `label-${name}`, "What is no label.", 1, label);
  }
  for (const [type, key] of [["provisioning-request", 3], ["key-statement", 6], ["secret-import", 4]]) {
    change("D-2", type, `label-${key}`, `What is no label in field ${key}.`, key, "\u0000");
  }
  for (const [name, label] of [["none", ""], ["longest", "ä".repeat(64)], ["four-bytes", "\u{1f512} \u{1f600}"], ["right-to-left", "שלום"]]) {
    accept("data-mac", `-label-${name}`, "A label.", bytes({ ...GOOD["data-mac"], 1: label }));
  }
}

function keys(accept, refuse, change) {
  const request = (list) => bytes({ ...GOOD["provisioning-request"], 2: list });
  const inRequest = (rule, name, comment, more) => refuse(rule, "provisioning-request", name, comment, request([{ ...template, ...more }]));
  accept("provisioning-request", "-sixteen-keys", "The most keys.", request(Array.from({ length: 16 }, (_, i) => ({ ...template, 1: `k${i}` }))));
  refuse("M-12", "provisioning-request", "seventeen-keys", "A key too many.", request(Array.from({ length: 17 }, (_, i) => ({ ...template, 1: `k${i}` }))));
  refuse("D-5", "provisioning-request", "id-twice", "Two keys of one id.", request([template, { ...template, 6: "another" }]));
  refuse("M-11", "provisioning-request", "key-no-map", "A key that is a text.", request(["auth"]));
  refuse("M-10", "provisioning-request", "key-missing-field", "A key without its label.", request([without(template, 6)]));
  inRequest("M-10", "key-unknown-field", "A key with a field that nobody knows.", { 9: random(9) });
  inRequest("D-1", "key-id", "A key whose id is none.", { 1: "AUTH" });
  inRequest("D-1", "key-pin", "A key whose PIN's id is none.", { 5: "" });
  inRequest("M-13", "key-algorithm", "A key whose algorithm has no name.", { 2: "ES 256" });
  inRequest("M-12", "key-size", "A size over 65535 bits.", { 3: 65536 });
  inRequest("D-5", "key-usage-none", "A key for nothing.", { 4: 0 });
  inRequest("D-5", "key-usage-unknown", "A usage that nobody knows.", { 4: 4 });
  inRequest("D-5", "key-usage-one-unknown", "A usage that nobody knows beside others.", { 4: 7 });
  inRequest("D-2", "key-label", "A label with a control character.", { 6: "\u001b[31m" });
  inRequest("D-5", "key-exportable", "An exportable key.", { 7: 1 });
  inRequest("M-12", "key-signed-2", "Neither signed nor not.", { 8: 2 });
  change("D-5", "key-statement", "usage-none", "A key for nothing.", 4, 0);
  change("D-5", "key-statement", "usage-unknown", "A usage that nobody knows.", 4, (1n << 32n) + 1n);
  change("D-5", "key-statement", "exportable", "An exportable key.", 7, 1);
  change("M-12", "key-statement", "signed-2", "Neither signed nor not.", 8, 2);
  change("KA-1", "key-statement", "version-0", "Another version.", 13, 0);
  change("KA-1", "key-statement", "version-2", "Another version.", 13, 2);
  const management = (rule, name, comment, value) => change(rule, "provisioning-request", `management-${name}`, comment, 1, value);
  management("M-12", "scheme-alone", "A management key without its SPKI.", ["ES256"]);
  management("M-12", "triple", "A management key with one part too many.", ["ES256", random(91), 0]);
  management("M-13", "scheme", "A management key whose scheme has no name.", ["", random(91)]);
  management("M-13", "scheme-type", "A management key whose scheme is no text.", [random(5), random(91)]);
  management("M-11", "spki-type", "A management key whose SPKI is a text.", ["ES256", "key"]);
  management("M-12", "spki-empty", "A management key without any bytes.", ["ES256", none]);
  management("M-12", "spki-too-long", "A management key of 4097 bytes.", ["ES256", random(4097)]);
}

function policies(change) {
  for (const type of ["puk-define", "pin-define"]) {
    change("M-12", type, "format-0", "A format that nobody knows.", 2, 0);
    change("M-12", type, "format-4", "A format that nobody knows.", 2, 4);
    change("M-12", type, "shortest-3", "A value of three characters.", 3, 3);
    change("M-12", type, "shortest-65", "A value of at least 65 characters.", 3, 65);
    change("M-12", type, "longest-65", "A value of 65 characters.", 4, 65);
    change("M-12", type, "longest-below-shortest", "The longest value is shorter than the shortest.", 3, 17);
    change("M-12", type, "no-tries", "No tries.", 5, 0);
    change("M-12", type, "sixteen-tries", "A try too many.", 5, 16);
  }
}

function sizes(change) {
  change("M-12", "provisioning-request", "reference-too-long", "A reference of 65 bytes.", 4, random(65));
  change("M-12", "provisioning-request", "binding-short", "A code binding of 31 bytes.", 5, random(31));
  change("M-12", "provisioning-request", "binding-long", "A code binding of 33 bytes.", 5, random(33));
  change("M-12", "key-statement", "size", "A size over 65535 bits.", 3, 65536);
  change("M-12", "key-statement", "key-empty", "A key without any bytes.", 9, none);
  change("M-12", "key-statement", "key-too-long", "A key of 16385 bytes.", 9, random(16385));
  change("M-12", "key-statement", "session-short", "A sessionId of 15 bytes.", 10, random(15));
  change("M-12", "key-statement", "domain-short", "A domain of 31 bytes.", 11, random(31));
  change("M-12", "key-statement", "server-long", "A hash of 33 bytes.", 12, random(33));
  change("M-12", "key-attestation", "no-certificate", "No certificate.", 4, []);
  change("M-12", "key-attestation", "nine-certificates", "A certificate too many.", 4, Array.from({ length: 9 }, () => random(9)));
  change("M-12", "key-attestation", "certificate-empty", "A certificate without any bytes.", 4, [none]);
  change("M-12", "key-attestation", "statement-empty", "A statement without any bytes.", 1, none);
  change("M-12", "key-attestation", "signature-empty", "A signature without any bytes.", 3, none);
  change("M-13", "key-attestation", "scheme", "A scheme that has no name.", 2, "");
  change("M-12", "key-generated", "statement-empty", "A statement without any bytes.", 1, none);
  change("M-12", "key-generated", "signature-empty", "A signature without any bytes.", 2, none);
  change("M-13", "secret-import", "type", "A type that has no name.", 2, "HS 256");
  change("M-12", "certificate-install", "no-certificate", "No certificate.", 2, []);
  change("M-12", "certificate-install", "nine-certificates", "A certificate too many.", 2, Array.from({ length: 9 }, () => random(9)));
  change("M-11", "certificate-install", "certificate-text", "A certificate that is a text.", 2, ["x"]);
  change("M-12", "commit", "hash-short", "A hash of 31 bytes.", 1, random(31));
  change("M-12", "commit", "authorization-empty", "An authorization without any bytes.", 2, none);
  change("M-12", "data-mac", "too-long", "A byte more than 16 KiB.", 2, random(16385));
}
