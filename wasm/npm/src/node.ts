/** Node and Bun: the file beside this one, read at the first call. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { install } from "./backend.js";
import { nodeCrypto } from "./node-crypto.js";

let loaded: typeof import("node:crypto") | undefined;
// In a bundle as CommonJS esbuild leaves `import.meta` empty.
const crypto = () => (loaded ??= createRequire(import.meta.url || __filename)("node:crypto") as typeof import("node:crypto"));

install({
  read: () => readFileSync(import.meta.url ? new URL("./shiming.wasm", import.meta.url) : `${__dirname}/shiming.wasm`),
  random: (bytes) => void crypto().randomFillSync(bytes),
  texts: (memory) => Buffer.from(memory),
  crypto: nodeCrypto(crypto),
});
export * from "./api.js";
