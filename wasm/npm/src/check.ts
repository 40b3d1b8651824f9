/** Types, before anything reaches WebAssembly: what a call would silently convert is an error here. */
import { ShimingError } from "./errors.js";

/** No argument of this library is larger; a larger one would end the instance's memory. */
export const MOST = 32 << 20;

export const wellFormed: (text: string) => boolean =
  "isWellFormed" in String.prototype
    ? (text) => (text as string & { isWellFormed(): boolean }).isWellFormed()
    : (text) => !/\p{Surrogate}/u.test(text);

/** An argument of a wrong type or out of range. */
export function wrong(field: string, expected: string): ShimingError {
  return new ShimingError("invalid_parameter", `pass ${expected} for ${field}`, field);
}

export function text(value: unknown, field: string): string {
  if (typeof value !== "string") throw wrong(field, "text");
  if (value.length > MOST) throw wrong(field, "shorter text");
  if (!wellFormed(value)) throw new ShimingError("invalid_text", `pass text without lone surrogates for ${field}: it was cut in the middle of a character`, field);
  return value;
}

export function optional(value: unknown, field: string): string | undefined {
  return value === null || value === undefined ? undefined : text(value, field);
}

export function int(value: unknown, field: string): number {
  if (!Number.isSafeInteger(value)) throw wrong(field, "a whole number (no BigInt) of at most 2^53 - 1");
  return value as number;
}

export function bytes(value: unknown, field: string): Uint8Array {
  if (!ArrayBuffer.isView(value) || (value as Uint8Array)[Symbol.toStringTag] !== "Uint8Array") throw wrong(field, "a Uint8Array");
  const view = value as Uint8Array;
  if (view.byteLength > MOST) throw wrong(field, "fewer bytes");
  // The view of a detached buffer looks like an empty one.
  if (view.byteLength === 0 && isDetached(view.buffer)) throw wrong(field, "bytes whose buffer was not transferred away");
  return view;
}

function isDetached(buffer: ArrayBufferLike): boolean {
  try {
    new Uint8Array(buffer);
    return false;
  } catch {
    return true;
  }
}

/** An object of the caller's, to read members from. */
export function object(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(field, "an object");
  return value as Record<string, unknown>;
}

export function list(value: unknown, field: string): unknown[] {
  if (!Array.isArray(value)) throw wrong(field, "a list");
  return value;
}

/** Both clocks. */
export function clocks(now: unknown): { unix: number; mono: number } {
  const { unix, mono } = object(now, "now");
  return { unix: int(unix, "unix"), mono: int(mono, "mono") };
}

/** JSON text as it is, or the JSON text of an object with camelCase members. */
export function json(value: unknown, field: string): string {
  return typeof value === "string" ? text(value, field) : shape(object(value, field), field);
}

export function optionalJson(value: unknown, field: string): string | undefined {
  return value === null || value === undefined ? undefined : json(value, field);
}

/** The JSON text of objects, lists, text, whole numbers, flags and null; members in snake_case. */
export function shape(value: unknown, field: string): string {
  const made = JSON.stringify(plain(value, field, 0));
  if (made.length > MOST) throw wrong(field, "less");
  return made;
}

function plain(value: unknown, field: string, depth: number): unknown {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return text(value, field);
  if (typeof value === "number") return int(value, field);
  if (typeof value !== "object" || depth > 16) throw wrong(field, "plain objects, lists, text and whole numbers");
  if (Array.isArray(value)) return value.map((item) => plain(item, field, depth + 1));
  const members: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    // A member that is undefined is absent, as in JSON.
    if (member !== undefined) members.push([snake(name), plain(member, snake(name), depth + 1)]);
  }
  return Object.fromEntries(members);
}

function snake(name: string): string {
  return text(name, "a member's name").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
