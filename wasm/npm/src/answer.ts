/** Answers on their way to the caller: JSON text becomes objects with camelCase members, `..._hex` becomes bytes. */
import { body_place, head_common, head_length, head_place, head_series } from "./glue/shiming_wasm.js";
import { copy, read } from "./memory.js";
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

const SIGN = "\nsign\n";
/** What the heads of an enterprise's requests to one address have in common, and its number in the instance. */
let common: { series: number; method: "GET" | "POST"; url: string; headers: readonly (readonly [string, string])[] } | undefined;

/** The last request, out of the instance's memory, by the length of its body. Nothing of the memory is kept. */
export function request(length: number): HttpRequest {
  const [place, all, known, series] = [head_place(), head_length(), head_common(), head_series()];
  const body = copy(body_place(), length);
  if (common?.series !== series) {
    const [method, url, ...rest] = read(place, known, "latin1").split("\n");
    // Without the name that waits for its value.
    const headers = pairs(rest.slice(0, -2));
    common = { series, method: method as "GET" | "POST", url: url!, headers };
  }
  const own = read(place + known, all - known, "latin1");
  const end = own.indexOf(SIGN);
  // Not a request to the authority, or a query, whose time stands elsewhere.
  if (known === 0 || end < 0) {
    const [method, url, ...rest] = read(place, all, "latin1").split("\n");
    return { method: method as "GET" | "POST", url: url!, headers: pairs(rest), body };
  }
  const headers: [string, string][] = [];
  for (const header of common.headers) headers.push([header[0], header[1]]);
  headers.push(["timestamps", own.slice(0, end)], ["sign", own.slice(end + SIGN.length)]);
  return { method: common.method, url: common.url, headers, body };
}

function pairs(lines: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < lines.length; at += 2) pairs.push([lines[at]!, lines[at + 1]!]);
  return pairs;
}
