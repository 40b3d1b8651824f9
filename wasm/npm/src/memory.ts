/** The instance's memory: arguments that are written into its inbox for a call, and answers that are read out of it. */
import { memory, texts, type Texts } from "./backend.js";
import { inbox } from "./glue/shiming_wasm.js";

/** An argument: text, bytes, a number, or nothing where text or bytes may be absent. */
export type Argument = string | Uint8Array | number | undefined;

/** After a larger call the inbox is made small again. */
const KEPT = 1 << 20;
/** A length, or a number. */
const HEAD = 4;
const NUMBER = 8;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

let view = new DataView(new ArrayBuffer(0));
let all = new Uint8Array();
let fast: Texts | undefined;
let place = 0;
let size = 0;
let at = 0;

/** The memory as it is now: when it grows, views of it end. */
function current(): Uint8Array {
  if (all.byteLength === 0) {
    const { buffer } = memory();
    all = new Uint8Array(buffer);
    view = new DataView(buffer);
    fast = texts(buffer);
  }
  return all;
}

/** Begins a call of so many arguments, whose texts and bytes are this long together. Then they are `put`, one by one, in their order. */
export function begin(count: number, units: number): void {
  const most = count * NUMBER + units * 3;
  if (most > size || size > KEPT) {
    size = Math.max(most, 4096);
    place = inbox(size);
  }
  current();
  at = place;
}

/** How many bytes were put. */
export function written(): number {
  return at - place;
}

/** Writes a text. */
export function put(text: string): void {
  const start = at + HEAD;
  const length = text.length;
  // Longer ones are faster as a whole.
  if (length > (fast === undefined ? 192 : 32)) return end(start + write(text, start));
  for (let done = 0; done < length; done++) {
    const code = text.charCodeAt(done);
    if (code > 127) return end(start + done + write(text.slice(done), start + done));
    all[start + done] = code;
  }
  end(start + length);
}

function write(text: string, to: number): number {
  return fast?.write(text, to) ?? encoder.encodeInto(text, all.subarray(to)).written;
}

/** The same for bytes. */
export function putBytes(bytes: Uint8Array): void {
  all.set(bytes, at + HEAD);
  end(at + HEAD + bytes.length);
}

/** The same for a number. */
export function putNumber(value: number): void {
  view.setFloat64(at, value, true);
  at += NUMBER;
}

function end(next: number): void {
  view.setUint32(at, next - at - HEAD, true);
  at = next;
}

function putAbsent(): void {
  view.setUint32(at, 0xffff_ffff, true);
  at += HEAD;
}

/** Writes all arguments of a call that is not made often. How many bytes they have. */
export function putAll(given: readonly Argument[]): number {
  let units = 0;
  for (const one of given) if (typeof one === "object" || typeof one === "string") units += one.length;
  begin(given.length, units);
  for (const one of given) {
    if (typeof one === "string") put(one);
    else if (typeof one === "number") putNumber(one);
    else if (one === undefined) putAbsent();
    else putBytes(one);
  }
  return written();
}

/** Text out of the memory; `latin1`: ASCII alone, which is faster. */
export function read(from: number, length: number, encoding: "utf8" | "latin1" = "utf8"): string {
  const bytes = current();
  return fast?.toString(encoding, from, from + length) ?? decoder.decode(bytes.subarray(from, from + length));
}

/** A copy of bytes out of the memory. */
export function copy(from: number, length: number): Uint8Array<ArrayBuffer> {
  return current().slice(from, from + length) as Uint8Array<ArrayBuffer>;
}
