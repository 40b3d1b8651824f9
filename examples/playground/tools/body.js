// Encrypt and decrypt a body.
import { decryptBody, encryptBody } from "../shiming/browser.js";
import { button, copyButton, failure, field, h, output, pair, secretField, show } from "../dom.js";
import { EXAMPLES } from "../examples.js";
import { t } from "../words.js";

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Hex digits as bytes; what is none gives no bytes, which the library refuses in its own words. */
const unhex = (text) =>
  /^([0-9a-fA-F]{2})*$/.test(text)
    ? Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16))
    : new Uint8Array();

export function mount(section) {
  let direction = "decrypt";
  const [secretWhole, secret] = secretField("body-key");
  const input = h("textarea", { class: "mono", rows: 6, required: true });
  const inputWhole = field("body-input", input, { label: "sealed", hint: "sealed_hint" });
  const nonce = h("input", { type: "text", class: "mono" });
  const nonceWhole = field("body-nonce", nonce, { label: "nonce", hint: "nonce_hint" });
  const result = output("body-result");
  const submit = h("button", { type: "submit", class: "primary", t: "decrypt" });

  const turn = (wanted) => {
    direction = wanted;
    const [label, hint] = wanted === "decrypt" ? ["sealed", "sealed_hint"] : ["plain", "plain_hint"];
    for (const [part, word] of [
      ["label", label],
      [".hint", hint],
    ]) {
      const element = inputWhole.querySelector(part);
      element.dataset.t = word;
      element.textContent = t(word);
    }
    nonceWhole.hidden = wanted === "decrypt";
    submit.dataset.t = wanted;
    submit.textContent = t(wanted);
    show(result);
  };
  const choice = (value) => {
    const radio = h("input", {
      type: "radio",
      name: "body-direction",
      id: `body-${value}`,
      value,
      autocomplete: "off",
      onchange: () => turn(value),
    });
    radio.checked = value === direction;
    return [radio, h("label", { for: radio.id, t: value })];
  };
  const run = () => {
    try {
      const bytes =
        direction === "decrypt"
          ? open(secret.value.trim(), input.value)
          : seal(secret.value.trim(), input.value, nonce.value.trim());
      show(result, ...shown(bytes));
    } catch (error) {
      show(result, failure(error));
    }
  };
  section.append(
    h(
      "form",
      { onsubmit: (event) => (event.preventDefault(), run()) },
      h("fieldset", { class: "choice" }, h("legend", { t: "direction" }), ...choice("decrypt"), ...choice("encrypt")),
      secretWhole,
      inputWhole,
      nonceWhole,
      h(
        "div",
        { class: "actions" },
        submit,
        button("example", () => {
          secret.value = EXAMPLES[direction].key;
          input.value = EXAMPLES[direction].text;
          nonce.value = EXAMPLES[direction].nonce ?? "";
          run();
        }),
        button("clear", () => {
          for (const control of [secret, input, nonce]) control.value = "";
          show(result);
          input.focus();
        }),
      ),
    ),
    result,
  );
  turn(direction);
  return { refresh: () => (result.hasChildNodes() ? run() : undefined) };
}

function open(key, text) {
  const data = text.trim();
  const envelope = /^[A-Za-z0-9+/]+=*$/.test(data) ? JSON.stringify({ data }) : text;
  return decryptBody(key, new TextEncoder().encode(envelope));
}

function seal(key, text, typed) {
  const nonce = typed === "" ? crypto.getRandomValues(new Uint8Array(12)) : unhex(typed);
  return encryptBody(key, nonce, new TextEncoder().encode(text));
}

function shown(bytes) {
  let [text, note] = ["", null];
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    [text, note] = [hex(bytes), h("p", {}, t("not_text"))];
  }
  return [
    pair("result", t("bytes", bytes.length), " ", copyButton(text)),
    note,
    h("code", { class: "string", id: "body-text" }, text),
  ];
}
