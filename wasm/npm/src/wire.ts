import { request } from "./answer.js";
import { drawNonce } from "./backend.js";
import { bytesOf, numberOf, objectOf, textOf, told } from "./call.js";
import { bytes, int, list, MOST, object, shape, text, wellFormed, wrong } from "./check.js";
import { call } from "./glue/shiming_wasm.js";
import { begin, put, putBytes, putNumber, written } from "./memory.js";
import { Operation } from "./operations.js";
import { ShimingError } from "./errors.js";
import type { Answer, App, Endpoints, ErrcodeInfo, HttpRequest, ReportAnswer, Row, SignExplanation } from "./types.js";

/** Pairs of key and value, in any order: `appId`, `bizId`, `timestamps`, and the query's parameters, decoded. */
export type Params = readonly (readonly [key: string, value: string])[];

/** How many there are, and the key and value of each. */
function params(value: unknown): [count: number, ...texts: string[]] {
  const pairs = list(value, "params");
  const texts: string[] = [];
  for (const pair of pairs) {
    if (!Array.isArray(pair) || pair.length !== 2) throw new ShimingError("bad_call", "pass params as a list of pairs [key, value]");
    texts.push(text(pair[0], "params"), text(pair[1], "params"));
  }
  return [pairs.length, ...texts];
}

/** An app's three texts, as the instance was told them. @internal */
export interface Credentials {
  appId: string;
  bizId: string;
  secretKey: string;
}

let known: Credentials | undefined;

/** @internal */
export function app(value: unknown): Credentials {
  const { appId, bizId, secretKey } = object(value, "app");
  if (known !== undefined && appId === known.appId && bizId === known.bizId && secretKey === known.secretKey) return known;
  return { appId: text(appId, "app_id"), bizId: text(bizId, "biz_id"), secretKey: text(secretKey, "secret_key") };
}

/** Tells the instance for which app the next call is, unless it knows. @internal */
export function use(credentials: Credentials): void {
  if (credentials === known) return;
  known = undefined;
  numberOf(Operation.setApp, credentials.appId, credentials.bizId, credentials.secretKey);
  known = credentials;
}

/** The caller's nonce, if there is one. @internal */
export function nonceGiven(value: unknown): Uint8Array | undefined {
  return value === null || value === undefined ? undefined : bytes(value, "nonce");
}

function target(value: unknown): string {
  return object(value, "endpoints").kind === "production" ? "production" : shape(value, "endpoints");
}

/**
 * The signature of a request (V1.9 §4): 64 lower-case hexadecimal digits.
 *
 * @param secretKey 32 hexadecimal digits.
 * @param body The exact bytes to be sent; empty for a GET.
 * @throws ShimingError invalid_parameter, invalid_key
 * @example sign(key, [["appId", id], ["bizId", biz], ["timestamps", "1584949895758"]], body)
 */
export function sign(secretKey: string, params_: Params, body: Uint8Array): string {
  const [key, pairs, data] = [text(secretKey, "secret_key"), params(params_), bytes(body, "body")];
  return textOf(Operation.sign, key, data, ...pairs);
}

/**
 * What was signed, to find out why the authority answers 1011: as `sign`, with the exact text (the key is masked).
 *
 * @throws ShimingError invalid_parameter, invalid_key
 */
export function explainSign(secretKey: string, params_: Params, body: Uint8Array): SignExplanation {
  const [key, pairs, data] = [text(secretKey, "secret_key"), params(params_), bytes(body, "body")];
  return objectOf(Operation.explainSign, key, data, ...pairs);
}

/**
 * Encrypts a body: `{"data":"base64(nonce, ciphertext, tag)"}` as UTF-8.
 *
 * @param nonce 12 bytes that were never used with this key; null: drawn from the system (do that).
 * @throws ShimingError invalid_nonce, invalid_key
 */
export function encryptBody(secretKey: string, nonce: Uint8Array | null, plaintext: Uint8Array): Uint8Array {
  const [key, given, data] = [text(secretKey, "secret_key"), nonceGiven(nonce), bytes(plaintext, "plaintext")];
  const fresh = given ?? drawNonce(Date.now());
  return bytesOf(Operation.encryptBody, key, fresh, data);
}

/**
 * Decrypts a body `{"data":"..."}`.
 *
 * @throws ShimingError invalid_key, invalid_body, decrypt_failed
 */
export function decryptBody(secretKey: string, body: Uint8Array): Uint8Array {
  const [key, data] = [text(secretKey, "secret_key"), bytes(body, "body")];
  return bytesOf(Operation.decryptBody, key, data);
}

/**
 * A check of one person (V1.9 §3.1). Name and number are validated and sent as normalised.
 *
 * @param ai 1 to 32 bytes of UTF-8, new for every attempt.
 * @param nonce 12 bytes; null: drawn from the system.
 * @param unix Now, Unix ms.
 * @throws ShimingError invalid_parameter, bad_time, invalid_url, invalid_nonce, invalid_key, invalid_ai, invalid_name, invalid_id_number
 * @example
 * const request = checkRequest(app, { kind: "production" }, ai, name, idNumber, null, Date.now());
 */
export function checkRequest(app_: App, endpoints: Endpoints, ai: string, name: string, idNumber: string, nonce: Uint8Array | null, unix: number): HttpRequest {
  const who = app(app_);
  const to = target(endpoints);
  const [attempt, person, number] = [text(ai, "ai"), text(name, "name"), text(idNumber, "id_number")];
  const given = nonceGiven(nonce);
  const time = int(unix, "unix");
  const fresh = given ?? drawNonce(time);
  use(who);
  const length = told(() => {
    begin(6, to.length + attempt.length + person.length + number.length + fresh.length);
    put(to);
    put(attempt);
    put(person);
    put(number);
    putBytes(fresh);
    putNumber(time);
    return call(Operation.checkRequest, written());
  });
  return request(length);
}

/**
 * Asks for the result of a check that was pending (V1.9 §3.2).
 *
 * @param ai That of the check.
 * @param unix Now, Unix ms.
 * @throws ShimingError invalid_parameter, bad_time, invalid_url, invalid_key, invalid_ai
 */
export function queryRequest(app_: App, endpoints: Endpoints, ai: string, unix: number): HttpRequest {
  const who = app(app_);
  const to = target(endpoints);
  const [attempt, time] = [text(ai, "ai"), int(unix, "unix")];
  use(who);
  return request(numberOf(Operation.queryRequest, to, attempt, time));
}

const BETWEEN = "\u001f";

/** Rows as one text: a report of 128 is worth it. Types are checked here; what text may hold, once for all of it. */
function rowsText(rows: readonly unknown[]): string {
  let joined = "";
  for (const row of rows) {
    const { si, bt, ot, ct, pi, di } = object(row, "rows");
    if (typeof si !== "string") throw wrong("si", "text");
    if (typeof bt !== "string") throw wrong("bt", "text");
    const time = int(ot, "ot");
    if (typeof ct !== "string") throw wrong("ct", "text");
    joined += `${si}${BETWEEN}${bt}${BETWEEN}${time}${BETWEEN}${ct}${BETWEEN}${present(pi, "pi")}${BETWEEN}${present(di, "di")}${BETWEEN}`;
    if (joined.length > MOST) throw wrong("rows", "shorter text");
  }
  if (!wellFormed(joined)) shape(rows, "rows");
  return joined;
}

function present(value: unknown, field: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") throw wrong(field, "text");
  return `+${value}`;
}

/**
 * A report of 1 to 128 rows (V1.9 §3.3), numbered from 1 in the order given.
 *
 * @param nonce 12 bytes; null: drawn from the system.
 * @param unix Now, Unix ms; every `ot` lies before it and less than 180 s before.
 * @throws ShimingError invalid_parameter, bad_time, invalid_url, invalid_nonce, invalid_key, invalid_si, invalid_di, invalid_pi, invalid_rows
 */
export function reportRequest(app_: App, endpoints: Endpoints, rows: readonly Row[], nonce: Uint8Array | null, unix: number): HttpRequest {
  const who = app(app_);
  const [to, all] = [target(endpoints), list(rows, "rows")];
  const packed = rowsText(all);
  const given = nonceGiven(nonce);
  const time = int(unix, "unix");
  const fresh = given ?? drawNonce(time);
  use(who);
  const make = (rows: string, count: number) => numberOf(Operation.reportRequest, to, rows, fresh, count, time);
  const length = make(packed, all.length);
  return request(length >= 0 ? length : make(shape(all, "rows"), -1));
}

/**
 * What the authority answered to a check. Bytes that make no sense are `unreadable`, never an error and never success.
 *
 * @param status The HTTP status.
 * @throws ShimingError invalid_parameter
 */
export function parseCheck(status: number, body: Uint8Array): Answer {
  const [code, data] = [int(status, "status"), bytes(body, "body")];
  return objectOf(Operation.parseCheck, code, data);
}

/**
 * What the authority answered to a query: as `parseCheck`.
 *
 * @throws ShimingError invalid_parameter
 */
export function parseQuery(status: number, body: Uint8Array): Answer {
  const [code, data] = [int(status, "status"), bytes(body, "body")];
  return objectOf(Operation.parseQuery, code, data);
}

/**
 * What the authority answered to a report.
 *
 * @param rows How many were sent, 1 to 128.
 * @throws ShimingError invalid_parameter
 */
export function parseReport(status: number, body: Uint8Array, rows: number): ReportAnswer {
  const [code, data, count] = [int(status, "status"), bytes(body, "body"), int(rows, "rows")];
  return objectOf(Operation.parseReport, code, data, count);
}

/**
 * What a code of the authority means and what to do. Unknown codes are explained too.
 *
 * @throws ShimingError invalid_parameter
 */
export function errcodeInfo(errcode: number): ErrcodeInfo {
  const code = int(errcode, "errcode");
  return objectOf(Operation.errcodeInfo, code);
}
