// The month as a picture. It is drawn for the width that there is, so that its text is as large as the page's.
import { clock, kindOf, tagOf } from "./day.js";
import { t } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const GAP = 4;
const HEAD = 26;
/** Below this width of a column, the tag of a day stands under its number. */
const NARROW = 74;

function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * @param {import("./month.js").DayOfPlayer[]} days
 * @param {string} title
 * @param {number} width in CSS pixels
 */
export function picture(days, title, width) {
  const column = width / 7;
  const narrow = column < NARROW;
  const height = narrow ? 68 : 64;
  const weeks = Math.ceil((days[0].weekday + days.length) / 7);
  const whole = HEAD + weeks * (height + GAP);
  const root = s(
    "svg",
    {
      viewBox: `0 0 ${width} ${whole}`,
      width,
      height: whole,
      role: "img",
      "aria-labelledby": "picture-title picture-desc",
    },
    s("title", { id: "picture-title" }, title),
    s("desc", { id: "picture-desc" }, t("picture_desc")),
  );
  t("weekdays")
    .split(" ")
    .forEach((name, at) =>
      root.append(s("text", { class: "weekday", x: at * column + column / 2, y: 15, "text-anchor": "middle" }, name)),
    );
  for (const [at, day] of days.entries()) {
    const place = days[0].weekday + at;
    const cell = draw(day, { width: column - GAP, height, narrow, number: at + 1 });
    cell.setAttribute(
      "transform",
      `translate(${(place % 7) * column + GAP / 2} ${HEAD + Math.floor(place / 7) * (height + GAP)})`,
    );
    root.append(cell);
  }
  return root;
}

function draw(day, { width, height, narrow, number }) {
  const pad = narrow ? 4 : 8;
  const tag = tagOf(day);
  const cell = s(
    "g",
    { class: `day ${kindOf(day)}${narrow ? " narrow" : ""}` },
    s("rect", { class: "cell", x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 3 }),
    s("text", { class: "number", x: pad, y: 19 }, String(number)),
  );
  if (tag && narrow) cell.append(s("text", { class: "tag", x: pad, y: 34 }, tag));
  else if (tag) cell.append(s("text", { class: "tag", x: width - pad, y: 18, "text-anchor": "end" }, tag));
  const hours = day.hours.map((span) => clock(span, narrow)).join(" ");
  if (hours) cell.append(s("text", { class: "hours", x: pad, y: narrow ? 50 : 42 }, hours));
  const [y, length] = [height - 11, width - 2 * pad];
  cell.append(s("rect", { class: "track", x: pad, y, width: length, height: 5 }));
  for (const [from, to] of day.hours) {
    cell.append(
      s("rect", { class: "time", x: pad + (from / 1440) * length, y, width: ((to - from) / 1440) * length, height: 5 }),
    );
  }
  return cell;
}
