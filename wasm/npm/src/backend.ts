/** The one WebAssembly instance: loaded at the first call, and given up for good after a trap. */
import load, { call, initSync, outbox, outbox_length, use_crypto, type InitOutput } from "./glue/shiming_wasm.js";
import { ShimingError } from "./errors.js";
import { read } from "./memory.js";
import { Operation } from "./operations.js";

/** Cryptography that the instance asks for, over views of its memory. `false`: it was not possible, and nothing was written. */
export interface RuntimeCrypto {
  sha256(head: Uint8Array, body: Uint8Array, digest: Uint8Array): boolean;
  seal(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, text: Uint8Array, tag: Uint8Array): boolean;
  open(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, text: Uint8Array, tag: Uint8Array): boolean;
}

/** What Node's `Buffer` does: writes UTF-8 and tells how many bytes; reads UTF-8 and ASCII. */
export interface Texts {
  write(text: string, at: number): number;
  toString(encoding: "utf8" | "latin1", from: number, to: number): string;
}

/** What an entry knows of its runtime. */
export interface Runtime {
  /** The module or its bytes, at once. Browsers have no such thing. */
  read?: () => WebAssembly.Module | BufferSource;
  /** Where `init()` fetches the module. */
  fetch?: () => WebAssembly.Module | BufferSource | URL | Response | Promise<Response>;
  /** Fills with bytes from the system's source of randomness. */
  random?: (bytes: Uint8Array) => void;
  /** Text to and from memory faster than with TextEncoder and TextDecoder. */
  texts?: (memory: ArrayBuffer) => Texts;
  /** Its own synchronous cryptography, faster than WebAssembly for long messages. Browsers have none. */
  crypto?: RuntimeCrypto;
}

export const VERSION = "0.1.0";

let runtime: Runtime = {};
let instance: InitOutput | undefined;
let ready = false;
let broken = false;
let starting: Promise<void> | undefined;

/** Says how this runtime loads the module. Every entry calls it once. */
export function install(entry: Runtime): void {
  runtime = entry;
}

/** Loads the module at once, unless it is loaded. */
export function start(module: WebAssembly.Module | BufferSource): void {
  if (ready) return;
  instance = initSync({ module });
  check();
}

/** Loads the module, unless it is loaded. Calls at the same time share one load; a failed one can be tried again. */
export function begin(source?: WebAssembly.Module | BufferSource | URL | Response | Promise<Response> | string): Promise<void> {
  if (ready) return Promise.resolve();
  starting ??= (async () => {
    if (source === undefined && runtime.read) return start(runtime.read());
    const from = source ?? runtime.fetch?.();
    if (from === undefined) throw new ShimingError("not_initialized", "pass init() the URL, the bytes or the module of shiming.wasm");
    instance = await load({ module_or_path: from });
    check();
  })().finally(() => {
    starting = undefined;
  });
  return starting;
}

function check(): void {
  if (fileVersion() !== VERSION) {
    throw new ShimingError("not_initialized", "shiming.wasm is of another version than this package: install the package anew, and serve its own file");
  }
  if (runtime.crypto) use_crypto(runtime.crypto);
  ready = true;
}

function fileVersion(): string {
  try {
    call(Operation.version, 0);
    return read(outbox(), outbox_length());
  } catch {
    // So different that it has no such function.
    return "";
  }
}

function unready(): void {
  if (broken) throw new ShimingError("poisoned", "the WebAssembly instance broke in an earlier call: end this process and start anew; the journal has everything durable");
  if (!runtime.read) throw new ShimingError("not_initialized", "call `await init()` before anything else: browsers load WebAssembly asynchronously only");
  start(runtime.read());
}

/**
 * Makes one call. Errors of the core come as JSON text. Anything else that is thrown in there is a defect of this library, or the end of
 * memory or stack: the instance is in no known state, so nothing is ever asked of it again.
 */
export function run<T>(make: () => T): T {
  if (!ready) unready();
  try {
    return make();
  } catch (thrown) {
    throw failure(thrown);
  }
}

function failure(thrown: unknown): ShimingError {
  if (typeof thrown === "string") {
    const { code, detail, field, reason, errcode } = JSON.parse(thrown);
    return new ShimingError(code, detail, field, reason, errcode);
  }
  ready = false;
  broken = true;
  return new ShimingError("panic", "a defect of this library, or the memory or stack of this process ended: report it with versions(), and end this process");
}

/** The instance's memory, after a call of `run`. */
export function memory(): WebAssembly.Memory {
  return instance!.memory;
}

/** The runtime's own way with texts in that memory, if it has one. */
export function texts(memory: ArrayBuffer): Texts | undefined {
  return runtime.texts?.(memory);
}

/** Whether calls can succeed. */
export function isAlive(): boolean {
  return ready;
}

/** Fills with fresh bytes from the system. */
export function draw(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  if (runtime.random) runtime.random(bytes);
  else globalThis.crypto.getRandomValues(bytes);
  return bytes;
}

const NONCE = 12;
const pool = new Uint8Array(128 * NONCE);
let left = 0;
let second = Number.NaN;

/**
 * 12 fresh bytes for a message of this time, Unix ms. To ask the system takes longer than to encrypt a check, however little is asked for: it is
 * asked for 128 at a time, as Node's own randomUUID() does. What a second leaves is thrown away: copies of a process, as snapshots of machines make
 * them, draw for themselves from the next second on.
 */
export function drawNonce(unix: number): Uint8Array {
  const now = Math.floor(unix / 1000);
  if (left === 0 || now !== second) {
    draw(pool);
    left = pool.length;
    second = now;
  }
  left -= NONCE;
  const nonce = pool.slice(left, left + NONCE);
  // Used once: what was handed out is gone from here.
  pool.fill(0, left, left + NONCE);
  return nonce;
}
