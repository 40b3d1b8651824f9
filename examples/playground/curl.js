// A curl command, as a shell or a browser's "Copy as cURL" writes it, taken apart into what goes over the wire.

/** Options with an argument that says nothing about the signature. */
const IGNORED = new Set([
  "-A",
  "--user-agent",
  "-b",
  "--cookie",
  "-c",
  "--cookie-jar",
  "--cacert",
  "--cert",
  "--connect-timeout",
  "-e",
  "--referer",
  "--interface",
  "--key",
  "-m",
  "--max-time",
  "-o",
  "--output",
  "-p",
  "--proxy",
  "--resolve",
  "--retry",
  "-u",
  "--user",
  "-w",
  "--write-out",
  "-x",
]);
const DATA = new Set(["-d", "--data", "--data-ascii", "--data-raw", "--data-binary", "--json", "--data-urlencode"]);

export const isCurl = (text) => /^\s*(\$\s+)?curl(\.exe)?\s/.test(text);

/**
 * @param {string} text
 * @returns {{target: string, headers: [string, string][], body: string, notes: string[]}} notes are keys of words.js
 */
export function readCurl(text) {
  const words = split(text.replace(/^\s*\$\s+/, ""));
  const found = { target: "", headers: [], body: "", notes: [] };
  const data = [];
  let get = false;
  for (let at = 1; at < words.length; at += 1) {
    let [name, value] = [words[at], undefined];
    if (/^--[a-z-]+=/.test(name)) [name, value] = [name.slice(0, name.indexOf("=")), name.slice(name.indexOf("=") + 1)];
    // A short option may hold its argument: -XPOST.
    else if (/^-[A-Za-z]./.test(name) && takesArgument(name.slice(0, 2)))
      [name, value] = [name.slice(0, 2), name.slice(2)];
    const argument = () => value ?? words[(at += 1)] ?? "";
    if (name === "-H" || name === "--header") header(found.headers, argument());
    else if (DATA.has(name)) data.push(piece(name, argument(), found.notes));
    else if (name === "-G" || name === "--get") get = true;
    else if (name === "--url") found.target = argument();
    else if (takesArgument(name)) argument();
    else if (!name.startsWith("-") && found.target === "") found.target = name;
  }
  const joined = data.join("&");
  if (get && joined !== "") found.target += (found.target.includes("?") ? "&" : "?") + joined;
  else found.body = joined;
  return found;
}

const takesArgument = (name) =>
  ["-H", "--header", "-X", "--request", "--url"].includes(name) || DATA.has(name) || IGNORED.has(name);

function header(headers, line) {
  const at = line.indexOf(":");
  if (at > 0) headers.push([line.slice(0, at).trim(), line.slice(at + 1).trim()]);
}

function piece(option, value, notes) {
  if (value.startsWith("@") && option !== "--data-raw") {
    notes.push("note_curl_file");
    return "";
  }
  if (option !== "--data-urlencode") return value;
  const at = value.indexOf("=");
  return at < 0
    ? encodeURIComponent(value)
    : value.slice(0, at + 1).replace(/^=/, "") + encodeURIComponent(value.slice(at + 1));
}

/** The words of a command line: quotes of POSIX shells, $'...', and lines continued with \ (or ^ of cmd, ` of PowerShell). */
function split(text) {
  const words = [];
  let word = null;
  let at = 0;
  const add = (part) => (word = (word ?? "") + part);
  while (at < text.length) {
    const rest = text.slice(at);
    const continued = /^[\\^`]\r?\n/.exec(rest);
    if (continued) at += continued[0].length;
    else if (/^\s/.test(rest)) {
      if (word !== null) words.push(word);
      [word, at] = [null, at + 1];
    } else if (rest.startsWith("$'"))
      at += take(/^\$'((?:\\[^]|[^'\\])*)'?/, rest, (inner) => add(inner.replace(ESCAPE, unescape)));
    else if (rest.startsWith("'")) at += take(/^'([^']*)'?/, rest, add);
    else if (rest.startsWith('"')) {
      at += take(/^"((?:\\[^]|[^"\\])*)"?/, rest, (inner) =>
        add(inner.replace(/\\\r?\n/g, "").replace(/\\(["\\$`])/g, "$1")),
      );
    } else if (rest.startsWith("\\") && rest.length > 1) at += take(/^\\([^])/, rest, add);
    else at += take(/^(.)/u, rest, add);
  }
  if (word !== null) words.push(word);
  return words;
}

function take(pattern, text, use) {
  const [whole, inner] = pattern.exec(text);
  use(inner);
  return whole.length;
}

const ESCAPE = /\\(u[0-9a-fA-F]{1,4}|x[0-9a-fA-F]{1,2}|[^])/g;
const PLAIN = { n: "\n", r: "\r", t: "\t" };
const unescape = (_, code) =>
  /^[ux]./.test(code) ? String.fromCharCode(parseInt(code.slice(1), 16)) : (PLAIN[code] ?? code);
