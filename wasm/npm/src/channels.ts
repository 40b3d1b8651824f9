import { request } from "./answer.js";
import { bytesOf, numberOf, objectOf, textOf } from "./call.js";
import { bytes, int, json, optional, text } from "./check.js";
import { Operation } from "./operations.js";
import type { HttpRequest, Json, OmnisdkAnswer, OmnisdkCallback, OmnisdkMatch, PlayerNetworkDecision, RealName } from "./types.js";

/**
 * Tells OmniSDK that a player entered.
 *
 * @param profile Such as `{ base: "cn_v1", appId: "..." }`.
 * @param key The server key.
 * @param unix Now, Unix ms.
 * @throws ShimingError invalid_parameter, bad_time, invalid_key, invalid_profile
 */
export function omnisdkPlayRequest(profile: Json, key: string, uid: string, platform: "android" | "ios" | null, form: "get" | "post", unix: number): HttpRequest {
  const [about, secret, who] = [json(profile, "profile"), text(key, "key"), text(uid, "uid")];
  const [on, how, time] = [optional(platform, "platform"), text(form, "form"), int(unix, "unix")];
  return request(numberOf(Operation.omnisdkPlayRequest, about, secret, who, on, how, time));
}

/**
 * Tells OmniSDK that a player left: as `omnisdkPlayRequest`.
 *
 * @throws ShimingError invalid_parameter, bad_time, invalid_key, invalid_profile
 */
export function omnisdkExitRequest(profile: Json, key: string, uid: string, platform: "android" | "ios" | null, form: "get" | "post", unix: number): HttpRequest {
  const [about, secret, who] = [json(profile, "profile"), text(key, "key"), text(uid, "uid")];
  const [on, how, time] = [optional(platform, "platform"), text(form, "form"), int(unix, "unix")];
  return request(numberOf(Operation.omnisdkExitRequest, about, secret, who, on, how, time));
}

/**
 * The signature of an OmniSDK message: 40 lower-case hexadecimal digits.
 *
 * @param body The message, JSON, as bytes.
 * @throws ShimingError invalid_key, invalid_profile, invalid_callback
 */
export function omnisdkSign(profile: Json, key: string, body: Uint8Array): string {
  const [about, secret, data] = [json(profile, "profile"), text(key, "key"), bytes(body, "body")];
  return textOf(Operation.omnisdkSign, about, secret, data);
}

/**
 * Which way of signing explains a message's signature.
 *
 * @throws ShimingError invalid_key, invalid_profile, invalid_callback
 */
export function omnisdkDiagnoseSignature(profile: Json, key: string, body: Uint8Array): { readonly matches: readonly OmnisdkMatch[] } {
  const [about, secret, data] = [json(profile, "profile"), text(key, "key"), bytes(body, "body")];
  return objectOf(Operation.omnisdkDiagnoseSignature, about, secret, data);
}

/**
 * What OmniSDK answered.
 *
 * @throws ShimingError invalid_parameter
 */
export function omnisdkParseResponse(status: number, body: Uint8Array): OmnisdkAnswer {
  const [code, data] = [int(status, "status"), bytes(body, "body")];
  return objectOf(Operation.omnisdkParseResponse, code, data);
}

/**
 * OmniSDK's callback, its signature verified. Keep the bytes as they came.
 *
 * @throws ShimingError invalid_key, invalid_profile, invalid_signature, invalid_callback
 */
export function omnisdkVerifyCallback(profile: Json, key: string, body: Uint8Array): OmnisdkCallback {
  const [about, secret, data] = [json(profile, "profile"), text(key, "key"), bytes(body, "body")];
  return objectOf(Operation.omnisdkVerifyCallback, about, secret, data);
}

/**
 * The body to answer the callback with.
 *
 * @throws ShimingError invalid_parameter
 */
export function omnisdkCallbackReply(outcome: "accepted" | "already_handled" | "bad_signature" | "internal" | "resend"): Uint8Array {
  const how = text(outcome, "outcome");
  return bytesOf(Operation.omnisdkCallbackReply, how);
}

/**
 * Whether the signature that a client brought from its login is OmniSDK's.
 *
 * @throws ShimingError invalid_parameter, invalid_key
 */
export function omnisdkVerifyLogin(appId: string, key: string, uid: string, verifyTimestamp: string, signature: string): boolean {
  const [id, secret, who] = [text(appId, "app_id"), text(key, "key"), text(uid, "uid")];
  const [stamp, sign] = [text(verifyTimestamp, "verify_timestamp"), text(signature, "signature")];
  return numberOf(Operation.omnisdkVerifyLogin, id, secret, who, stamp, sign) === 1;
}

/**
 * OmniSDK's certification value in our terms.
 *
 * @throws ShimingError invalid_parameter
 */
export function omnisdkCertification(value: number): RealName {
  const code = int(value, "value");
  return textOf(Operation.omnisdkCertification, code) as RealName;
}

/**
 * Reads the login result of the Player Network SDK: JSON text, to be stored and given to `playerNetworkDecide`.
 *
 * @throws ShimingError invalid_callback
 */
export function playerNetworkParse(body: Uint8Array): string {
  const data = bytes(body, "body");
  return textOf(Operation.playerNetworkParse, data);
}

/**
 * What to do with this login now.
 *
 * @param login From `playerNetworkParse`.
 * @param unix Now, Unix ms.
 * @throws ShimingError invalid_parameter, bad_time, invalid_state
 */
export function playerNetworkDecide(login: string, options: Json, unix: number): PlayerNetworkDecision {
  const [known, wanted, time] = [text(login, "login"), json(options, "options"), int(unix, "unix")];
  return objectOf(Operation.playerNetworkDecide, known, wanted, time);
}

/**
 * Another channel's status value in our terms.
 *
 * @throws ShimingError invalid_parameter
 */
export function adaptStatus(source: "omnisdk" | "taptap" | "taptap_age" | "huawei" | "huawei_playable_time" | "vivo" | "oppo", value: string): RealName {
  const [from, status] = [text(source, "source"), text(value, "value")];
  return textOf(Operation.adaptStatus, from, status) as RealName;
}
