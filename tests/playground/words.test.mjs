// Both languages are complete, and say what the command says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { ADVICE, setLang, t, WORDS } from "../../examples/playground/words.js";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const PAGE = [
  "main",
  "dom",
  "day",
  "picture",
  "request",
  "curl",
  "mistakes",
  "spell",
  "examples",
  "explanation",
  "tools/sign",
  "tools/body",
  "tools/identity",
  "tools/errcode",
  "tools/calendar",
];

test("every word has both texts, with the same values", () => {
  for (const [name, [zh, en, ...rest]] of Object.entries(WORDS)) {
    assert.ok(zh && en && rest.length === 0, name);
    assert.equal(zh.split("{}").length, en.split("{}").length, name);
  }
});

test("English has no Chinese but titles of laws; Chinese has none of English's sentences", () => {
  for (const [name, [zh, en]] of Object.entries(WORDS)) {
    if (!name.startsWith("language")) assert.doesNotMatch(en.replaceAll(/\d+号/g, ""), /[\u3000-\u9fff]/, name);
    assert.doesNotMatch(zh.replace("shiming calendar convert", ""), /[a-z]{2,} [a-z]{2,} [a-z]{2,}/, name);
  }
});

test("every word is used somewhere", () => {
  const code =
    PAGE.map((name) => read(`examples/playground/${name}.js`)).join("\n") + read("examples/playground/index.html");
  const made = /^(nav|about|profile|day|tag|theme)_/;
  // These come from the library as values.
  const values = [
    "mainland",
    "hmt_resident",
    "foreign_permanent",
    "submit",
    "manual",
    "standard",
    "other",
    "legacy_15",
    "characters",
    "birth_date",
    "check_digit",
  ];
  for (const name of Object.keys(WORDS)) {
    assert.ok(
      made.test(name) || values.includes(name) || new RegExp(`\\b${name}\\b`).test(code),
      `${name} is not used`,
    );
  }
});

test("an unknown word is an error, values fill in order", () => {
  assert.throws(() => t("no such word"), /no such word/);
  setLang("en");
  assert.equal(t("sum", "2026-02", 15), "2026-02: minors may play on 15 days");
  setLang("zh");
  assert.equal(t("sum", "2026年02月", 15), "2026年02月：未成年人可玩 15 天");
});

/** The texts of a Rust source: every `text("…", "…")`. */
function texts(path) {
  const literal = String.raw`"((?:[^"\\]|\\.)*)"`;
  const pattern = new RegExp(String.raw`\btext\(\s*${literal},\s*${literal},?\s*\)`, "g");
  return [...read(path).matchAll(pattern)].map(([, zh, en]) => [zh, en].map((text) => JSON.parse(`"${text}"`)));
}

test("the mistakes and remarks of `shiming explain` are here, word for word", () => {
  const page = new Set(Object.values(WORDS).map((pair) => pair.join("\n")));
  const variants = texts("examples/cli/src/command/variants.rs");
  assert.ok(variants.length >= 22, `${variants.length} texts found`);
  // Labels differ with the medium; what is said about a signature, a number or a day does not.
  const explain = texts("examples/cli/src/command/explain.rs");
  const identity = texts("examples/cli/src/command/identity.rs").filter(
    ([, en]) => !/^(note|has a private|has Latin|is a single|is empty|has more than)/.test(en),
  );
  const picture = texts("examples/cli/src/command/picture.rs").filter(
    ([, en]) => !/^(Mo|\{\}-|closed: a trading)/.test(en),
  );
  for (const pair of [...variants, ...explain, ...identity, ...picture])
    assert.ok(page.has(pair.join("\n")), pair.join(" | "));
});

test("the advice on errors is the library's", () => {
  const table = read("core/src/error.rs");
  for (const [code, advice] of Object.entries(ADVICE)) {
    assert.ok(table.includes(`"${code}", ${JSON.stringify(advice)};`), code);
  }
});
