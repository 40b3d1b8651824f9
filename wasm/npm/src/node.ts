/** Node and Bun: the file beside this one, read at the first call. */
import { randomFillSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { install } from "./backend.js";

install({
  read: () => readFileSync(new URL("./shiming.wasm", import.meta.url)),
  random: (bytes) => void randomFillSync(bytes),
});
export * from "./api.js";
