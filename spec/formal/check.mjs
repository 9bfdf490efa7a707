// Runs each model of expected.txt, as built and weakened, and compares what is found with the verdict there.
// Usage: node check.mjs [model | model:variant]...      Needs maude, spin and gcc.
// Exit code 0 only if every verdict is as expected; 3 if a tool is missing.
import { execFile, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = path.dirname(fileURLToPath(import.meta.url));
const NOT_FOUND = "holds";
const VERDICTS = [NOT_FOUND, "attack found", "limit", "possible"];
const SIDE_BY_SIDE = 2;

function readRows() {
  const lines = fs.readFileSync(path.join(folder, "expected.txt"), "utf8").split("\n");
  return lines.filter((line) => line.trim() && !line.startsWith("#")).map((line) => {
    const [model, variant, property, verdict, rules = "", attacks = ""] = line.split("|").map((part) => part.trim());
    if (!VERDICTS.includes(verdict)) throw new Error(`no such verdict: ${line}`);
    const names = variant === "as built" ? [] : variant.split(/\s+/);
    return { model, variant, names, property, verdict, rules: rules.split(/\s+/), attacks };
  });
}

/** Each rule that a row names is one of the specification's, where that is at hand. */
function checkRules(rows, file) {
  const text = fs.readFileSync(file, "utf8");
  for (const row of rows) {
    const unknown = row.rules.find((rule) => !text.includes(`**${rule}**`));
    if (unknown) throw new Error(`the specification has no rule ${unknown}, which ${row.model} names`);
  }
}

function run(command, options, cwd, input) {
  return new Promise((resolve, reject) => {
    const child = execFile(command, options, { cwd, timeout: 120_000, maxBuffer: 1 << 26 }, (error, out, err) =>
      // pan and maude end with 0 whatever they find.
      error ? reject(new Error(`${command} ${options.join(" ")}: ${error.message}\n${out}${err}`)) : resolve(out + err));
    child.stdin.end(input ?? "");
  });
}

/** All searches on one model in one process, in the order of the rows. */
async function maude(model, rows) {
  const searches = rows.map(({ names, property }) => {
    const start = names.length === 0 ? "empty" : `(${names.map((name) => `'${name}`).join(", ")})`;
    return `search [1] init(${start}) =>* X:Run such that bad('${property}, X:Run) .\n`;
  });
  // The whole path: Maude looks for a file where the shell was that started all.
  const text = await run("maude", ["-batch", "-no-banner", "-no-wrap", path.join(folder, model)], folder, searches.join("") + "quit\n");
  const answers = text.split(/^search \[1\] in /m).slice(1);
  if (answers.length !== rows.length || /Warning|Error/.test(text)) throw new Error(`${model}: ${text}`);
  answers.forEach((answer, i) => {
    rows[i].found = /^Solution 1 /m.test(answer);
    if (!rows[i].found && !/^No solution\./m.test(answer)) throw new Error(`${model}: ${answer}`);
    const [, states, ms] = /^states: (\d+) .* in (\d+)ms cpu/m.exec(answer);
    Object.assign(rows[i], { states, seconds: Number(ms) / 1000 });
  });
}

/** A checker for one variant of one model, generated, compiled and run. */
async function spin(row) {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), "skep-formal-"));
  try {
    const started = performance.now();
    await run("spin", [...row.names.map((name) => `-D${name}`), "-a", path.join(folder, row.model)], place);
    await run("gcc", ["-O0", "-w", "-DSAFETY", "-o", "pan", "pan.c"], place);
    const text = await run(path.join(place, "pan"), ["-n", "-m100000"], place);
    const errors = /errors: (\d+)/.exec(text);
    const complete = !/Search not completed|search depth too small/.test(text);
    row.found = errors !== null && errors[1] !== "0";
    if (errors === null || (!row.found && !complete)) throw new Error(`${row.model} ${row.variant}: ${text}`);
    row.how = /^pan:\d+: (.*) \(at depth/m.exec(text)?.[1];
    row.states = /(\d+) states, stored/.exec(text)[1];
    row.seconds = (performance.now() - started) / 1000;
  } finally {
    fs.rmSync(place, { recursive: true });
  }
}

/** As expected: also what a weakened variant violates. */
function agrees(row) {
  if (row.found !== (row.verdict !== NOT_FOUND)) return false;
  return row.how === undefined || row.how.replaceAll(" ", "").includes(row.property.replaceAll(" ", ""));
}

function line(row) {
  const right = agrees(row);
  const says = right ? row.verdict : `WRONG: expected ${row.verdict}, ${row.found ? `found ${row.how ?? ""}` : "not found"}`;
  const cells = [row.model.padEnd(16), row.variant.padEnd(33), row.property.padEnd(28), String(row.states).padStart(7)];
  return `${cells.join(" ")} ${row.seconds.toFixed(1).padStart(5)}  ${says}`;
}

function requireTools() {
  const missing = ["maude", "spin", "gcc"].filter((tool) => spawnSync(tool, ["--version"], { input: "" }).error);
  if (missing.length > 0) {
    console.log(`The models were not run: apt-get install --no-install-recommends maude spin gcc libc6-dev (${missing.join(", ")} missing)`);
    process.exit(3);
  }
}

requireTools();
const wanted = process.argv.slice(2);
const rows = readRows().filter(({ model, variant }) =>
  wanted.length === 0 || wanted.includes(model) || wanted.includes(`${model}:${variant}`));
checkRules(rows, path.join(folder, "..", "skep-1.md"));
const work = [];
for (const model of new Set(rows.map((row) => row.model))) {
  const its = rows.filter((row) => row.model === model);
  if (model.endsWith(".maude")) work.push(() => maude(model, its));
  else work.push(...its.map((row) => () => spin(row)));
}
const started = performance.now();
await Promise.all(Array.from({ length: SIDE_BY_SIDE }, async () => {
  for (let next = work.shift(); next !== undefined; next = work.shift()) await next();
}));

console.log("model            variant                           property                      states     s  verdict");
rows.forEach((row) => console.log(line(row)));
const right = rows.filter(agrees).length;
console.log(`${right} of ${rows.length} verdicts are as expected (${((performance.now() - started) / 1000).toFixed(1)} s)`);
process.exitCode = rows.length > 0 && right === rows.length ? 0 : 1;
