// `shiming simulate`, which ends with this process.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Starts it and gives its address. `SHIMING` is the command's path. */
export async function simulate() {
  const child = spawn(process.env.SHIMING, ["simulate", "--json", "--until-eof"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((_, fail) => child.once("error", fail).once("exit", (code) => fail(new Error(`the simulator ended with ${code}`))));
  const first = new Promise((done) => createInterface({ input: child.stdout }).once("line", done));
  const line = await Promise.race([first, ended]);
  ended.catch(() => {});
  return { url: JSON.parse(line).url, stop: () => child.stdin.end() };
}
