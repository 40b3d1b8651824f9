// Every errcode with its meaning and what to do.
import { errcodeInfo } from "../shiming/browser.js";
import { field, h, show } from "../dom.js";
import { lang, t } from "../words.js";

/** The authority's codes have four digits at most: whatever the library knows below this is listed. */
const BELOW = 10_000;

export function mount(section) {
  const search = h("input", { type: "search" });
  const count = h("p", { class: "hint", role: "status", id: "errcode-count" });
  const list = h("div", { class: "codes", id: "errcode-list" });
  const known = [];
  for (let code = 0; code < BELOW; code += 1) {
    const info = errcodeInfo(code);
    if (info.class !== "unknown") known.push(info);
  }
  const run = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const matching = known.filter((info) => {
      const text = [info.errcode, info.errmsg, info.class, info.meaningZh, info.meaningEn, info.adviceZh, info.adviceEn]
        .join(" ")
        .toLowerCase();
      return words.every((word) => text.includes(word));
    });
    // One who types a whole code that nobody knows is told what is said of such codes.
    const typed = /^-?\d{1,9}$/.test(search.value.trim()) ? Number(search.value.trim()) : null;
    const isTyped = (info) => info.errcode === typed;
    const unknown = matching.length === 0 && typed !== null ? [errcodeInfo(typed)] : [];
    // The code itself stands before those whose advice mentions it.
    const shown = [...matching.filter(isTyped), ...matching.filter((info) => !isTyped(info)), ...unknown];
    count.textContent = matching.length > 0 || unknown.length > 0 ? t("found", matching.length) : t("nothing");
    show(list, ...shown.map(entry));
  };
  search.addEventListener("input", run);
  section.append(
    h(
      "form",
      { onsubmit: (event) => event.preventDefault() },
      field("errcode-search", search, { label: "search", hint: "search_hint" }),
    ),
    count,
    list,
  );
  run();
  return {
    refresh: run,
    /** What follows the tool in the URL's fragment: `#errcode/1011`. */
    open: (code) => {
      search.value = code;
      run();
    },
  };
}

function entry(info) {
  const [meaning, advice] = lang() === "zh" ? [info.meaningZh, info.adviceZh] : [info.meaningEn, info.adviceEn];
  return h(
    "article",
    { class: "card code", "aria-labelledby": `errcode-${info.errcode}` },
    h(
      "h3",
      { id: `errcode-${info.errcode}` },
      h("a", { href: `#errcode/${info.errcode}` }, String(info.errcode)),
      " ",
      h("span", {}, meaning),
    ),
    h("p", { class: "hint" }, h("code", {}, info.errmsg ?? "-"), " · ", h("code", {}, info.class)),
    h("p", {}, advice),
    info.official ? null : h("p", { class: "hint" }, t("unofficial")),
  );
}
