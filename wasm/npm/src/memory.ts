/** The instance's memory: what is written into it for a call, and read out of it after one. */
import { memory, texts, type Texts } from "./backend.js";
import { inbox } from "./glue/shiming_wasm.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

let view = new Uint8Array();
let fast: Texts | undefined;
let place = 0;
let size = 0;
let at = 0;

/** The memory as it is now: when it grows, views of it end. */
function current(): Uint8Array {
  if (view.byteLength === 0) {
    const { buffer } = memory();
    view = new Uint8Array(buffer);
    fast = texts(buffer);
  }
  return view;
}

/** Begins a call whose texts and bytes are this long together. Then they are `put`, one by one, in the order of the call's lengths. */
export function begin(units: number): void {
  const most = units * 3;
  if (most > size) {
    size = Math.max(most, 4096);
    place = inbox(size);
  }
  current();
  at = place;
}

/** Writes a text; answers how many bytes it has. */
export function put(text: string): number {
  const length = text.length;
  // Longer ones are faster as a whole.
  if (length > (fast === undefined ? 192 : 32)) return added(write(text, at));
  for (let done = 0; done < length; done++) {
    const code = text.charCodeAt(done);
    if (code > 127) return added(done + write(text.slice(done), at + done));
    view[at + done] = code;
  }
  return added(length);
}

function write(text: string, to: number): number {
  return fast?.write(text, to) ?? encoder.encodeInto(text, view.subarray(to)).written;
}

/** The same for bytes. */
export function putBytes(bytes: Uint8Array): number {
  view.set(bytes, at);
  return added(bytes.length);
}

function added(bytes: number): number {
  at += bytes;
  return bytes;
}

/** ASCII text out of the memory. */
export function ascii(from: number, length: number): string {
  const bytes = current();
  return fast?.toString("latin1", from, from + length) ?? decoder.decode(bytes.subarray(from, from + length));
}

/** A copy of bytes out of the memory. */
export function copy(from: number, length: number): Uint8Array<ArrayBuffer> {
  return current().slice(from, from + length) as Uint8Array<ArrayBuffer>;
}
