// Why a signature is wrong: the strings that common mistakes produce, tried one by one, then in twos and threes. The same
// mistakes as `shiming explain` knows (V1.9 §五 leaves little room; its wording "Key-Value" invites the dash), and a few more.

import { bytesOf, masked, PARTS, spell } from "./spell.js";

/** At most so many mistakes at once. */
const MOST = 3;

/**
 * What goes into a signature, before any mistake.
 * @typedef {{key: string, params: [string, string][], body: string, contentType?: string}} Signed
 */

/**
 * The fewest mistakes that turn `signed` into `got`, with the string that was evidently signed (the key as `<secretKey>`);
 * null when no combination does.
 * @param {Signed} signed
 * @param {string} got the signature that was sent
 * @param {(key: string, params: [string, string][], body: string) => {sorted: [string, string][], sign: string}} explain
 * @param {((bytes: Uint8Array) => Promise<string>) | null} digest SHA-256 as lower hex; without it, some mistakes are not tried
 * @returns {Promise<{mistakes: {name: string, value?: string}[], text: string} | null>}
 */
export async function findMistakes(signed, got, explain, digest) {
  const wanted = got.toLowerCase();
  const upper = got === wanted ? [] : [{ name: "upper" }];
  const tried = new Set();
  for (const mistakes of combinations(signed)) {
    const spelt = spell(signed, mistakes, explain);
    const string = JSON.stringify([spelt.secret, spelt.key, spelt.last, spelt.text]);
    if (tried.has(string)) continue;
    tried.add(string);
    const sign = spelt.sign ?? (digest && (await digest(bytesOf(spelt))));
    if (sign === wanted) return { mistakes: [...mistakes, ...upper], text: masked(spelt) };
  }
  return null;
}

/** No mistake, then one of each part alone, then two parts, then three. */
function* combinations(signed) {
  const parts = Object.values(PARTS).map((names) => names.flatMap((name) => variants(signed, name)));
  for (let count = 0; count <= MOST; count += 1) yield* choose(parts, count, 0);
}

function* choose(parts, count, from) {
  if (count === 0) {
    yield [];
    return;
  }
  for (let at = from; at < parts.length; at += 1) {
    for (const mistake of parts[at]) {
      for (const rest of choose(parts, count - 1, at + 1)) yield [mistake, ...rest];
    }
  }
}

function variants({ params, contentType }, name) {
  if (name === "unsigned") return params.map(([key]) => ({ name, value: key }));
  if (name === "content_type" && !contentType) return [];
  return [{ name }];
}

/** SHA-256 of the browser; it has one only on https and on this machine. */
export const browserDigest = globalThis.crypto?.subtle
  ? async (bytes) => {
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }
  : null;
