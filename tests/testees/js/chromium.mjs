// The testee in a page of headless Chromium: this program carries the lines, the page answers them. SHIMING_PACKAGE is the
// unpacked package. Ends when its input does.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { noBrowser, open } from "../../packaging/browser.mjs";

if (noBrowser) {
  console.log(`skipped: ${noBrowser}`);
  process.exit(77);
}

const site = mkdtempSync(join(tmpdir(), "shiming-page-"));
process.on("exit", () => rmSync(site, { recursive: true, force: true }));
const from = process.env.SHIMING_PACKAGE;
cpSync(from, join(site, "package"), { recursive: true });
cpSync(fileURLToPath(new URL("testee.mjs", import.meta.url)), join(site, "testee/testee.mjs"));

/** What a browser is given for an entry of `exports`. */
function target(entry) {
  if (typeof entry === "string") return entry;
  const condition = Object.keys(entry).find((name) => ["browser", "import", "default"].includes(name));
  return target(entry[condition]);
}

const { exports } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
const map = JSON.stringify({ imports: { shiming: `./package/${target(exports["."]).slice(2)}` } });
writeFileSync(
  join(site, "index.html"),
  `<!doctype html><meta charset="utf-8"><title>testee</title><script type="importmap">${map}</script>
<script type="module">
import * as shiming from "shiming";
import { testee } from "./testee/testee.mjs";
await shiming.init();
const answer = testee(shiming, shiming.versions().package);
globalThis.answers = (lines) => lines.map(answer).join("");
</script>`,
);

const { page, seen, stop } = await open(site);
await page.waitForFunction(() => globalThis.answers).catch((error) => {
  throw new Error(`the page did not start: ${seen.complaints.join("\n") || error.message}`);
});

// Lines that came together go over together; one batch is under way at a time, so the answers keep their order.
let waiting = [];
let busy = Promise.resolve();
const carry = async () => {
  const lines = waiting;
  waiting = [];
  if (lines.length === 0) return;
  const answers = await page.evaluate((batch) => globalThis.answers(batch), lines);
  process.stdout.write(answers);
};
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  waiting.push(line);
  busy = busy.then(carry);
}
await busy;
await stop();
