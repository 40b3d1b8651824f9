import type { Engine } from "../engine.js";
import type { EngineEvent, Now } from "../types.js";
import type { Journal } from "./journal.js";
import { exchange, type Fetch } from "./transport.js";

/** Both clocks of this process. */
export function now(): Now {
  return { unix: Date.now(), mono: Math.floor(performance.now()) };
}

/** What a host needs besides the engine. */
export interface HostOptions {
  /** Where the journal is; null with `"journal":"off"` only. */
  readonly journal: Journal | null;
  /** Takes an event. Store facts (`account_changed`, `rows_settled`), then return or resolve. A rejection ends the loop. */
  readonly onEvent: (event: EngineEvent) => void | Promise<void>;
  /** Instead of the runtime's. */
  readonly fetch?: Fetch;
}

/**
 * The loop: asks the engine for the next step, does it, reports back. There is no policy here. Neither the disk nor a handler holds up requests: a slot of the
 * quota that is missed never comes back.
 *
 * @example
 * const journal = await JournalDirectory.open("journal");
 * const host = await Host.open(Engine.open({ journalKeys: [key] }, null, now()), { journal, onEvent });
 * host.call((engine) => engine.putApp(app));
 * const loop = host.run();
 */
export class Host {
  readonly #engine: Engine;
  readonly #options: HostOptions;
  #wake: () => void = () => {};
  #rung = false;
  #stopping = false;
  #writing = false;
  #failure: { error: unknown } | undefined;
  #events: Promise<void> = Promise.resolve();
  readonly #flights = new AbortController();

  private constructor(engine: Engine, options: HostOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  /** Feeds the journal to an engine that was just opened. Put apps, policies and games next, then `run`. */
  static async open(engine: Engine, options: HostOptions): Promise<Host> {
    if (options.journal) for await (const [segment, bytes] of options.journal.read()) engine.load(segment, bytes);
    return new Host(engine, options);
  }

  /** Calls the engine, and wakes the loop: any input voids the last `wait`. */
  call<T>(f: (engine: Engine, now: Now) => T): T {
    try {
      return f(this.#engine, now());
    } finally {
      this.#ring();
    }
  }

  /** Ends the loop as soon as everything accepted is durable. Requests in flight count as lost; the next start asks for them. */
  stop(): void {
    this.#stopping = true;
    this.#ring();
  }

  /**
   * Takes steps until `stop` or `signal`. A rejection, of the disk or of a handler, says that nothing more becomes durable: end the process then.
   * The engine is still yours to free.
   */
  async run(signal?: AbortSignal): Promise<void> {
    const stop = () => this.stop();
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) this.stop();
    try {
      await this.#steps();
      await this.#events;
      if (this.#failure) throw this.#failure.error;
    } finally {
      signal?.removeEventListener("abort", stop);
      this.#flights.abort();
    }
  }

  async #steps(): Promise<void> {
    while (!this.#failure) {
      // Asked before poll: a Persist that ends in between may have let more come after it.
      const idle = !this.#writing;
      const step = this.#engine.poll(now());
      if (step.kind === "persist") {
        void this.#write(step.segment, step.seq, step.bytes, step.dropBefore);
      } else if (step.kind === "event") {
        this.#events = this.#events.then(() => this.#handle(step.seq, step.event));
      } else if (step.kind === "send") {
        void exchange(step.request, step.timeoutMs, this.#flights.signal, this.#options.fetch).then((outcome) => this.#complete(step.send, outcome));
      } else {
        if (this.#stopping && idle) return;
        await this.#sleep(step.untilMono - now().mono);
      }
    }
  }

  /** Append, sync, `persisted`, drop. */
  async #write(segment: number, seq: number, bytes: Uint8Array, dropBefore: number | null): Promise<void> {
    this.#writing = true;
    try {
      await this.#options.journal?.append(segment, seq, bytes);
      this.#engine.persisted(seq);
      if (dropBefore !== null) await this.#options.journal?.dropBefore(dropBefore);
    } catch (error) {
      this.#failure ??= { error };
    }
    this.#writing = false;
    this.#ring();
  }

  async #handle(seq: number, event: EngineEvent): Promise<void> {
    if (this.#failure) return;
    try {
      await this.#options.onEvent(event);
      this.#engine.handled(seq);
    } catch (error) {
      this.#failure ??= { error };
    }
    this.#ring();
  }

  #complete(send: number, outcome: Awaited<ReturnType<typeof exchange>>): void {
    if (this.#flights.signal.aborted) return;
    try {
      this.#engine.complete(send, outcome, now());
    } catch (error) {
      // A request that outlived its lease by far is harmless.
      if ((error as { code?: unknown }).code !== "unknown_send") this.#failure ??= { error };
    }
    this.#ring();
  }

  #ring(): void {
    this.#rung = true;
    this.#wake();
  }

  async #sleep(ms: number): Promise<void> {
    if (!this.#rung) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      await new Promise<void>((done) => {
        this.#wake = done;
        timer = setTimeout(done, Math.max(0, ms));
      });
      clearTimeout(timer);
      this.#wake = () => {};
    }
    this.#rung = false;
  }
}
