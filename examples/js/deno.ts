// deno run --allow-net=127.0.0.1,unix:$PWD/journal/lock.socket --allow-read=journal --allow-write=journal --allow-run deno.ts URL journal first,
// which kills itself; then the same with second, which goes on from the journal. The socket is the journal's lock; a real server
// needs no --allow-run.
import { play } from "./game.mjs";

await play(Deno.args, () => Deno.kill(Deno.pid, "SIGKILL"));
