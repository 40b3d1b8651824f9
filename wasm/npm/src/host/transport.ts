import type { HttpRequest, Outcome } from "../types.js";

/** More than any answer of the authority. One byte beyond is passed on, so that the core sees that there was more. */
const MOST = (1 << 20) + 1;

/** What failed before a connection stood was certainly not sent. Deno and browsers do not say why a fetch failed. */
const NOT_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT", "ConnectionRefused"]);

/** A `fetch`, such as the runtime's. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Sends a request once, exactly as it is, and says what became of it; it never throws. No redirects: a redirected POST is not what was signed.
 * `timeoutMs` covers everything from the look-up of the name to the last byte. Node's own fetch neither retries nor uses a proxy.
 *
 * @example
 * const outcome = await exchange(step.request, step.timeoutMs);
 * engine.complete(step.send, outcome, now());
 */
export async function exchange(request: HttpRequest, timeoutMs: number, signal?: AbortSignal, fetch: Fetch = globalThis.fetch): Promise<Outcome> {
  const cancel = new AbortController();
  const abort = () => cancel.abort();
  const timer = setTimeout(abort, timeoutMs);
  signal?.addEventListener("abort", abort, { once: true });
  try {
    if (signal?.aborted) return { kind: "transport", sent: "no" };
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers.map(([name, value]): [string, string] => [name, value]),
      body: request.body.length > 0 ? (request.body as BufferSource) : null,
      redirect: "manual",
      signal: cancel.signal,
    });
    return { kind: "http", status: response.status, body: await read(response), date: response.headers.get("date") };
  } catch (error) {
    return { kind: "transport", sent: isUnsent(error) ? "no" : "unknown" };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

async function read(response: Response): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  while (reader && length < MOST) {
    const { value, done } = await reader.read();
    if (done) break;
    pieces.push(value);
    length += value.length;
  }
  if (length >= MOST) void reader?.cancel().catch(() => {});
  const body = new Uint8Array(Math.min(length, MOST));
  let at = 0;
  for (const piece of pieces) {
    const part = piece.subarray(0, body.length - at);
    body.set(part, at);
    at += part.length;
  }
  return body;
}

function isUnsent(error: unknown): boolean {
  const { cause, code } = error as { cause?: { code?: unknown; errors?: unknown[] }; code?: unknown };
  // Several addresses of one name were tried: all of them must have failed like this.
  const errors = cause?.errors?.length ? (cause.errors as { code?: unknown }[]) : [cause ?? { code }];
  return errors.every((one) => NOT_SENT.has(String(one.code)));
}
