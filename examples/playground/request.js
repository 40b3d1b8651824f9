// A request as people paste it: a request line or a URL, headers, an empty line, the body; or a curl command.
import { isCurl, readCurl } from "./curl.js";

/**
 * What a pasted request holds.
 * @typedef {{headers: [string, string][], query: [string, string][], body: string, notes: string[]}} Pasted
 */

/** Text that is no request; `word` is a key of words.js. */
export class NoRequest extends Error {
  constructor(word, line) {
    super(word);
    this.word = word;
    this.line = line;
  }
}

/**
 * @param {string} text
 * @returns {Pasted}
 */
export function readRequest(text) {
  if (text.trim() === "") throw new NoRequest("request_empty");
  const { target, ...rest } = isCurl(text) ? readCurl(text) : readRaw(text);
  return { ...rest, query: queryOf(target) };
}

/** The value of a header, names compared without case. */
export const header = (pasted, name) => pasted.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

function readRaw(text) {
  const found = { target: "", headers: [], body: "", notes: [] };
  const lines = text.replace(/^\s+/, "").split("\n");
  const body = (from) => lines.slice(from).join("\n");
  for (const [at, whole] of lines.entries()) {
    const line = whole.trim();
    if (line === "") {
      found.body = body(at + 1);
      break;
    }
    // People often leave the empty line out.
    if (at > 0 && line.startsWith("{")) {
      found.body = body(at);
      break;
    }
    const target = targetOf(line);
    const pair = headerOf(line);
    if (target !== null && found.target === "") found.target = target;
    else if (pair) {
      if (!pair[0].startsWith(":")) found.headers.push(pair);
    } else if (!/^request /i.test(line)) throw new NoRequest("request_no_header", at + 1);
  }
  // Editors end a text with a line feed that was never sent: an envelope has none.
  found.body = found.body.replace(/\r?\n$/, "");
  return found;
}

/** `name: value`, and as logs write it: `name=value` and `"name": "value",`. */
function headerOf(line) {
  const pair = /^["']?(:?[\w-]+)["']?\s*[:=]\s*(.*)$/.exec(line);
  if (!pair) return null;
  const quoted = /^(["'])(.*)\1,?$/.exec(pair[2]);
  return [pair[1], quoted ? quoted[2] : pair[2]];
}

/** The target in `POST https://h/p?a=b HTTP/1.1`, a path, a bare URL, `:path: /p` of HTTP/2, or `Request URL: ...` of a browser. */
const targetOf = (line) =>
  /^(?:[A-Za-z]+\s+|:path\s*:\s*|(?:request )?url\s*[:=]\s*)?((?:https?:\/\/|\/)\S*)/i.exec(line)?.[1] ?? null;

/** The decoded query of a URL. */
function queryOf(target) {
  const [, query = ""] = /\?([^#]*)/.exec(target) ?? [];
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.indexOf("=");
      return at < 0 ? [decode(pair), ""] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
    });
}

/** `%XX` decoded; what is no UTF-8 then stays as it is. */
function decode(text) {
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-fA-F]{2})/g, "%25"));
  } catch {
    return text;
  }
}
