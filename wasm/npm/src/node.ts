/** Node and Bun: the file beside this one, read at the first call. */
import { createRequire } from "node:module";
import { install } from "./backend.js";
import { nodeCrypto } from "./node-crypto.js";

// Not imported: Node would load all of `node:fs` for it, its promises too, and `node:crypto` where it is not needed; together they take as long as the
// rest of this package. In a bundle as CommonJS esbuild leaves `import.meta` empty.
const need = process.getBuiltinModule ?? (createRequire(import.meta.url || __filename) as typeof process.getBuiltinModule);
let loaded: typeof import("node:crypto") | undefined;
const crypto = () => (loaded ??= need("node:crypto"));

install({
  read: () => need("node:fs").readFileSync(import.meta.url ? new URL("./shiming.wasm", import.meta.url) : `${__dirname}/shiming.wasm`),
  random: (bytes) => void crypto().randomFillSync(bytes),
  texts: (memory) => Buffer.from(memory),
  crypto: nodeCrypto(crypto),
});
export * from "./api.js";
