// The page as a whole: what it says, who can use it, and that nothing leaves it.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { WORDS } from "../../examples/playground/words.js";
import { BUILT, open, start } from "./page.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TOOLS = ["sign", "body", "identity", "errcode", "calendar"];
const SHOTS = join(BUILT, "screenshots");

/** Each language, each theme and each width once; with SHOTS=all the other combinations too, to look at. */
const LOOKS = [
  ["zh", "light", 1280],
  ["en", "dark", 360],
];
if (process.env.SHOTS === "all")
  LOOKS.push(
    ["en", "dark", 1280],
    ["zh", "dark", 1280],
    ["en", "light", 360],
    ["zh", "light", 360],
    ["zh", "dark", 360],
  );

let run;
before(async () => {
  mkdirSync(SHOTS, { recursive: true });
  run = await start();
});
after(async () => run?.stop());

/** Something to look at in each tool. */
const USE = {
  sign: async (page) => {
    await page.locator("#sign-tool .examples button").nth(1).click();
    await page.locator("#sign-result del").first().waitFor();
  },
  body: (page) => page.locator("#body-tool .actions button").nth(1).click(),
  identity: async (page) => {
    await page.locator("#identity-tool .examples button").nth(0).click();
    await page.fill("#identity-id", "110000190101010002");
    await page.press("#identity-id", "Enter");
  },
  // A few codes stand for all: their cards are alike.
  errcode: (page) => page.fill("#errcode-search", "101"),
  calendar: async (page) => {
    await page.fill("#calendar-birth", "2008-10-17");
    await page.selectOption("#calendar-month", "10");
    await page.locator("#calendar-details summary").click();
  },
};

test("accessible and complete in each tool, language, theme and width; pictures of all", async () => {
  for (const tool of TOOLS) {
    for (const [lang, theme, width] of LOOKS) {
      const { page, context, seen } = await open(run, { tool, lang, theme, width });
      await USE[tool](page);
      await judge(page, `${tool} ${lang} ${theme} ${width}`);
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({
        path: join(SHOTS, `${tool}-${lang}-${theme}-${width}.png`),
        fullPage: true,
      });
      const spill = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(spill <= 0, `${tool} ${lang}: ${spill} pixels too wide at ${width}`);
      assert.deepEqual(seen.complaints, []);
      await context.close();
    }
  }
});

async function judge(page, what) {
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(() =>
    axe.run({ exclude: "#calendar-details tr:nth-child(n + 6)" }, { resultTypes: ["violations"] }),
  );
  const shown = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
  );
  assert.deepEqual(shown, [], what);
  assert.ok(
    passes.some(({ id }) => id === "color-contrast"),
    what,
  );
}

test("each language is whole: nothing is empty, nothing is left in the other", async () => {
  for (const lang of ["zh", "en"]) {
    const { page, context } = await open(run, { lang });
    for (const tool of TOOLS) {
      await page.click(`#nav-${tool}`);
      await USE[tool](page);
      await page.locator(`#${tool}-tool`).waitFor();
      const texts = await page.$$eval("[data-t]", (all) => all.map((element) => element.textContent));
      assert.ok(texts.length > 10 && texts.every((text) => text.trim() !== ""));
      const text = await page.evaluate(() => document.body.innerText);
      if (lang === "en") {
        const rest = text.replaceAll("中文", "").replaceAll(/\d+号/g, "").replaceAll("某一一", "");
        assert.doesNotMatch(rest, /[\u3000-\u9fff]/, tool);
      } else {
        const words = Object.values(WORDS)
          .map(([, en]) => en)
          .filter((en) => / \w+ \w+/.test(en) && !en.includes("{}"));
        assert.deepEqual(
          words.filter((en) => text.includes(en) && en !== WORDS.language[0]),
          [],
          tool,
        );
      }
      assert.equal(
        await page.title(),
        `${WORDS[`nav_${tool}`][lang === "zh" ? 0 : 1]} · ${WORDS.title[lang === "zh" ? 0 : 1]}`,
      );
    }
    assert.equal(await page.getAttribute("html", "lang"), lang === "zh" ? "zh-CN" : "en");
    await context.close();
  }
});

test("the switches: language and theme stand in the URL, and nowhere else", async () => {
  const { page, context } = await open(run, { lang: "zh", theme: "light" });
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.click("#theme");
  assert.notEqual(await paper(), light);
  await page.click("#language");
  assert.equal(await page.locator("h1").textContent(), WORDS.title[1]);
  assert.match(page.url(), /\?theme=dark&lang=en#sign$/);
  await page.reload();
  await page.locator("#loading").waitFor({ state: "detached" });
  assert.equal(await page.locator("h1").textContent(), WORDS.title[1]);
  assert.notEqual(await paper(), light);
  await page.click("#sign-tool .examples button");
  await page.locator("#sign-result .verdict").waitFor();
  const kept = await page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    document.cookie,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
  ]);
  assert.deepEqual(kept, [0, 0, "", 0, 0]);
  assert.match(page.url(), /\?theme=dark&lang=en#sign$/);
  await context.close();
});

test("nothing leaves: only this page's files are fetched, and without a network all tools go on", async () => {
  const { page, context, seen } = await open(run, { lang: "en" });
  const loaded = seen.requests.length;
  assert.ok(seen.requests.some((url) => url.endsWith(".wasm")));
  await context.setOffline(true);
  for (const tool of TOOLS) {
    await page.click(`#nav-${tool}`);
    await USE[tool](page);
  }
  await page.click("#nav-sign");
  await page.fill("#sign-request", "https://example.com/?ai=1\nappId: 1\nbizId: 2\ntimestamps: 1584949895758\nsign: 0");
  await page.press("#sign-key", "Enter");
  await page.locator("#sign-result", { hasText: WORDS.unknown[1] }).waitFor();
  for (const url of seen.requests)
    assert.ok(url.startsWith(`${run.origin}/`) || url.startsWith("data:image/svg+xml,"), url);
  assert.deepEqual(seen.requests.slice(loaded), []);
  assert.deepEqual(seen.complaints, []);
  // The policy is the page's own: a script that wanted to send something could not.
  await context.setOffline(false);
  const refused = await page.evaluate(() =>
    fetch("http://localhost:9/").then(
      () => "sent",
      (error) => error.name,
    ),
  );
  assert.equal(refused, "TypeError");
  assert.ok(
    seen.complaints.some((text) => /Content Security Policy/.test(text)),
    seen.complaints.join(),
  );
  await context.close();
});

test("what is pasted is never markup", async () => {
  const { page, context, seen } = await open(run, { lang: "en" });
  const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
  await page.fill(
    "#sign-request",
    `/p?a=${encodeURIComponent(evil)}\nappId: ${evil}\nbizId: 2\ntimestamps: 1\nsign: ${evil}\n\n${evil}`,
  );
  await page.fill("#sign-key", "0".repeat(32));
  await page.click("#sign-tool button[type=submit]");
  await page.locator("#sign-result tbody").waitFor();
  assert.equal(await page.locator("main img, main script").count(), 0);
  assert.deepEqual(seen.complaints, []);
  await context.close();
});

test("by keyboard alone: skip link, every control with a visible focus, a tool from start to end", async () => {
  for (const tool of TOOLS) {
    const { page, context } = await open(run, { tool, lang: "en" });
    await USE[tool](page);
    await page.evaluate(() => (document.activeElement.blur(), scrollTo(0, 0), getSelection().removeAllRanges()));
    // What should be reached: everything that a mouse could use; of radio buttons, the chosen one.
    const wanted = await page.$$eval("a[href], button, input, select, textarea, summary, [tabindex='0']", (all) => {
      const seen = all.filter(
        (element) => element.checkVisibility() && !(element.type === "radio" && !element.checked),
      );
      return seen.map((element, at) => (element.dataset.stop = String(at)));
    });
    const reached = new Set();
    for (let step = 0; step < wanted.length * 8 && reached.size < wanted.length; step += 1) {
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        const style = getComputedStyle(element);
        const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        return { stop: element.dataset.stop, ring, html: element.outerHTML.slice(0, 90) };
      });
      if (at.stop !== undefined) {
        assert.ok(at.ring, `no visible focus: ${at.html}`);
        reached.add(at.stop);
      }
      await page.keyboard.press("Tab");
    }
    const missed = await page.$$eval(
      "[data-stop]",
      (all, reached) =>
        all.filter((one) => !reached.includes(one.dataset.stop)).map((one) => one.outerHTML.slice(0, 90)),
      [...reached],
    );
    assert.deepEqual(missed, [], tool);
    await context.close();
  }
  const { page, context } = await open(run, { lang: "en" });
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  assert.match(page.url(), /#sign$/);
  await page.locator("#nav-identity").focus();
  await page.keyboard.press("Enter");
  await page.locator("#identity-tool").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "identity-title");
  while ((await page.evaluate(() => document.activeElement.id)) !== "identity-id") await page.keyboard.press("Tab");
  await page.keyboard.type("110000190101010001");
  await page.keyboard.press("Enter");
  await page.locator("#identity-result .verdict.good").waitFor();
  await context.close();
});

test("results are announced, fields are named, secrets are not for keeping", async () => {
  const { page, context } = await open(run, { lang: "en" });
  for (const tool of TOOLS) await page.click(`#nav-${tool}`);
  for (const id of ["sign-verdict", "body-result", "identity-result", "calendar-summary"]) {
    assert.equal(await page.getAttribute(`#${id}`, "aria-live"), "polite");
  }
  const fields = await page.$$eval("main input:not([type=checkbox], [type=radio]), main textarea, main select", (all) =>
    all.map((one) => [one.id, one.autocomplete, one.getAttribute("spellcheck"), one.labels.length, one.type]),
  );
  assert.ok(fields.length >= 12);
  for (const [id, autocomplete, spellcheck, labels, type] of fields) {
    assert.deepEqual([autocomplete, spellcheck, labels], ["off", "false", 1], id);
    assert.notEqual(type, "password", id);
  }
  for (const id of ["sign-key", "body-key"]) {
    const shown = () => page.$eval(`#${id}`, (input) => getComputedStyle(input).webkitTextSecurity);
    assert.equal(await shown(), "disc");
    await page.$eval(`#${id}-show`, (box) => box.click());
    assert.equal(await shown(), "none");
  }
  await context.close();
});

test("without the library the page says so", async () => {
  const context = await run.browser.newContext({ locale: "en-US" });
  const page = await context.newPage();
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(run.origin);
  await page.locator("#loading[role=alert]", { hasText: WORDS.load_failed[1] }).waitFor();
  await context.close();
});
