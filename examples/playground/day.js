// What is said of one day, in the picture, in its legend and in the table.
import { t } from "./words.js";

/** The reasons that have a colour and a tag of their own. */
const TAGGED = ["statutory_holiday", "official_break", "makeup_workday"];

/** The class of a day: how the picture colours it, and which line of the legend it belongs to. */
export function kindOf(day) {
  if (day.turns) return "turns";
  if (day.adult) return "adult";
  if (TAGGED.includes(day.reason)) return day.reason;
  return day.open ? "open" : "closed";
}

/** Why the day is open or closed, in the words of `shiming play-window`. */
export function whyOf(day) {
  if (day.turns) return t("of_age", day.date);
  if (day.adult) return t("adult_now");
  if (day.reason === "friday" || day.reason === "weekend")
    return t(day.open ? "day_weekend_open" : "day_weekend_closed");
  return t(`day_${day.reason}`);
}

/** Whether a notice that is still to come may change the day for this player. */
export const isUncertain = (day) => !day.covered && !day.adult && day.reason !== "always";

/** The short word in the corner of a day. */
export function tagOf(day) {
  if (day.turns) return t("turns");
  if (day.adult) return "";
  const tag = TAGGED.includes(day.reason) ? t(`tag_${day.reason}`) : "";
  return tag + (isUncertain(day) ? t("tag_uncovered") : "");
}

/** A span of minutes as people read it; short: without minutes where there are none. */
export function clock([from, to], short = false) {
  if (from === 0 && to === 1440) return t("all_day");
  const at = (minutes) => {
    const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
    return short && minute === 0 ? String(hour) : `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  };
  return `${at(from)}–${at(to)}`;
}
