/** Where nothing can be known of the surroundings: you say where shiming.wasm is. */
import { begin, start } from "./backend.js";

export * from "./api.js";

/** Loads the module from a URL, its bytes, or the compiled module. Calls after the first one that succeeded do nothing. */
export function init(source: WebAssembly.Module | BufferSource | URL | Response | Promise<Response> | string): Promise<void> {
  return begin(source);
}

/** The same at once, from bytes or the compiled module. Browsers refuse that on their main thread for files of this size. */
export function initSync(module: WebAssembly.Module | BufferSource): void {
  start(module);
}
