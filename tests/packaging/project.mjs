// Throw-away projects that have the packed package installed, as a user's project has it.
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What `npm pack` made; the script that starts the tests says where it is. */
export const TARBALL = process.env.SHIMING_TARBALL ?? "";
if (!TARBALL) throw new Error("SHIMING_TARBALL is not set: run sh tests/packaging/test.sh");

const TOOLS = fileURLToPath(new URL("node_modules/", import.meta.url));
const execute = promisify(execFile);

// Outside the repository, so that nothing is found in a folder above.
const work = mkdtempSync(join(tmpdir(), "shiming-packaging-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));

/** Runs a program: what it printed, and its status. Never throws for a status. */
export async function run(program, args, options = {}) {
  const limits = { timeout: 300_000, maxBuffer: 1 << 26, ...options };
  try {
    return { status: 0, ...(await execute(program, args, limits)) };
  } catch (failed) {
    const status = failed.code ?? failed.signal;
    return { status, stdout: failed.stdout ?? "", stderr: `${failed.stderr ?? ""}${failed.stdout ? "" : failed.message}` };
  }
}

/** A program of the tools that the lock file pins. */
export const tool = (name) => join(TOOLS, PROGRAMS[name] ?? `.bin/${name}`);
// What npm puts into .bin is a script in Node around the program, which hides how the program ended.
const PROGRAMS = {
  deno: `deno/deno${process.platform === "win32" ? ".exe" : ""}`,
  node18: "node18/bin/node",
  workerd: "@cloudflare/workerd-linux-64/bin/workerd",
};

/** A reason to skip where a pinned tool does not run on this machine; else false. */
export async function missing(name) {
  const { status, stderr } = await run(tool(name), ["--version"]);
  return status === 0 ? false : `${name} does not run here: ${stderr.trim().split("\n")[0]}`;
}

let installed;

async function install() {
  const folder = join(work, "installed");
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{"private":true}');
  const flags = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"];
  const { status, stderr } = await run("npm", ["install", ...flags, TARBALL], { cwd: folder });
  if (status !== 0) throw new Error(`npm install of ${TARBALL} failed: ${stderr}`);
  return join(folder, "node_modules");
}

/** The package as npm unpacked it, to look at. */
export async function unpacked() {
  installed ??= install();
  return join(await installed, "shiming");
}

/**
 * A new project with the package installed.
 * @param {Record<string, string>} files by path
 * @param {object} manifest further members of its package.json
 */
export async function project(files, manifest = {}) {
  const folder = mkdtempSync(join(work, "project-"));
  const from = await unpacked();
  cpSync(from, join(folder, "node_modules/shiming"), { recursive: true });
  for (const [path, text] of Object.entries({ "package.json": JSON.stringify({ private: true, ...manifest }), ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** The files of a folder, with their paths from it, in order. */
export const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort();
