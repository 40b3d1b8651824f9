/** The number of each error code of the library, the same in every language. */
export const ERROR_CODES = {
  bad_call: 1,
  unknown_op: 2,
  unsupported_protocol: 3,
  invalid_text: 4,
  invalid_parameter: 5,
  invalid_config: 6,
  invalid_share: 7,
  bad_time: 8,
  invalid_url: 9,
  unknown_case: 10,
  invalid_nonce: 11,
  invalid_key: 12,
  invalid_body: 13,
  invalid_ai: 14,
  invalid_si: 15,
  invalid_di: 16,
  invalid_pi: 17,
  invalid_name: 18,
  invalid_id_number: 19,
  invalid_id: 20,
  invalid_rows: 21,
  invalid_state: 22,
  invalid_profile: 23,
  invalid_calendar: 24,
  invalid_amount: 25,
  weak_entropy: 26,
  invalid_signature: 27,
  invalid_callback: 28,
  unknown_game: 100,
  unknown_session: 101,
  session_over: 102,
  unknown_send: 103,
  journal_backlog: 104,
  journal_damaged: 105,
  journal_newer: 106,
  journal_key_unknown: 107,
  forked: 108,
  decrypt_failed: 200,
  internal: 900,
} as const;

/** What only this package can say: `init()` was not called; the WebAssembly instance broke in an earlier call; the engine was closed by `free()`; it broke now. */
export const PACKAGE_CODES = { not_initialized: 92, poisoned: 190, closed: 191, panic: 901 } as const;

const NUMBERS: Record<ErrorCode, number> = { ...ERROR_CODES, ...PACKAGE_CODES };

/** The name of an error code. */
export type ErrorCode = keyof typeof ERROR_CODES | keyof typeof PACKAGE_CODES;

/**
 * Every error that this package throws. Its text says what to do and never quotes an argument: it may be logged.
 *
 * @example
 * try {
 *   validateName(typed);
 * } catch (error) {
 *   if (error instanceof ShimingError && error.code === "invalid_name") askAgain(error.reason);
 *   else throw error;
 * }
 */
export class ShimingError extends Error {
  override readonly name = "ShimingError";
  /** What went wrong, for programs. */
  readonly code: ErrorCode;
  /** The code's number, the same in every language. */
  readonly number: number;
  /** Which of the code's reasons it was; null where the code has none. */
  readonly reason: string | null;
  /** The argument or member that is wrong, in snake_case; null where none is. */
  readonly field: string | null;
  /** The authority's code where one was the cause, else null. */
  readonly errcode: number | null;

  constructor(code: ErrorCode, message: string, field: string | null = null, reason: string | null = null, errcode: number | null = null) {
    super(message);
    this.code = code;
    this.number = NUMBERS[code];
    this.reason = reason;
    this.field = field;
    this.errcode = errcode;
  }
}
