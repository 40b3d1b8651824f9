// The strings that mistakes make of a request: what people sign instead of what they should.
//
// What is right is never computed here: that is `explain`, from the library. What is wrong is: these are mistakes, no rules.

const HEADERS = ["appId", "bizId", "timestamps"];

/** How each part of the string is misspelt. A mistake's name is a key of words.js. */
export const PARTS = {
  key: ["key_bytes", "key_upper", "key_lower", "key_absent", "key_last"],
  joint: ["joint_dash", "joint_equals", "joint_form", "joint_ampersand"],
  order: ["order_given", "order_no_case"],
  params: ["query_absent", "query_encoded", "query_plus", "content_type", "unsigned"],
  stamp: ["stamp_seconds", "stamp_millis"],
  body: ["body_absent", "body_compact", "body_spaced", "body_slash", "body_newline", "body_trimmed"],
};
const JOINTS = { joint_dash: ["-", ""], joint_equals: ["=", ""], joint_form: ["=", "&"], joint_ampersand: ["", "&"] };

/**
 * The string of a signature with these mistakes. `secret`: how the key goes in (text, bytes, none), `last`: after the rest. `sign` where it
 * is the library's own, of other parameters or another body; null where the string breaks the rule itself.
 */
export function spell(signed, mistakes, explain) {
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
  const secret = made("key_absent") ? "none" : made("key_bytes") ? "bytes" : "text";
  return { secret, key, last: made("key_last"), text, sign: lawful ? right.sign : null };
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

/** What was hashed. */
export function bytesOf({ secret, key, last, text }) {
  const encoder = new TextEncoder();
  const spelt = {
    none: () => new Uint8Array(),
    bytes: () => Uint8Array.from(key.match(/../g) ?? [], (pair) => parseInt(pair, 16)),
    text: () => encoder.encode(key),
  };
  const parts = [spelt[secret](), encoder.encode(text)];
  if (last) parts.reverse();
  const whole = new Uint8Array(parts[0].length + parts[1].length);
  whole.set(parts[0]);
  whole.set(parts[1], parts[0].length);
  return whole;
}

/** The same to look at, without the key. */
export function masked({ secret, last, text }) {
  const shown = { none: "", bytes: "<16 bytes>", text: "<secretKey>" }[secret];
  return last ? text + shown : shown + text;
}
