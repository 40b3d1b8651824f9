// The system's Chromium, a server of files on loopback, and a page that keeps what it complained of.
import { accessSync, constants } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { delimiter, extname, join, resolve, sep } from "node:path";
import { chromium } from "playwright-core";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};
// What a careful site sends: WebAssembly may be compiled, and nothing from elsewhere is loaded or asked.
const POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:";

function executable() {
  const runs = (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  const folders = (process.env.PATH ?? "").split(delimiter);
  return ["chromium", "chromium-browser", "google-chrome"].flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
}

/** A reason to skip where there is no browser; else false. */
export const noBrowser = executable() ? false : "Chromium is missing (Debian: apt-get install chromium)";

function serve(folder) {
  const root = resolve(folder);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const path = join(root, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const type = TYPES[extname(path)];
    const body = type && path.startsWith(root + sep) ? await readFile(path).catch(() => null) : null;
    if (body) response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": POLICY }).end(body);
    else response.writeHead(404).end();
  });
  return new Promise((done, failed) => server.once("error", failed).listen(0, "127.0.0.1", () => done(server)));
}

/**
 * Opens a page of a folder. `seen` fills with the paths that it asked for and with its complaints; `stop` ends browser
 * and server.
 */
export async function open(folder, path = "/") {
  const server = await serve(folder);
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath: executable(), args, timeout: 180_000 });
  const page = await browser.newPage();
  page.setDefaultTimeout(180_000);
  const origin = `http://127.0.0.1:${server.address().port}`;
  const seen = { requests: [], complaints: [] };
  page.on("request", (request) => seen.requests.push(request.url().replace(origin, "")));
  page.on("console", (message) => message.type() === "error" && seen.complaints.push(message.text()));
  page.on("pageerror", (error) => seen.complaints.push(String(error)));
  await page.goto(origin + path);
  return { page, seen, stop: async () => (await browser.close(), server.closeAllConnections(), server.close()) };
}
