/** Node and Bun: the file beside this one, read at the first call. */
import { randomFillSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { install } from "./backend.js";
import { nodeCrypto } from "./node-crypto.js";

install({
  // In a bundle as CommonJS esbuild leaves `import.meta` empty.
  read: () => readFileSync(import.meta.url ? new URL("./shiming.wasm", import.meta.url) : `${__dirname}/shiming.wasm`),
  random: (bytes) => void randomFillSync(bytes),
  crypto: nodeCrypto,
});
export * from "./api.js";
