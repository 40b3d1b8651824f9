// node node.mjs URL JOURNAL first, which kills itself; then node node.mjs URL JOURNAL second, which goes on from the journal.
import process from "node:process";
import { play } from "./game.mjs";

await play(process.argv.slice(2), () => process.kill(process.pid, "SIGKILL"));
