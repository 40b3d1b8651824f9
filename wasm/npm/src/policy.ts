import { numberOf, objectOf } from "./call.js";
import { int, json, object, optionalJson, text } from "./check.js";
import { Operation } from "./operations.js";
import type { Decision, Json, Payment, PlayDay, PlayWindow, ReasonText, Usage } from "./types.js";

/** @internal */
export function seconds(usage: unknown): [playedTodayS: number, guestUsedS: number] {
  const { playedTodayS, guestUsedS } = object(usage, "usage");
  return [int(playedTodayS, "played_today_s"), int(guestUsedS, "guest_used_s")];
}

/**
 * Full years, 0 from the day of birth.
 *
 * @param birth `YYYY-MM-DD`.
 * @param unix Unix ms; the day is that of UTC+8.
 * @param rule `next_day`: a year is full on the day after the birthday, as the law counts.
 * @throws ShimingError invalid_parameter, bad_time
 */
export function ageOn(birth: string, unix: number, rule: "next_day" | "birthday"): number {
  const [day, time, how] = [text(birth, "birth"), int(unix, "unix"), text(rule, "rule")];
  return numberOf(Operation.ageOn, day, time, how);
}

/**
 * May the account be used, may the player play and pay, is the session reported.
 *
 * @param state The account's state, JSON text as this library gave it.
 * @param profile Such as `{ base: "auto" }`.
 * @param calendar null: the built-in one.
 * @param usage What the ledgers say; zeros outside 34号.
 * @param unix Now, Unix ms.
 * @throws ShimingError invalid_parameter, invalid_state, invalid_profile, invalid_calendar, bad_time
 * @example decide(state, { base: "cn2021" }, null, { playedTodayS: 0, guestUsedS: 0 }, Date.now()).play.allowed
 */
export function decide(state: string, profile: Json, calendar: Json | null, usage: Usage, unix: number): Decision {
  const [known, law, days] = [text(state, "state"), json(profile, "profile"), optionalJson(calendar, "calendar")];
  const [played, guest] = seconds(usage);
  const time = int(unix, "unix");
  return objectOf(Operation.decide, known, law, days, played, guest, time);
}

/**
 * May the player pay this sum (34号 §3). Sums are fen (1 yuan = 100 fen).
 *
 * @param spentMonthFen What this person paid in this calendar month (UTC+8) in all games of the enterprise.
 * @throws ShimingError invalid_parameter, invalid_state, invalid_profile, invalid_calendar, invalid_amount, bad_time
 */
export function decidePayment(state: string, profile: Json, calendar: Json | null, spentMonthFen: number, amountFen: number, unix: number): Payment {
  const [known, law, days] = [text(state, "state"), json(profile, "profile"), optionalJson(calendar, "calendar")];
  const [spent, amount, time] = [int(spentMonthFen, "spent_month_fen"), int(amountFen, "amount_fen"), int(unix, "unix")];
  return objectOf(Operation.decidePayment, known, law, days, spent, amount, time);
}

/**
 * When the player may play next; null: nothing ever restricts this player.
 *
 * @throws ShimingError invalid_parameter, invalid_state, invalid_profile, invalid_calendar, bad_time
 */
export function nextPlayWindow(state: string, profile: Json, calendar: Json | null, unix: number): PlayWindow | null {
  const [known, law, days] = [text(state, "state"), json(profile, "profile"), optionalJson(calendar, "calendar")];
  const time = int(unix, "unix");
  return objectOf(Operation.nextPlayWindow, known, law, days, time);
}

/**
 * The days of a month, and on which of them a minor may play.
 *
 * @param month 1 to 12.
 * @throws ShimingError invalid_parameter, invalid_profile, invalid_calendar
 */
export function playWindows(year: number, month: number, profile: Json, calendar: Json | null): { readonly days: readonly PlayDay[] } {
  const [of, at, law, days] = [int(year, "year"), int(month, "month"), json(profile, "profile"), optionalJson(calendar, "calendar")];
  return objectOf(Operation.playWindows, of, at, law, days);
}

/**
 * What to tell the player about the reason of a verdict.
 *
 * @throws ShimingError invalid_parameter
 */
export function reasonText(reason: string): ReasonText {
  const why = text(reason, "reason");
  return objectOf(Operation.reasonText, why);
}
