import { request } from "./answer.js";
import { drawNonce } from "./backend.js";
import { bytesOf, numberOf, objectOf, textOf } from "./call.js";
import { bytes, int, text } from "./check.js";
import { Operation } from "./operations.js";
import type { App, HttpRequest, TestCase, TestVerdict, ValidIdNumber, ValidName } from "./types.js";
import { app, nonceGiven, use } from "./wire.js";

/**
 * An `ai` for one attempt that the account always gets again: 32 lower-case hexadecimal digits. For hosts that keep their own loop.
 *
 * @param salt 16 to 64 secret bytes, the same for ever.
 * @param attempt From 1.
 * @throws ShimingError invalid_parameter, invalid_name, invalid_id_number
 */
export function aiForAttempt(salt: Uint8Array, bizId: string, account: string, attempt: number, name: string, idNumber: string): string {
  const [secret, biz, key, count] = [bytes(salt, "salt"), text(bizId, "biz_id"), text(account, "account"), int(attempt, "attempt")];
  const [person, number] = [text(name, "name"), text(idNumber, "id_number")];
  return textOf(Operation.aiForAttempt, secret, biz, key, count, person, number);
}

/**
 * An identifier of the host's as the wire takes it: 32 characters of [0-9A-Za-z] (Q175).
 *
 * @param mode `hash`: 32 characters stay, all else is hashed. `pad`: up to 30 are padded, reversibly. `always_hash`: for identifiers that strangers choose.
 * @throws ShimingError invalid_parameter, invalid_id
 */
export function normalizeId(raw: string, mode: "hash" | "pad" | "always_hash"): { readonly id: string; readonly how: "unchanged" | "hashed" | "padded" } {
  const [value, way] = [text(raw, "raw"), text(mode, "mode")];
  return objectOf(Operation.normalizeId, value, way);
}

/**
 * What `normalizeId` padded.
 *
 * @throws ShimingError invalid_id
 */
export function unpadId(id: string): string {
  const value = text(id, "id");
  return textOf(Operation.unpadId, value);
}

/**
 * A name as the player typed it, cleaned as the authority wants it.
 *
 * @throws ShimingError invalid_name with the reason empty, too_long or characters
 */
export function validateName(name: string): ValidName {
  const value = text(name, "name");
  return objectOf(Operation.validateName, value);
}

/**
 * A number of an identity card (GB 11643-1999).
 *
 * @param unix Now, Unix ms: nobody is born later.
 * @throws ShimingError bad_time, invalid_id_number with the reason legacy_15, length, characters, birth_date or check_digit
 */
export function validateIdNumber(idNumber: string, unix: number): ValidIdNumber {
  const [value, time] = [text(idNumber, "id_number"), int(unix, "unix")];
  return objectOf(Operation.validateIdNumber, value, time);
}

/**
 * The birth date in a pi, `YYYY-MM-DD` or null. Personal data.
 *
 * @throws ShimingError invalid_pi
 */
export function piBirthDate(pi: string): { readonly birth: string | null; readonly shape: "standard" | "other" } {
  const value = text(pi, "pi");
  return objectOf(Operation.piBirthDate, value);
}

/**
 * A value as it may be logged.
 *
 * @throws ShimingError invalid_parameter
 */
export function redact(kind: "name" | "id_number" | "pi" | "secret_key" | "text", value: string): string {
  const [what, shown] = [text(kind, "kind"), text(value, "value")];
  return textOf(Operation.redact, what, shown);
}

/**
 * The journal key that belongs to a secret key, for hosts without a key of their own: 32 bytes.
 *
 * @throws ShimingError invalid_key
 */
export function deriveJournalKey(secretKey: string): Uint8Array {
  const key = text(secretKey, "secret_key");
  return bytesOf(Operation.deriveJournalKey, key);
}

/**
 * One of the eight official test cases (M5): what it sends, and what it expects.
 *
 * @param number 1 to 8.
 * @throws ShimingError unknown_case
 */
export function interfaceTest(number: number): TestCase {
  const value = int(number, "case");
  return objectOf(Operation.interfaceTest, value);
}

/**
 * The request of a test case.
 *
 * @param code The portal's test code, which holds for a while only.
 * @param preset 1 to 8.
 * @throws ShimingError invalid_parameter, bad_time, unknown_case, invalid_nonce, invalid_key
 */
export function interfaceTestRequest(number: number, app_: App, code: string, preset: number, nonce: Uint8Array | null, unix: number): HttpRequest {
  const value = int(number, "case");
  const who = app(app_);
  const [test, which, given, time] = [text(code, "code"), int(preset, "preset"), nonceGiven(nonce), int(unix, "unix")];
  const fresh = given ?? drawNonce(time);
  use(who);
  return request(numberOf(Operation.interfaceTestRequest, value, test, which, fresh, time));
}

/**
 * Whether the answer to a test case is the expected one, and what to do if not.
 *
 * @throws ShimingError unknown_case, invalid_parameter
 */
export function interfaceTestJudge(number: number, status: number, body: Uint8Array): TestVerdict {
  const [value, code, data] = [int(number, "case"), int(status, "status"), bytes(body, "body")];
  return objectOf(Operation.interfaceTestJudge, value, code, data);
}
