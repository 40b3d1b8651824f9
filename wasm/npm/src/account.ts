import { objectOf, textOf } from "./call.js";
import { clocks, object, optional, shape, text } from "./check.js";
import { Operation } from "./operations.js";
import type { AccountEffect, AccountEvent, Applied, Now } from "./types.js";

/** The state of a player of whom nothing is known: JSON text, to be stored beside the player. Personal data once somebody is known. */
export function accountNew(): string {
  return textOf(Operation.accountNew);
}

/**
 * A stored state, checked, in the newest version.
 *
 * @throws ShimingError invalid_state
 */
export function accountLoad(json: string): string {
  const stored = text(json, "json");
  return textOf(Operation.accountLoad, stored);
}

/**
 * Applies one event, for hosts that keep their own loop. Every state takes every event.
 *
 * @param freshAi Used if a new attempt begins; null: none may.
 * @throws ShimingError invalid_parameter, bad_time, invalid_ai, invalid_di, invalid_pi, invalid_state
 */
export function accountApply(state: string, event: AccountEvent, freshAi: string | null, now: Now): Applied {
  const [known, what, ai] = [text(state, "state"), shape(object(event, "event"), "event"), optional(freshAi, "fresh_ai")];
  const { unix, mono } = clocks(now);
  return objectOf(Operation.accountApply, known, what, ai, unix, mono);
}

/** One player's verification: the same as the three functions, with the state kept. Nothing to free. */
export class Account {
  /** JSON text, to be stored beside the player after every change. */
  readonly state: string;

  private constructor(state: string) {
    this.state = state;
  }

  /** A player of whom nothing is known. */
  static create(): Account {
    return new Account(accountNew());
  }

  /**
   * A player whose state was stored.
   *
   * @throws ShimingError invalid_state
   */
  static load(json: string): Account {
    return new Account(accountLoad(json));
  }

  /**
   * The account after an event, and what is to be done. The account itself does not change, so nothing is lost when storing fails.
   *
   * @throws ShimingError as `accountApply`
   * @example
   * const { account, effects } = Account.load(stored).apply({ kind: "submit_identity", name, idNumber }, freshAi, now);
   */
  apply(event: AccountEvent, freshAi: string | null, now: Now): { readonly account: Account; readonly effects: readonly AccountEffect[] } {
    const { state, effects } = accountApply(this.state, event, freshAi, now);
    return { account: new Account(state), effects };
  }

  /** The state is a person's data: it does not show by accident. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "Account {}";
  }
}
