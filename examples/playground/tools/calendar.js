// The month of a minor as a picture, and as a table.
import { clock, isUncertain, kindOf, tagOf, whyOf } from "../day.js";
import { button, failure, field, h, output, show } from "../dom.js";
import { monthOf } from "../month.js";
import { picture } from "../picture.js";
import { colon, t } from "../words.js";

const PROFILES = ["auto", "cn2021", "cn2021_strict", "cn2019", "faq_literal"];

export function mount(section) {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString();
  const birth = h("input", { type: "date", min: "1900-01-01", max: today.slice(0, 10) });
  const year = h("input", { type: "number", min: 1970, max: 9998, value: today.slice(0, 4), required: true });
  const month = h(
    "select",
    {},
    ...Array.from({ length: 12 }, (_, at) => h("option", { value: at + 1 }, String(at + 1))),
  );
  month.value = String(Number(today.slice(5, 7)));
  const profile = h("select", {}, ...PROFILES.map((name) => h("option", { value: name, t: `profile_${name}` })));
  const calendar = h("textarea", { class: "mono", rows: 3 });
  const summary = output("calendar-summary");
  const frame = h("div", { id: "calendar-picture" });
  const details = h("div", { id: "calendar-details" });
  let drawn = null;

  const draw = () => {
    const width = Math.floor(frame.clientWidth);
    if (drawn && width > 0) frame.replaceChildren(picture(drawn.days, t("picture_title", drawn.name), width));
  };
  const run = () => {
    const asked = {
      year: Number(year.value),
      month: Number(month.value),
      birth: birth.value || null,
      profile: JSON.stringify({ base: profile.value }),
      calendar: calendar.value.trim() || null,
    };
    try {
      const { days, ofAge } = monthOf(asked);
      drawn = { days, name: t("month_name", asked.year, String(asked.month).padStart(2, "0")) };
      show(summary, ...summaryOf(drawn, asked.birth, ofAge));
      // A month is redrawn whole; the table stays open if it was.
      const open = details.querySelector("details")?.open ?? false;
      show(details, legend(days), table(days, open));
      draw();
    } catch (error) {
      drawn = null;
      show(summary, failure(error));
      show(frame);
      show(details);
    }
  };
  const step = (by) => () => {
    const at = Number(year.value) * 12 + Number(month.value) - 1 + by;
    [year.value, month.value] = [Math.floor(at / 12), (at % 12) + 1];
    run();
  };
  section.append(
    h(
      "form",
      { onsubmit: (event) => (event.preventDefault(), run()), onchange: run },
      h(
        "div",
        { class: "columns level" },
        field("calendar-birth", birth, { label: "birth_input", hint: "birth_hint" }),
        field("calendar-profile", profile, { label: "profile" }),
      ),
      h(
        "div",
        { class: "row" },
        field("calendar-year", year, { label: "year" }),
        field("calendar-month", month, { label: "month" }),
        h("div", { class: "actions" }, button("previous", step(-1)), button("next", step(1))),
      ),
      h(
        "details",
        {},
        h("summary", { t: "calendar_file" }),
        field("calendar-file", calendar, { label: "calendar_file", hint: "calendar_hint" }),
      ),
    ),
    summary,
    frame,
    details,
  );
  new ResizeObserver(draw).observe(frame);
  run();
  return { refresh: run };
}

function summaryOf({ days, name }, birth, ofAge) {
  const count = days.filter((day) => day.hours.length > 0).length;
  const lines = [h("p", { class: "sum" }, t(birth ? "sum_person" : "sum", name, count))];
  const minor = days.filter((day) => !day.adult);
  if (minor.some((day) => ["friday", "weekend", "makeup_workday", "workday"].includes(day.reason)))
    lines.push(h("p", { class: "hint" }, t("hours_2021")));
  if (minor.some((day) => day.reason === "ordinary_day")) lines.push(h("p", { class: "hint" }, t("hours_2019")));
  if (ofAge) lines.push(h("p", { class: "hint" }, t("of_age", ofAge)));
  return lines;
}

/** The kinds of days that this month has, each with its days. */
function legend(days) {
  const lines = new Map();
  const add = (swatch, tag, text, day) => {
    const key = swatch + text;
    if (!lines.has(key)) lines.set(key, { swatch, tag, text, numbers: [] });
    lines.get(key).numbers.push(Number(day.date.slice(8)));
  };
  for (const day of days) add(kindOf(day), tagOf({ ...day, covered: true }), whyOf(day), day);
  for (const day of days.filter(isUncertain)) add("uncovered", t("tag_uncovered"), t("uncovered"), day);
  const items = [...lines.values()].map(({ swatch, tag, text, numbers }) =>
    h(
      "li",
      {},
      h("span", { class: `swatch ${swatch}`, "aria-hidden": "true" }, tag),
      h("span", {}, text + colon() + numbers.join(" ")),
    ),
  );
  return h("ul", { class: "legend", "aria-label": t("legend") }, ...items);
}

function table(days, open) {
  const names = t("weekdays_long").split(" ");
  const head = h("tr", {}, ...["date", "weekday", "hours", "why"].map((word) => h("th", { scope: "col" }, t(word))));
  const rows = days.map((day) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, day.date),
      h("td", {}, names[day.weekday]),
      h("td", {}, day.hours.length > 0 ? day.hours.map((span) => clock(span)).join(" ") : t("closed")),
      h("td", {}, whyOf(day) + (isUncertain(day) ? ` (${t("uncovered")})` : "")),
    ),
  );
  return h(
    "details",
    { open },
    h("summary", {}, t("as_table")),
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": t("as_table") },
      h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows)),
    ),
  );
}
