// What the tool "explain a signature" shows.
import { code, copyButton, failure, h, pair, verdict } from "./dom.js";
import { differences, marks } from "./marks.js";
import { browserDigest, findMistakes } from "./mistakes.js";
import { header, readRequest } from "./request.js";
import { decryptBody, explainSign } from "./shiming/browser.js";
import { colon, t } from "./words.js";

const HEADERS = ["appId", "bizId", "timestamps"];
const bytes = (text) => new TextEncoder().encode(text);
const explain = (key, params, body) => explainSign(key, params, bytes(body));

/**
 * What goes into the signature of a pasted request, and why the one that was sent is wrong.
 * @param {string} text the request
 * @param {string} key
 * @param {string} typed the signature that was sent, where the request does not hold it
 * @returns {Promise<{verdict: (Node | null)[], rest: (Node | null)[]}>}
 */
export async function explanation(text, key, typed) {
  const pasted = readRequest(text);
  const headers = HEADERS.map((name) => [name, header(pasted, name)]).filter(([, value]) => value !== undefined);
  const params = [...headers, ...pasted.query];
  const remarks = remarksOn(pasted, params, typed);
  let answer;
  try {
    answer = explain(key, params, pasted.body);
  } catch (error) {
    return { verdict: [failure(error)], rest: [remarksList(remarks)] };
  }
  const sent = typed || header(pasted, "sign");
  const judged = await judge(
    { key, params, body: pasted.body, contentType: header(pasted, "Content-Type") },
    sent,
    answer,
  );
  const rest = [
    remarksList(remarks),
    h("h3", {}, t("sorted")),
    table(answer.sorted, pasted),
    ...(judged.strings ?? [h("h3", {}, t("string")), string(answer.text)]),
    marks(answer.text).some(({ kind }) => kind !== "plain") ? h("p", { class: "hint" }, t("mark_legend")) : null,
    pair("length", code(String(answer.length))),
    pair("right_sign", code(answer.sign), " ", copyButton(answer.sign)),
    sent ? pair("got", code(sent)) : null,
  ];
  return { verdict: judged.verdict, rest };
}

/** What is wrong beside the signature. */
function remarksOn(pasted, params, typed) {
  const remarks = pasted.notes.map((note) => t(note));
  const stamp = params.find(([name]) => name === "timestamps")?.[1];
  if (/^\d{10}$/.test(stamp ?? "")) remarks.push(t("seconds"));
  const missing = [...HEADERS, ...(typed ? [] : ["sign"])].filter((name) => header(pasted, name) === undefined);
  return [...remarks, ...missing.map((name) => t("missing_header", name))];
}

const remarksList = (remarks) =>
  remarks.length === 0
    ? null
    : h("div", {}, h("h3", {}, t("remarks")), h("ul", {}, ...remarks.map((remark) => h("li", {}, remark))));

/** The verdict on the signature that was sent; `strings`: what was signed, where that differs from what should be. */
async function judge(signed, sent, answer) {
  if (!sent) return { verdict: [h("p", { class: "hint" }, t("not_given"))] };
  if (sent === answer.sign) return { verdict: [verdict(true, t("right"))] };
  const title = verdict(false, t("wrong"));
  const found = await findMistakes(signed, sent, explain, browserDigest);
  if (!found)
    return {
      verdict: [title, h("p", {}, t("unknown")), keyCheck(signed), browserDigest ? null : h("p", {}, t("insecure"))],
    };
  const causes = found.mistakes.map(({ name, value }) =>
    h("p", { class: "pair cause" }, h("strong", {}, t("cause") + colon()), t(name, value)),
  );
  return {
    verdict: [title, ...causes],
    strings: found.text === answer.text ? null : difference(found.text, answer.text),
  };
}

/** Whether the key opens the body tells whether it is the right key. */
function keyCheck({ key, body }) {
  try {
    decryptBody(key, bytes(body));
    return h("p", {}, t("key_fits"));
  } catch (error) {
    return error.code === "decrypt_failed" ? h("p", {}, t("key_does_not_fit")) : null;
  }
}

function difference(signed, right) {
  const runs = differences(signed, right);
  const side = (name, tag, word) =>
    h(
      "code",
      { class: "string" },
      ...runs.map((run) => {
        if (run.same) return h("span", {}, ...visible(run.left));
        if (run[name] === "") return "";
        return h(
          tag,
          {},
          h("span", { class: "unseen" }, `[${t(word)}${colon()}`),
          ...visible(run[name]),
          h("span", { class: "unseen" }, "]"),
        );
      }),
    );
  return [
    h("h3", {}, t("string")),
    h("p", { class: "label" }, t("signed_string")),
    side("left", "del", "only_signed"),
    h("p", { class: "label" }, t("should_string")),
    side("right", "ins", "only_should"),
  ];
}

const visible = (text) =>
  marks(text).map(({ kind, shown }) => (kind === "plain" ? shown : h("span", { class: `mark ${kind}` }, shown)));

const string = (text) => h("code", { class: "string" }, ...visible(text));

function table(sorted, pasted) {
  const from = (name) =>
    pasted.query.some(([key]) => key === name) && !HEADERS.includes(name) ? "from_query" : "from_header";
  const head = h("tr", {}, ...["parameter", "value", "from"].map((word) => h("th", { scope: "col" }, t(word))));
  const rows = sorted.map(([name, value]) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, h("code", {}, name)),
      h("td", {}, h("code", { class: "value" }, ...visible(value))),
      h("td", {}, t(from(name))),
    ),
  );
  return h("div", { class: "scroll" }, h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows)));
}
