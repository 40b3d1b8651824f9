/** Everything that every entry exports. */
import { begin, VERSION } from "./backend.js";
import { textOf } from "./call.js";
import { Operation } from "./operations.js";

export * from "./account.js";
export * from "./channels.js";
export { Engine } from "./engine.js";
export { ERROR_CODES, PACKAGE_CODES, ShimingError, type ErrorCode } from "./errors.js";
export * from "./identity.js";
export { ageOn, decide, decidePayment, nextPlayWindow, playWindows, reasonText } from "./policy.js";
export type * from "./types.js";
export {
  checkRequest, decryptBody, encryptBody, errcodeInfo, explainSign, parseCheck, parseQuery, parseReport, queryRequest, reportRequest, sign,
  type Params,
} from "./wire.js";

/**
 * Loads the WebAssembly module. Needed in browsers only, harmless everywhere: portable code calls it once, other calls of it do nothing.
 *
 * @throws ShimingError not_initialized (a file of another version); the runtime's own errors when the file cannot be fetched
 * @example await init();
 */
export function init(): Promise<void> {
  return begin();
}

/** The version of this package and of the core in its WebAssembly file; for reports of defects. */
export function versions(): { readonly package: string; readonly core: string } {
  return { package: VERSION, core: textOf(Operation.version) };
}
