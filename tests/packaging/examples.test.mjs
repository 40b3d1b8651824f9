// The examples as their users would run them: from a project that has the package, against the simulator over HTTP. The first
// run kills itself; the second goes on from the journal.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { noBrowser, open } from "./browser.mjs";
import { missing, project, ROOT, run, tool } from "./project.mjs";
import { simulate } from "./simulator.mjs";

const EXAMPLES = join(ROOT, "examples/js");
const files = Object.fromEntries(
  readdirSync(EXAMPLES, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".md"))
    .map(({ name }) => [name, readFileSync(join(EXAMPLES, name), "utf8")]),
);
const page = Object.fromEntries(
  readdirSync(join(EXAMPLES, "browser")).map((name) => [name, readFileSync(join(EXAMPLES, "browser", name), "utf8")]),
);

const PROMISED = [
  "player-1: allowed true, reported false, because pending_claimed_adult (Q187)",
  "player-1 is verified",
  "a minor at noon: allowed false, because minor_outside_window (N2021-1); open again 2026-11-20 20:00:00",
  "recovered 1 sessions",
  "login of session-1 was accepted",
  "logout of session-1 was accepted",
];

// The journal's lock is a socket in its folder.
const deno = (cwd) => [
  "run", "--no-remote", "--no-lock", "--node-modules-dir=manual", "--no-prompt", "--allow-read=journal", "--allow-write=journal", "--allow-run",
  `--allow-net=127.0.0.1,unix:${join(cwd, "journal/lock.socket")}`, "deno.ts",
];
const RUNTIMES = [
  { name: "Node, ESM", program: process.execPath, args: () => ["node.mjs"], skip: false },
  { name: "Node, CommonJS", program: process.execPath, args: () => ["node.cjs"], skip: false },
  { name: "Deno", program: tool("deno"), args: deno, skip: await missing("deno") },
  { name: "Bun", program: tool("bun"), args: () => ["bun.ts"], skip: await missing("bun") },
];

for (const { name, program, args, skip } of RUNTIMES) {
  test(`${name}: verified, killed, recovered, reported`, { skip }, async (t) => {
    const simulator = await simulate();
    t.after(simulator.stop);
    const cwd = await project(files);
    const first = await run(program, [...args(cwd), simulator.url, "journal", "first"], { cwd });
    assert.equal(first.status, "SIGKILL", `it should have killed itself:\n${first.stdout}${first.stderr}`);
    const second = await run(program, [...args(cwd), simulator.url, "journal", "second"], { cwd });
    assert.equal(second.status, 0, `${second.stdout}${second.stderr}`);
    const printed = `${first.stdout}${second.stdout}`.split("\n");
    for (const line of PROMISED) assert.ok(printed.includes(line), `it did not print: ${line}\n${printed.join("\n")}`);
  });
}

test("a browser: toolkit and decisions in a page, from itself alone", { skip: noBrowser }, async () => {
  const cwd = await project(page);
  const { page: shown, seen, stop } = await open(cwd);
  try {
    await shown.getByRole("status").getByText("minor_outside_window").waitFor();
    assert.match(await shown.getByRole("status").innerText(), /2026-11-20 20:00/);
    assert.deepEqual(seen.complaints, []);
    assert.ok(seen.requests.every((path) => path.startsWith("/")), seen.requests.join("\n"));
    assert.equal(seen.requests.filter((path) => path.endsWith(".wasm")).length, 1);
  } finally {
    await stop();
  }
});

test("node.cjs is game.mjs with require", () => {
  const body = (text) => text.slice(text.indexOf("const SECRET_KEY")).replace("export async", "async");
  const common = body(files["node.cjs"]);
  assert.equal(common.slice(0, common.lastIndexOf("\nplay(")), body(files["game.mjs"]));
});

test("an example is short enough to read", () => {
  for (const [name, text] of Object.entries({ ...files, ...page })) {
    assert.ok(text.split("\n").length <= 121, `${name} has more than 120 lines`);
  }
});
