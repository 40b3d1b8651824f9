/** Answers on their way to the caller: JSON text becomes objects with camelCase members, `..._hex` becomes bytes. */
import type { HttpRequest } from "./types.js";

const names = new Map<string, string>();

/** The object of an answer. */
export function answer<T>(json: string): T {
  return camel(JSON.parse(json)) as T;
}

function camel(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(camel);
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (name.endsWith("_hex") && typeof member === "string") result[camelName(name.slice(0, -4))] = unhex(member);
    else result[camelName(name)] = camel(member);
  }
  return result;
}

function camelName(name: string): string {
  let known = names.get(name);
  if (known === undefined) {
    known = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    names.set(name, known);
  }
  return known;
}

function unhex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

const decoder = new TextDecoder();

/** A request: the length of its head in 4 bytes, the head's lines, the body. */
export function request(packet: Uint8Array): HttpRequest {
  const length = new DataView(packet.buffer, packet.byteOffset).getUint32(0, true);
  const [method, url, ...rest] = decoder.decode(packet.subarray(4, 4 + length)).split("\n");
  const headers: [string, string][] = [];
  for (let at = 0; at + 1 < rest.length; at += 2) headers.push([rest[at]!, rest[at + 1]!]);
  return { method: method as "GET" | "POST", url: url!, headers, body: packet.slice(4 + length) };
}
