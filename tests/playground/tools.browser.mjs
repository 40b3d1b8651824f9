// Each tool against the known answers that every surface has to give, typed in and read off as a person would.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { WORDS } from "../../examples/playground/words.js";
import { open, start, textOf, vectors } from "./page.mjs";

let run;
before(async () => (run = await start()));
after(async () => run?.stop());

/** What the fields of a result say, by their words in words.js. */
async function said(page, tool) {
  const pairs = await page.$$eval(`#${tool}-tool .pair`, (all) =>
    all.map((pair) => {
      const label = pair.querySelector("strong").textContent;
      return [label, pair.querySelector("code")?.textContent ?? pair.textContent.slice(label.length)];
    }),
  );
  const word = (label) => Object.keys(WORDS).find((name) => `${WORDS[name][1]}: ` === label);
  return Object.fromEntries(pairs.map(([label, value]) => [word(label), value]));
}

const HEADERS = ["appId", "bizId", "timestamps"];

/** The pasted text of a known answer: headers, query, body. Null where a text field cannot hold the call. */
function pasted({ params, body_hex: hex }, sign) {
  const body = textOf(hex);
  const query = params.filter(([key]) => !HEADERS.includes(key));
  const headers = params.filter(([key]) => HEADERS.includes(key));
  const odd = /[\r\u0000]|^\s|\s$/;
  if (body === null || /\r|\n$/.test(body) || headers.some(([, value]) => odd.test(value) || value === "")) return null;
  if (query.some(([key]) => key === "" || key === "sign")) return null;
  const url =
    "/path" + (query.length ? "?" : "") + query.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
  const lines = [`POST ${url} HTTP/1.1`, ...headers.map((pair) => pair.join(": ")), ...(sign ? [`sign: ${sign}`] : [])];
  return `${lines.join("\n")}\n\n${body}`;
}

test("signatures: every known answer that can be pasted", async () => {
  const { page } = await open(run);
  let [good, bad] = [0, 0];
  for (const { args, ok, error } of vectors("explain_sign")) {
    const text = typeof args.secret_key === "string" && Array.isArray(args.params) ? pasted(args, ok?.sign) : null;
    if (text === null || (error && error.code !== "invalid_key")) continue;
    await page.fill("#sign-request", text);
    await page.fill("#sign-key", args.secret_key);
    await page.click("#sign-tool button[type=submit]");
    if (error) {
      if (args.secret_key.trim() !== args.secret_key) continue;
      await page.locator("#sign-result .verdict.bad", { hasText: error.code }).waitFor();
      bad += 1;
      continue;
    }
    await page.locator("#sign-result .pair code.value", { hasText: ok.sign }).first().waitFor();
    assert.equal(await page.locator("#sign-result .verdict").textContent(), "✔ " + WORDS.right[1]);
    assert.equal((await said(page, "sign")).length, String(ok.length));
    const sorted = await page.locator("#sign-result tbody th").allTextContents();
    assert.deepEqual(
      sorted,
      ok.sorted.map(([key]) => key),
    );
    const string = await page.locator("#sign-rest > .string").textContent();
    assert.equal(
      string
        .replaceAll("␣", " ")
        .replaceAll("␊", "\n")
        .replaceAll("⇥", "\t")
        .replace(/U\+([0-9A-F]{4,6})/g, (_, hex) => String.fromCodePoint(parseInt(hex, 16))),
      ok.text,
    );
    good += 1;
  }
  assert.ok(good >= 10 && bad >= 1, `${good} good, ${bad} bad`);
});

test("signatures: what is wrong is named, in both languages, and shown in the string", async () => {
  const { page } = await open(run);
  await page.click("text=Signed with dashes");
  await page.locator("#sign-result .cause", { hasText: WORDS.joint_dash[1] }).waitFor();
  assert.deepEqual(
    await page.locator("#sign-result del").allTextContents(),
    Array(4).fill(`[${WORDS.only_signed[1]}: -]`),
  );
  await page.click("#language");
  await page.locator("#sign-result .cause", { hasText: WORDS.joint_dash[0] }).waitFor();
  await page.click("text=漏签报文体");
  await page.locator("#sign-result .cause", { hasText: WORDS.body_absent[0] }).waitFor();
  assert.match(await page.locator("#sign-result ins").textContent(), /\{"data":"kGuV/);
  // The pasted sign is right, one that is typed beside it is not: what is typed counts.
  await page.click("text=正确的请求");
  await page.locator("#sign-result .verdict.good", { hasText: WORDS.right[0] }).waitFor();
  const sign = await page.locator("#sign-result .pair code.value").nth(1).textContent();
  await page.fill("#sign-got", sign.toUpperCase());
  await page.press("#sign-got", "Enter");
  await page.locator("#sign-result .cause", { hasText: WORDS.upper[0] }).waitFor();
});

test("signatures: a wrong key is told from a wrong request by the body", async () => {
  const { page } = await open(run);
  await page.click("text=A right request");
  await page.locator("#sign-result .verdict.good").waitFor();
  await page.fill("#sign-key", "0".repeat(32));
  await page.press("#sign-key", "Enter");
  await page.locator("#sign-result", { hasText: WORDS.key_does_not_fit[1] }).waitFor();
  await page.click("text=A right request");
  await page.fill("#sign-got", "0".repeat(64));
  await page.press("#sign-got", "Enter");
  await page.locator("#sign-result", { hasText: WORDS.key_fits[1] }).waitFor();
  assert.ok((await page.locator("#sign-result").textContent()).includes(WORDS.unknown[1]));
});

test("signatures: what is missing, seconds, no request, a line that is none", async () => {
  const { page } = await open(run);
  const explain = async (text, expected) => {
    await page.fill("#sign-request", text);
    await page.fill("#sign-key", "2836e95fcd10e04b0069bb1ee659955b");
    await page.click("#sign-tool button[type=submit]");
    await page.locator("#sign-result", { hasText: expected }).waitFor();
  };
  await explain("/p\nappId: 1\nbizId: 2\ntimestamps: 1584949895", WORDS.seconds[1]);
  await explain("/p\nappId: 1\nbizId: 2\ntimestamps: 1584949895758", WORDS.missing_header[1].replace("{}", "sign"));
  await explain("/p\nappId: 1\ntimestamps: 1584949895758", WORDS.missing_header[1].replace("{}", "bizId"));
  await explain("/p\nno header", WORDS.request_no_header[1].replace("{}", "2"));
  await explain("curl /p -H 'appId: 1' -d @body.json", WORDS.note_curl_file[1]);
});

test("over plain http, without the browser's SHA-256 and clipboard, the page says what it cannot do", async () => {
  const before = () => {
    Object.defineProperty(Crypto.prototype, "subtle", { value: undefined });
    Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
  };
  const { page, seen } = await open(run, { before });
  await page.click("text=Signed with dashes");
  await page.locator("#sign-verdict", { hasText: WORDS.insecure[1] }).waitFor();
  await page.click("text=Body not signed");
  await page.locator("#sign-verdict .cause", { hasText: WORDS.body_absent[1] }).waitFor();
  await page.click("#sign-rest button");
  await page.locator("#sign-rest button", { hasText: WORDS.copy_failed[1] }).waitFor();
  assert.deepEqual(seen.complaints, []);
});

test("bodies: known answers both ways", async () => {
  const { page } = await open(run, { tool: "body" });
  let [good, bad] = [0, 0];
  for (const { args, ok, error } of vectors("decrypt_body")) {
    const body = textOf(args.body_hex);
    if (
      body === null ||
      body.includes("\r") ||
      body.trim() === "" ||
      args.secret_key.trim() !== args.secret_key ||
      !/^\s*\{/.test(body)
    )
      continue;
    await page.fill("#body-key", args.secret_key);
    await page.fill("#body-input", body);
    await page.click("#body-tool button[type=submit]");
    if (error) {
      await page.locator("#body-result .verdict.bad", { hasText: error.code }).waitFor();
      bad += 1;
    } else {
      assert.equal(await page.locator("#body-text").textContent(), textOf(ok.plaintext_hex) ?? ok.plaintext_hex);
      good += 1;
    }
  }
  assert.ok(good >= 5 && bad >= 5, `decrypt: ${good} good, ${bad} bad`);
  [good, bad] = [0, 0];
  await page.check("#body-encrypt");
  for (const { args, ok, error } of vectors("encrypt_body")) {
    const plain = textOf(args.plaintext_hex);
    if (
      plain === null ||
      plain === "" ||
      plain.includes("\r") ||
      args.secret_key.trim() !== args.secret_key ||
      (error && args.nonce_hex === "")
    )
      continue;
    await page.fill("#body-key", args.secret_key);
    await page.fill("#body-nonce", args.nonce_hex);
    await page.fill("#body-input", plain);
    await page.click("#body-tool button[type=submit]");
    if (error) {
      await page.locator("#body-result .verdict.bad", { hasText: error.code }).waitFor();
      bad += 1;
    } else {
      assert.equal(await page.locator("#body-text").textContent(), textOf(ok.body_hex));
      good += 1;
    }
  }
  assert.ok(good >= 3 && bad >= 1, `encrypt: ${good} good, ${bad} bad`);
  // Without a nonce each is another; and the base64 alone is enough to open it.
  await page.fill("#body-key", "2836e95fcd10e04b0069bb1ee659955b");
  await page.fill("#body-nonce", "");
  await page.fill("#body-input", "明文\n");
  const sealed = new Set();
  for (let round = 0; round < 3; round += 1) {
    await page.click("#body-tool button[type=submit]");
    sealed.add(await page.locator("#body-text").textContent());
  }
  assert.equal(sealed.size, 3);
  await page.check("#body-decrypt");
  await page.fill("#body-input", JSON.parse([...sealed][0]).data);
  await page.click("#body-tool button[type=submit]");
  assert.equal(await page.locator("#body-text").textContent(), "明文\n");
});

test("identity: known numbers and pi", async () => {
  const { page } = await open(run, { tool: "identity" });
  let [good, bad] = [0, 0];
  for (const { args, ok, error } of vectors("validate_id_number")) {
    const value = args.id_number;
    if (typeof value !== "string" || value.trim() === "" || /[\r\n]/.test(value) || args.unix !== 1_795_176_000_000)
      continue;
    await page.fill("#identity-id", value);
    await page.click("#identity-tool button[type=submit]");
    const card = page.locator("#identity-id_number");
    if (error) {
      const word = error.reason === "length" ? "length_18" : error.reason;
      assert.equal(await card.locator(".verdict").textContent(), `✘ ${WORDS.invalid[1]}: ${WORDS[word][1]}`, value);
      bad += 1;
    } else {
      const expected = {
        normalised: ok.id_number,
        kind: WORDS[ok.kind][1],
        birth: ok.birth,
        route: WORDS[ok.route][1],
      };
      const { age, ...shown } = await said(page, "identity");
      assert.deepEqual(shown, expected, value);
      assert.match(age, /^\d+$/);
      good += 1;
    }
  }
  assert.ok(good >= 20 && bad >= 10, `${good} good, ${bad} bad`);
  await page.fill("#identity-id", "");
  for (const { args, ok } of vectors("pi_birth_date")) {
    if (!ok || typeof args.pi !== "string" || args.pi.trim() !== args.pi || args.pi.length > 80) continue;
    await page.fill("#identity-pi", args.pi);
    await page.click("#identity-tool button[type=submit]");
    const births = ok.birth?.$one_of ?? [ok.birth];
    const { birth: shown, shape } = await said(page, "identity");
    assert.ok(
      births.some((birth) => shown === (birth ?? WORDS.no_birth[1])),
      `${args.pi}: ${shown}`,
    );
    assert.equal(shape, WORDS[ok.shape][1]);
  }
  // An age in years: the next-day rule, on the day that the clock shows.
  await page.fill("#identity-pi", "1hpfml09b57f3f8185f8cb5094ea3f26278efb");
  await page.click("#identity-tool button[type=submit]");
  assert.equal((await said(page, "identity")).age, "16");
});

test("error codes: all are listed, found by number, text and word, and have an address", async () => {
  const { page, context } = await open(run, { tool: "errcode" });
  const known = vectors("errcode_info").filter(({ ok }) => ok && ok.class !== "unknown");
  const listed = await page.locator("#errcode-list h3 a").allTextContents();
  assert.deepEqual(listed.toSorted(), known.map(({ ok }) => String(ok.errcode)).toSorted());
  for (const { ok } of known) {
    await page.fill("#errcode-search", ok.errmsg);
    await page.locator(`#errcode-${ok.errcode}`).waitFor();
    const card = page.locator("article", { has: page.locator(`#errcode-${ok.errcode}`) });
    assert.deepEqual(await card.locator(".hint code").allTextContents(), [ok.errmsg, ok.class]);
  }
  await page.fill("#errcode-search", "throttled 60");
  assert.deepEqual(await page.locator("#errcode-list h3 a").allTextContents(), ["1006"]);
  await page.fill("#errcode-search", "白名单");
  assert.deepEqual(await page.locator("#errcode-list h3 a").allTextContents(), ["1005"]);
  // Others mention 2003: it comes first all the same.
  await page.fill("#errcode-search", "2003");
  const found = await page.locator("#errcode-list h3 a").allTextContents();
  assert.ok(found.length > 1 && found[0] === "2003", found.join());
  await page.fill("#errcode-search", "9999");
  assert.match(await page.locator("#errcode-list").textContent(), /not in the published table/);
  await page.fill("#errcode-search", "zzz");
  assert.equal(await page.locator("#errcode-count").textContent(), WORDS.nothing[1]);
  const other = await context.newPage();
  await other.goto(`${run.origin}/#errcode/1011`);
  await other.locator("#errcode-1011").waitFor();
  assert.equal(await other.locator("#errcode-list article").count(), 1);
});

test("play windows: known months, and their hours", async () => {
  const { page } = await open(run, { tool: "calendar" });
  let months = 0;
  for (const { args, ok } of vectors("play_windows")) {
    const profile = ok && JSON.parse(args.profile);
    if (!ok || Object.keys(profile).join() !== "base" || args.year < 1980) continue;
    await choose(page, args, profile.base);
    const rows = await table(page);
    assert.deepEqual(
      rows.map(([date]) => date),
      ok.days.map((day) => day.date),
    );
    for (const [at, [date, , hours]] of rows.entries())
      assert.equal(hours !== WORDS.closed[1], ok.days[at].open, `${date}: ${hours}`);
    months += 1;
  }
  assert.ok(months >= 5, `${months} months`);
});

test("play windows: a minor's Friday, a make-up Saturday, the day of coming of age", async () => {
  const { page } = await open(run, { tool: "calendar" });
  await choose(page, { year: 2026, month: 2, calendar: null }, "cn2021");
  assert.equal(await page.locator("#calendar-summary .sum").textContent(), "2026-02: minors may play on 15 days");
  let rows = await table(page);
  assert.deepEqual(rows[12], ["2026-02-13", "Friday", "20:00–21:00", WORDS.day_weekend_open[1]]);
  assert.deepEqual(rows[13], ["2026-02-14", "Saturday", WORDS.closed[1], WORDS.day_makeup_workday[1]]);
  assert.deepEqual(rows[16], ["2026-02-17", "Tuesday", "20:00–21:00", WORDS.day_statutory_holiday[1]]);
  assert.equal(await page.locator("#calendar-picture g.makeup_workday").count(), 2);
  assert.equal(await page.locator("#calendar-picture rect.time").count(), 15);
  // 民法典 201, 202: of age at the end of the birthday.
  await page.fill("#calendar-birth", "2008-11-21");
  await choose(page, { year: 2026, month: 11, calendar: null }, "cn2021");
  rows = await table(page);
  assert.equal(rows[20][2], "20:00–21:00");
  assert.deepEqual(rows[21].slice(2), [WORDS.all_day[1], WORDS.of_age[1].replace("{}", "2026-11-22")]);
  assert.deepEqual(rows[22].slice(2), [WORDS.all_day[1], WORDS.adult_now[1]]);
  assert.equal(await page.locator("#calendar-picture g.turns .number").textContent(), "22");
  await choose(page, { year: 2026, month: 11, calendar: null }, "faq_literal");
  assert.equal((await table(page))[20][3], WORDS.of_age[1].replace("{}", "2026-11-21"));
  // 34号: from 8 to 22.
  assert.equal((await table(page))[2][2], "08:00–22:00");
  // Born on 29 February.
  await page.fill("#calendar-birth", "2008-02-29");
  await choose(page, { year: 2026, month: 3, calendar: null }, "cn2021");
  assert.equal(
    await page
      .locator("#calendar-summary")
      .textContent()
      .then((text) => /of age from (\S+),/.exec(text)[1]),
    "2026-03-01",
  );
});

test("play windows: adults, the very old, those who turned 18 before there was a law, and those not born yet", async () => {
  const { page } = await open(run, { tool: "calendar" });
  const why = async (birth, year, month) => {
    await page.fill("#calendar-birth", birth);
    await choose(page, { year, month, calendar: null }, "auto");
    return [...new Set((await table(page)).map(([, , hours, why]) => `${hours}, ${why}`))];
  };
  const adult = `${WORDS.all_day[1]}, ${WORDS.adult_now[1]}`;
  assert.deepEqual(await why("1980-01-01", 2026, 11), [adult]);
  assert.deepEqual(await why("1935-03-03", 2026, 11), [adult]);
  assert.deepEqual(await why("2000-06-01", 2018, 6), [`${WORDS.all_day[1]}, ${WORDS.day_always[1]}`]);
  // As any minor: five kinds of days in that month.
  assert.equal((await why("2026-11-01", 2026, 2)).length, 5);
});

test("play windows: the buttons turn the year, a bad calendar is told, a good one is used", async () => {
  const { page } = await open(run, { tool: "calendar" });
  await choose(page, { year: 2026, month: 12, calendar: null }, "auto");
  await page.click("#calendar-tool >> text=Next month");
  assert.deepEqual([await page.inputValue("#calendar-year"), await page.inputValue("#calendar-month")], ["2027", "1"]);
  assert.match(await page.locator(".legend").textContent(), /no notice of the State Council/);
  await page.click("#calendar-tool >> text=Previous month");
  assert.deepEqual([await page.inputValue("#calendar-year"), await page.inputValue("#calendar-month")], ["2026", "12"]);
  await choose(page, { year: 2027, month: 1, calendar: "{}" }, "auto");
  await page.locator("#calendar-summary .verdict.bad", { hasText: "invalid_calendar" }).waitFor();
  const statutory = ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"].map((day) => `2027-${day}`);
  const year = {
    off_days: [...statutory, "2027-01-02", "2027-01-03"],
    makeup_workdays: ["2027-01-10"],
    statutory_days: statutory,
  };
  await choose(page, { year: 2027, month: 1, calendar: JSON.stringify({ v: 1, years: { 2027: year } }) }, "auto");
  await page.locator("#calendar-picture g.makeup_workday").waitFor();
  assert.equal((await table(page))[9][3], WORDS.day_makeup_workday[1]);
});

async function choose(page, { year, month, calendar }, base) {
  await page.selectOption("#calendar-profile", base);
  if (!(await page.locator("#calendar-file").isVisible())) await page.click("#calendar-tool form summary");
  await page.fill("#calendar-file", calendar ?? "");
  await page.selectOption("#calendar-month", String(month));
  await page.fill("#calendar-year", String(year));
  await page.press("#calendar-year", "Enter");
}

const table = (page) =>
  page.$$eval("#calendar-details tbody tr", (rows) =>
    rows.map((row) => Array.from(row.children, (cell) => cell.textContent)),
  );
