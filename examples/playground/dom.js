// The few things that the tools share to make elements. Text is always text: nothing of the input is ever read as HTML.
import { ADVICE, colon, lang, t } from "./words.js";

/**
 * An element. `t` names its text, `label` its aria-label, in words.js, so that both follow the language.
 * @param {string} tag
 * @param {Record<string, unknown>} attributes
 * @param {...(Node | string | null)} children
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "t") element.dataset.t = value;
    else if (name === "label") element.dataset.label = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  if (attributes.t || attributes.label) translateOne(element);
  return element;
}

function translateOne(element) {
  if (element.dataset.t) element.textContent = t(element.dataset.t);
  if (element.dataset.label) element.setAttribute("aria-label", t(element.dataset.label));
}

/** Every named text under this element in the language of the page. */
export function translate(root) {
  root.querySelectorAll("[data-t], [data-label]").forEach(translateOne);
}

/** A labelled field. What a person types stays in the page: no autofill, no correction, no storage. */
export function field(id, control, { label, hint } = {}) {
  const attributes = { id, name: id, autocomplete: "off", autocapitalize: "off", spellcheck: "false" };
  for (const [name, value] of Object.entries(attributes)) control.setAttribute(name, value);
  if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
  return h(
    "div",
    { class: "field" },
    h("label", { for: id, t: label }),
    hint ? h("p", { class: "hint", id: `${id}-hint`, t: hint }) : null,
    control,
  );
}

/** A field for a secret: hidden on the screen, yet no password that a browser would offer to keep. */
export function secretField(id) {
  const input = h("input", { type: "text", class: "secret mono" });
  const whole = field(id, input, { label: "secret_key", hint: "secret_key_hint" });
  const show = h("input", {
    type: "checkbox",
    id: `${id}-show`,
    autocomplete: "off",
    onchange: (event) => input.classList.toggle("secret", !event.target.checked),
  });
  whole.append(h("div", { class: "check" }, show, h("label", { for: show.id, t: "show_key" })));
  return [whole, input];
}

export const button = (word, onclick, attributes = {}) =>
  h("button", { type: "button", t: word, onclick, ...attributes });

/** The place for results: read out when it changes. */
export const output = (id) => h("div", { class: "output", id, "aria-live": "polite" });

export function show(place, ...children) {
  place.replaceChildren(...children.filter((child) => child !== null));
}

/** A label with its value. */
export const pair = (word, ...value) => h("p", { class: "pair" }, h("strong", {}, t(word) + colon()), ...value);

export const code = (text) => h("code", { class: "value" }, text);

export function verdict(good, ...text) {
  return h(
    "p",
    { class: good ? "verdict good" : "verdict bad" },
    h("span", { "aria-hidden": "true" }, good ? "✔ " : "✘ "),
    ...text,
  );
}

/** An error of the library, as the command shows it: code, what to do, detail. */
export function failure(error) {
  if (!error?.code) return h("p", { class: "verdict bad" }, error?.word ? t(error.word, error.line) : String(error));
  const reason = error.reason ? ` (${error.reason})` : "";
  const where = error.field ? ` [${error.field}]` : "";
  const title = verdict(false, t("error") + colon(), h("code", {}, error.code + reason + where));
  const english = h("span", { lang: "en" }, error.message);
  const advice = ADVICE[error.code];
  if (lang() === "en" || !advice) return h("div", {}, title, pair("what_to_do", english));
  return h("div", {}, title, pair("what_to_do", advice), h("p", { class: "hint" }, t("detail") + colon(), english));
}

/** A button that copies, and says so. */
export function copyButton(text) {
  return button(
    "copy",
    async (event) => {
      // Over plain http a page has no clipboard.
      const done = await navigator.clipboard?.writeText(text).then(
        () => "copied",
        () => "copy_failed",
      );
      event.target.textContent = t(done ?? "copy_failed");
    },
    { class: "small" },
  );
}
