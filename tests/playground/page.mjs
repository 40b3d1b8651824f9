// The page in a real browser, watched: every request and every complaint is kept.
import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../../examples/playground/serve.js";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const BUILT = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target", "playground");

/** Ends what hangs, in ms: a busy machine may take a minute for what an idle one does in a second. */
const PATIENCE = 180_000;

/** Chromium of the system. */
export function findChromium() {
  const runs = (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
}

/** The server and the browser; `stop` ends both. */
export async function start() {
  const server = await serve(BUILT, 0);
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath: findChromium(), args, timeout: PATIENCE });
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { browser, origin, stop: async () => (await browser.close(), server.close()) };
}

/**
 * Opens a tool and gives its page, with what went over the wire and what the browser complained of. The clock stands at the
 * instant of the known answers.
 */
export async function open(
  { browser, origin },
  {
    tool = "sign",
    lang = "en",
    theme = "light",
    width = 1280,
    height = 900,
    unix = 1_795_176_000_000,
    before = null,
  } = {},
) {
  const context = await browser.newContext({
    locale: lang === "zh" ? "zh-CN" : "en-US",
    colorScheme: theme,
    viewport: { width, height },
    reducedMotion: "reduce",
    timezoneId: "America/New_York",
  });
  context.setDefaultTimeout(PATIENCE);
  if (before) await context.addInitScript(before);
  const page = await context.newPage();
  const seen = { requests: [], complaints: [] };
  context.on("request", (request) => seen.requests.push(request.url()));
  page.on(
    "console",
    (message) => ["error", "warning"].includes(message.type()) && seen.complaints.push(message.text()),
  );
  page.on("pageerror", (error) => seen.complaints.push(String(error)));
  await page.clock.setFixedTime(unix);
  await page.goto(`${origin}/#${tool}`);
  await page.locator(`#${tool}-tool`).waitFor();
  return { page, context, seen };
}

/** The known answers of an operation. */
export const vectors = (op) =>
  readFileSync(join(ROOT, `tests/vectors/${op}.jsonl`), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** Bytes as text, where they are text; else null. */
export function textOf(hex) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(hex, "hex"));
  } catch {
    return null;
  }
}
