/** Deno: the bytes are inside, so that no permission to read is needed. */
import crypto from "node:crypto";
import { install } from "./backend.js";
import { base64 } from "./inline.js";
import { nodeCrypto } from "./node-crypto.js";

install({ read: () => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)), crypto: nodeCrypto(() => crypto) });
export * from "./api.js";
