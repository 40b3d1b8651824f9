// What a player typed as an ID number, and the pi that the authority gave.
import { ageOn, piBirthDate, validateIdNumber } from "../shiming/browser.js";
import { button, code, failure, field, h, output, pair, show, verdict } from "../dom.js";
import { EXAMPLES } from "../examples.js";
import { colon, t, WORDS } from "../words.js";

export function mount(section) {
  const id = h("input", { type: "text", class: "mono" });
  const pi = h("input", { type: "text", class: "mono" });
  const result = output("identity-result");
  const run = () => {
    const unix = Date.now();
    show(
      result,
      id.value.trim() === "" ? null : part("id_number", () => number(id.value, unix)),
      pi.value.trim() === "" ? null : part("pi", () => person(pi.value.trim(), unix)),
    );
  };
  const fill = (example) => () => {
    [id.value, pi.value] = [example.id, example.pi];
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
        ...Object.entries(EXAMPLES.identity).map(([word, example]) => button(word, fill(example), { class: "small" })),
      ),
      h(
        "div",
        { class: "columns" },
        field("identity-id", id, { label: "id_number", hint: "id_hint" }),
        field("identity-pi", pi, { label: "pi", hint: "pi_hint" }),
      ),
      h(
        "div",
        { class: "actions" },
        h("button", { type: "submit", class: "primary", t: "inspect" }),
        button("clear", () => {
          for (const control of [id, pi]) control.value = "";
          show(result);
          id.focus();
        }),
      ),
    ),
    result,
  );
  return { refresh: run };
}

function part(word, inspect) {
  let children;
  try {
    children = inspect();
  } catch (error) {
    // A wrong number is a verdict, not a misuse.
    const reason = error.code === "invalid_id_number" && (error.reason === "length" ? "length_18" : error.reason);
    children = reason && WORDS[reason] ? [verdict(false, t("invalid") + colon() + t(reason))] : [failure(error)];
  }
  return h("section", { class: "card", id: `identity-${word}` }, h("h3", {}, t(word)), ...children);
}

/** The age today; of one who is not born yet there is none. */
function age(birth, unix) {
  try {
    return birth && pair("age", String(ageOn(birth, unix, "next_day")));
  } catch {
    return null;
  }
}

function number(text, unix) {
  const valid = validateIdNumber(text, unix);
  return [
    verdict(true, t("valid")),
    pair("normalised", code(valid.idNumber)),
    pair("kind", t(valid.kind)),
    pair("birth", valid.birth),
    age(valid.birth, unix),
    pair("route", t(valid.route)),
  ].filter(Boolean);
}

function person(text, unix) {
  const { birth, shape } = piBirthDate(text);
  return [pair("birth", birth ?? t("no_birth")), age(birth, unix), pair("shape", t(shape))].filter(Boolean);
}
