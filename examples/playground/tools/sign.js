// Explain a signature: the form. What it shows is made in explanation.js.
import { button, failure, field, h, secretField, show } from "../dom.js";
import { EXAMPLES } from "../examples.js";
import { explanation } from "../explanation.js";

export function mount(section) {
  const request = h("textarea", { class: "mono", rows: 9, wrap: "soft", required: true });
  const [secretWhole, secret] = secretField("sign-key");
  const got = h("input", { type: "text", class: "mono" });
  // Only the verdict is read out when it changes; the rest can be read at leisure.
  const verdict = h("div", { id: "sign-verdict", "aria-live": "polite" });
  const rest = h("div", { id: "sign-rest" });
  let round = 0;

  /** Shows the result of what the fields hold; a later round overtakes an earlier one that is still searching. */
  async function run() {
    round += 1;
    const mine = round;
    let found;
    try {
      found = await explanation(request.value, secret.value.trim(), got.value.trim());
    } catch (error) {
      found = { verdict: [failure(error)], rest: [] };
    }
    if (mine !== round) return;
    show(verdict, ...found.verdict);
    show(rest, ...found.rest);
  }
  const fill = (example) => () => {
    request.value = example.request;
    secret.value = example.key;
    got.value = "";
    run();
  };
  section.append(
    h(
      "form",
      { onsubmit: (event) => (event.preventDefault(), run()) },
      h(
        "div",
        { class: "examples", role: "group", label: "examples" },
        h("span", { "aria-hidden": "true", t: "example" }),
        ...Object.entries(EXAMPLES.sign).map(([word, example]) => button(word, fill(example), { class: "small" })),
      ),
      field("sign-request", request, { label: "request", hint: "request_hint" }),
      h("div", { class: "columns" }, secretWhole, field("sign-got", got, { label: "got", hint: "got_hint" })),
      h(
        "div",
        { class: "actions" },
        h("button", { type: "submit", class: "primary", t: "explain" }),
        button("clear", () => {
          for (const control of [request, secret, got]) control.value = "";
          round += 1;
          show(verdict);
          show(rest);
          request.focus();
        }),
      ),
    ),
    h("div", { class: "output", id: "sign-result" }, verdict, rest),
  );
  return { refresh: () => (verdict.hasChildNodes() ? run() : undefined) };
}
