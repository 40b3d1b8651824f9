// Calls that must not compile: each comment demands an error on the next line, and is an error itself when there is none.
import { checkRequest, decide, Engine, parseCheck, reportRequest, sign } from "shiming";
import type { Step } from "shiming";

const app = { appId: "a", bizId: "b", secretKey: "k" };
const now = { unix: 0, mono: 0 };
const usage = { playedTodayS: 0, guestUsedS: 0 };

// @ts-expect-error: bytes, not text
sign("key", [], "body");
// @ts-expect-error: pairs, not an object
sign("key", { appId: "a" }, new Uint8Array(0));
// @ts-expect-error: an unknown kind of endpoints
checkRequest(app, { kind: "staging" }, "ai", "n", "i", null, 0);
// @ts-expect-error: a test needs its code
checkRequest(app, { kind: "test" }, "ai", "n", "i", null, 0);
// @ts-expect-error: times are numbers, not Date
checkRequest(app, { kind: "production" }, "ai", "n", "i", null, new Date(0));
// @ts-expect-error: times are numbers, not BigInt
checkRequest(app, { kind: "production" }, "ai", "n", "i", null, 0n);
// @ts-expect-error: only login and logout
reportRequest(app, { kind: "production" }, [{ si: "s", bt: "enter", ot: 0, ct: "guest", di: "d" }], null, 0);
// @ts-expect-error: members are camelCase
decide("{}", { base: "auto" }, null, { played_today_s: 0, guest_used_s: 0 }, 0);
// @ts-expect-error: a profile is needed
decide("{}", null, null, usage, 0);
// @ts-expect-error: the constructor is not for users
new Engine();

export function engine(engine: Engine, step: Step): void {
  // @ts-expect-error: both clocks
  engine.poll({ unix: 0 });
  // @ts-expect-error: an account comes with its state
  engine.login("g", "s", { account: "a" }, null, now);
  // @ts-expect-error: only live and backfill
  engine.verify("g", "a", "{}", "n", "i", "urgent", now);
  // @ts-expect-error: only no and unknown
  engine.complete(1, { kind: "transport", sent: "maybe" }, now);
  // @ts-expect-error: a body is bytes
  engine.complete(1, { kind: "http", status: 200, body: "{}" }, now);
  // @ts-expect-error: only a persist has bytes
  step.bytes;
  if (step.kind === "send") {
    // @ts-expect-error: a request is not changed after it was signed
    step.request.body = new Uint8Array(0);
  }
}

const answer = parseCheck(200, new Uint8Array(0));
// @ts-expect-error: only a verified answer has a pi
answer.pi;
