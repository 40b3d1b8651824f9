/** Deno: the bytes are inside, so that no permission to read is needed. */
import { install } from "./backend.js";
import { base64 } from "./inline.js";

install({ read: () => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)) });
export * from "./api.js";
