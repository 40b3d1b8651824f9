// A month as one player has it, day by day and hour by hour. Every hour comes from the library: each day is asked, at its
// midnight, for the next window.
import { accountApply, accountNew, decide, nextPlayWindow, playWindows } from "./shiming/browser.js";

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOTHING_PLAYED = { playedTodayS: 0, guestUsedS: 0 };

/** The midnight of a day in UTC+8, Unix ms. */
const midnight = (date) => Date.parse(`${date}T00:00:00+08:00`);
const dateAt = (unix) => new Date(unix + 8 * 60 * MINUTE).toISOString().slice(0, 10);

/**
 * @typedef {{date: string, weekday: number, open: boolean, reason: string, covered: boolean,
 *   hours: [number, number][], turns: boolean, adult: boolean}} DayOfPlayer
 * weekday: 0 is Monday; hours: minutes of the day; turns: comes of age; adult: is of age.
 */

/**
 * @param {{year: number, month: number, birth: string | null, profile: string, calendar: string | null}} asked
 * @returns {{days: DayOfPlayer[], ofAge: string | null}}
 */
export function monthOf({ year, month, birth, profile, calendar }) {
  const { days } = playWindows(year, month, profile, calendar);
  const state = stateOf(birth ?? `${year - 10}-01-01`);
  const adult = (unix) => decide(state, profile, calendar, NOTHING_PLAYED, unix).play.reason === "adult";
  const ofAge = birth && comingOfAge(birth, adult);
  return {
    ofAge,
    days: days.map((day) => ({
      ...day,
      weekday: (new Date(`${day.date}T00:00:00Z`).getUTCDay() + 6) % 7,
      hours: hoursOf(day.date, (unix) => nextPlayWindow(state, profile, calendar, unix)),
      turns: day.date === ofAge,
      adult: adult(midnight(day.date)),
    })),
  };
}

/** A verified player who was born on this day. */
function stateOf(birth) {
  const event = { kind: "link_person", pi: "playground", birth, source: "own" };
  return accountApply(accountNew(), event, null, { unix: Date.now(), mono: 0 }).state;
}

function hoursOf(date, nextWindow) {
  const [start, end] = [midnight(date), midnight(date) + DAY];
  const hours = [];
  for (let from = start; from < end;) {
    const window = orNever(() => nextWindow(from));
    if (window === undefined || (window && window.start >= end)) break;
    const opens = Math.max(window?.start ?? from, from);
    const closes = Math.min(window?.end ?? end, end);
    hours.push([(opens - start) / MINUTE, (closes - start) / MINUTE]);
    from = Math.max(closes, from + MINUTE);
  }
  return hours;
}

/** The answer; undefined where no hour is open to the player as things stand. */
function orNever(ask) {
  try {
    return ask();
  } catch (error) {
    if (error.code === "invalid_state") return undefined;
    throw error;
  }
}

/**
 * The first day on which the library calls the player an adult, found by halving the days from the 17th to the 20th year. None where no
 * law asked for an age in those years.
 */
function comingOfAge(birth, adult) {
  const year = (count) => Math.max(midnight(birth) + Math.round(count * 365.25) * DAY, midnight("1970-01-02"));
  let [before, after] = [year(17), year(20)];
  if (adult(before) || !adult(after)) return null;
  while (after - before > DAY) {
    const middle = before + Math.floor((after - before) / (2 * DAY)) * DAY;
    if (adult(middle)) after = middle;
    else before = middle;
  }
  return dateAt(after);
}
