/** Cloudflare Workers and edge runtimes: the module is compiled when the worker is deployed. */
import module from "./shiming.wasm";
import { install } from "./backend.js";

install({ read: () => module });
export * from "./api.js";
