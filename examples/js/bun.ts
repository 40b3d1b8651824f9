// bun bun.ts URL JOURNAL first, which kills itself; then bun bun.ts URL JOURNAL second, which goes on from the journal.
import { play } from "./game.mjs";

await play(Bun.argv.slice(2), () => process.kill(process.pid, "SIGKILL"));
