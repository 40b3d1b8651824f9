/** Answers on their way to the caller: JSON text becomes objects with camelCase members, `..._hex` becomes bytes. */
import { memory } from "./backend.js";
import { packet_place } from "./glue/shiming_wasm.js";
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

/** A request out of the instance's memory, by its length. */
export function request(length: number): HttpRequest {
  return unpack(new Uint8Array(memory().buffer, packet_place(), length));
}

/** A request: the length of its head in 4 bytes, the head's lines, the body. Nothing of the packet is kept. */
export function unpack(packet: Uint8Array): HttpRequest {
  const end = 4 + packet[0]! + packet[1]! * 256 + packet[2]! * 65_536 + packet[3]! * 16_777_216;
  const lines = decoder.decode(packet.subarray(4, end)).split("\n");
  const headers: [string, string][] = [];
  for (let at = 2; at + 1 < lines.length; at += 2) headers.push([lines[at]!, lines[at + 1]!]);
  return { method: lines[0] as "GET" | "POST", url: lines[1]!, headers, body: packet.slice(end) };
}
