/** Calls of the instance, by number. */
import { answer } from "./answer.js";
import { run } from "./backend.js";
import { call, outbox, outbox_length } from "./glue/shiming_wasm.js";
import { type Argument, copy, putAll, read } from "./memory.js";
import type { Operation } from "./operations.js";

/** Makes a call that answers a number from 0 up, or -1 and leaves its error in the outbox. */
export function told(make: () => number): number {
  return run(() => {
    const number = make();
    if (number === -1) throw said();
    return number;
  });
}

/** The last answer, as text. */
export function said(): string {
  return read(outbox(), outbox_length());
}

/** The last answer, as bytes. */
export function bytesSaid(): Uint8Array<ArrayBuffer> {
  return copy(outbox(), outbox_length());
}

/** What an operation answers: a number, or the length of a request. */
export function numberOf(operation: Operation, ...given: readonly Argument[]): number {
  return told(() => call(operation, putAll(given)));
}

/** The text that an operation answers. */
export function textOf(operation: Operation, ...given: readonly Argument[]): string {
  numberOf(operation, ...given);
  return said();
}

/** The object that an operation answers. */
export function objectOf<T>(operation: Operation, ...given: readonly Argument[]): T {
  return answer(textOf(operation, ...given));
}

/** The bytes that an operation answers. */
export function bytesOf(operation: Operation, ...given: readonly Argument[]): Uint8Array<ArrayBuffer> {
  numberOf(operation, ...given);
  return bytesSaid();
}
