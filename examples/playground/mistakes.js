// Why a signature is wrong: the strings that common mistakes produce, tried one by one, then in twos and threes. The same
// mistakes as `shiming explain` knows (V1.9 §五 leaves little room; its wording "Key-Value" invites the dash), and a few more.
//
// What is right is never computed here: that is `explain`, from the library. What is wrong is: these are mistakes, no rules.

/** At most so many mistakes at once. */
const MOST = 3;
const HEADERS = ["appId", "bizId", "timestamps"];

/** How each part of the string is misspelt. A mistake's name is a key of words.js. */
const PARTS = {
  key: ["key_bytes", "key_upper", "key_lower", "key_absent", "key_last"],
  joint: ["joint_dash", "joint_equals", "joint_form", "joint_ampersand"],
  order: ["order_given", "order_no_case"],
  params: ["query_absent", "query_encoded", "query_plus", "content_type", "unsigned"],
  stamp: ["stamp_seconds", "stamp_millis"],
  body: ["body_absent", "body_compact", "body_spaced", "body_slash", "body_newline", "body_trimmed"],
};
const JOINTS = { joint_dash: ["-", ""], joint_equals: ["=", ""], joint_form: ["=", "&"], joint_ampersand: ["", "&"] };

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
    const string = spelt.key + "\n" + spelt.last + "\n" + spelt.text;
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

function spell(signed, mistakes, explain) {
  const made = (name) => mistakes.some((mistake) => mistake.name === name);
  const body = spellBody(signed.body, made);
  const params = spellParams(signed, mistakes, made);
  const key = made("key_upper") ? signed.key.toUpperCase() : made("key_lower") ? signed.key.toLowerCase() : signed.key;
  const complete = HEADERS.every((name) => params.some(([key]) => key === name));
  const lawful = complete && !PARTS.order.concat(PARTS.joint, ["key_bytes", "key_absent", "key_last"]).some(made);
  const right = complete ? explain(key, params, lawful ? body : "") : null;
  const rank = right ?? explain(signed.key, signed.params, "");
  const [inner, outer] = JOINTS[mistakes.find((mistake) => mistake.name in JOINTS)?.name] ?? ["", ""];
  const text =
    order(params, made, rank.sorted)
      .map(([name, value]) => name + inner + value)
      .join(outer) + body;
  const last = made("key_last");
  return {
    key: made("key_absent") ? "" : made("key_bytes") ? "bytes " + key : key,
    last,
    text,
    sign: lawful ? right.sign : null,
  };
}

function spellParams({ params, contentType }, mistakes, made) {
  const dropped = mistakes.find((mistake) => mistake.name === "unsigned")?.value;
  const spelt = params
    .filter(([key]) => key !== dropped && !(made("query_absent") && !HEADERS.includes(key)))
    .map(([key, value]) => {
      if (key === "timestamps" && made("stamp_seconds")) return [key, value.slice(0, 10)];
      if (key === "timestamps" && made("stamp_millis")) return [key, value + "000"];
      if (HEADERS.includes(key)) return [key, value];
      if (made("query_encoded")) return [key, encode(value)];
      if (made("query_plus")) return [key, encode(value).replaceAll("%20", "+")];
      return [key, value];
    });
  return made("content_type") ? [...spelt, ["Content-Type", contentType]] : spelt;
}

/** Percent-encoding that leaves only A-Z a-z 0-9 - . _ ~. */
const encode = (value) =>
  encodeURIComponent(value).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());

function order(params, made, sorted) {
  if (made("order_given")) return params;
  if (made("order_no_case")) {
    return [...params].sort(([a], [b]) =>
      a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0,
    );
  }
  const rank = (name) => sorted.findIndex(([key]) => key === name);
  return [...params].sort(([a], [b]) => rank(a) - rank(b));
}

function spellBody(body, made) {
  if (made("body_absent")) return "";
  if (made("body_compact")) return compact(body);
  if (made("body_spaced")) return compact(body).replace('":"', '": "');
  if (made("body_slash")) return body.replaceAll("/", "\\/");
  if (made("body_newline")) return body + "\n";
  return made("body_trimmed") ? body.trim() : body;
}

function compact(body) {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}

function bytesOf({ key, last, text }) {
  const encoder = new TextEncoder();
  const secret = key.startsWith("bytes ")
    ? Uint8Array.from(key.slice(6).match(/../g) ?? [], (pair) => parseInt(pair, 16))
    : encoder.encode(key);
  const rest = encoder.encode(text);
  const whole = new Uint8Array(secret.length + rest.length);
  whole.set(secret, last ? rest.length : 0);
  whole.set(rest, last ? 0 : secret.length);
  return whole;
}

function masked({ key, last, text }) {
  const secret = key === "" ? "" : key.startsWith("bytes ") ? "<16 bytes>" : "<secretKey>";
  return last ? text + secret : secret + text;
}

/** SHA-256 of the browser; it has one only on https and on this machine. */
export const browserDigest = globalThis.crypto?.subtle
  ? async (bytes) => {
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }
  : null;
