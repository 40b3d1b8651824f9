// The quick start of both READMEs, run as it stands there against a server that answers as the authority does.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { writeFile } from "node:fs/promises";

for (const name of ["README.md", "README.zh-CN.md"]) {
  test(`the quick start of ${name}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "shiming-"));
    const server = createServer((request, response) => {
      request.resume();
      const data = { result: { status: 0, pi: "1fffbjzos82bs9cnyj1dna7d6d29zg4esnh99u" } };
      response.end(JSON.stringify({ errcode: 0, errmsg: "ok", ...(request.url === "/report" ? {} : { data }) }));
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    const here = `http://127.0.0.1:${server.address().port}`;
    const readme = readFileSync(new URL(`../${name}`, import.meta.resolve("shiming")), "utf8");
    const [, code] = readme.match(/```js\n([\s\S]*?)```/);
    // Beside this file, so that the package is found; the one change is where the authority and the journal are.
    const file = new URL(`./.quickstart-${name}.mjs`, import.meta.url);
    const program = code.replaceAll("http://127.0.0.1:8080", here).replace('"journal"', JSON.stringify(join(folder, "journal")));
    await writeFile(file, `${program}\nexport { admission, stored, verdict };\n`);
    try {
      const { admission, stored, verdict } = await import(pathToFileURL(file.pathname).href);
      assert.equal(admission.allowed, true);
      assert.equal(JSON.parse(stored.get("player-1")).kind, "verified");
      assert.equal(verdict.play.allowed, true);
    } finally {
      await rm(file);
      await rm(folder, { recursive: true, force: true });
      server.closeAllConnections();
      server.close();
    }
  });
}
