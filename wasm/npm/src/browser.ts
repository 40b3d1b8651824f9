/** Browsers, with or without a bundler: `await init()` first. */
import { install } from "./backend.js";

install({ fetch: () => new URL("./shiming.wasm", import.meta.url) });
export * from "./api.js";
