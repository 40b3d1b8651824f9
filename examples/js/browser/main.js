// The toolkit and the decisions in a page. `init()` fetches and compiles the .wasm once; after it every call is synchronous.
import { accountApply, accountNew, decide, errcodeInfo, init, reasonText } from "shiming";

const form = document.querySelector("form");
const errcode = document.querySelector("[name=errcode]");

function ask() {
  const { birth, at } = Object.fromEntries(new FormData(form));
  const unix = Date.parse(`${at}:00+08:00`);
  // A person that the game's server knows as verified; the page was told no more than the day of birth.
  const person = { kind: "link_person", pi: "1hpfml09b57f3f8185f8cb5094ea3f26278efb", birth, source: "own" };
  const { state } = accountApply(accountNew(), person, null, { unix, mono: 0 });
  const { play } = decide(state, { base: "auto" }, null, { playedTodayS: 0, guestUsedS: 0 }, unix);
  const next = play.nextOpen === null ? "" : new Date(play.nextOpen + 8 * 3600_000).toISOString().slice(0, 16).replace("T", " ");
  document.querySelector("[role=status]").textContent =
    `${play.allowed ? "may play" : "may not play"}: ${play.reason} (${play.ruleId}) ${reasonText(play.reason).textZh} ${next}`;
}

function look() {
  const info = errcodeInfo(Number(errcode.value));
  document.querySelector("#advice").textContent = `${info.meaningEn}: ${info.adviceEn}`;
}

await init();
form.addEventListener("submit", (event) => (event.preventDefault(), ask()));
errcode.addEventListener("input", look);
ask();
look();
