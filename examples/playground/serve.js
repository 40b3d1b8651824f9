// A static server for this machine only, to look at the page: node serve.js [folder] [port].
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves the files of a folder on 127.0.0.1.
 * @param {string} folder
 * @param {number} port 0: any that is free
 * @returns {Promise<import("node:http").Server>}
 */
export function serve(folder, port) {
  const root = resolve(folder);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const path = join(root, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const type = TYPES[extname(path)];
    const body = type && path.startsWith(root + sep) ? await readFile(path).catch(() => null) : null;
    if (body) response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-cache" }).end(body);
    else response.writeHead(404, { "Content-Type": "text/plain" }).end("not found");
  });
  return new Promise((done, failed) => server.once("error", failed).listen(port, "127.0.0.1", () => done(server)));
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const server = await serve(argv[2] ?? ".", Number(argv[3] ?? 8080));
  console.log(`http://127.0.0.1:${server.address().port}/`);
}
