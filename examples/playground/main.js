// The page: loads the library, chooses language and theme, shows the tool that the URL's fragment names.
import { h, translate } from "./dom.js";
import { init, versions } from "./shiming/browser.js";
import { lang, setLang, t } from "./words.js";
import * as body from "./tools/body.js";
import * as calendar from "./tools/calendar.js";
import * as errcode from "./tools/errcode.js";
import * as identity from "./tools/identity.js";
import * as sign from "./tools/sign.js";

const TOOLS = { sign, body, identity, errcode, calendar };
const mounted = {};
const $ = (id) => document.getElementById(id);
const query = () => new URLSearchParams(location.search);

/** What a switch chose stands in the URL, and nowhere else. */
function keep(name, value) {
  const url = new URL(location.href);
  url.searchParams.set(name, value);
  history.replaceState(null, "", url);
}

/** A tool is built when it is first looked at: every section exists, but an empty one costs nothing. */
function route() {
  const [wanted, rest] = location.hash.slice(1).split("/");
  const name = wanted in TOOLS ? wanted : "sign";
  for (const other of Object.keys(TOOLS)) {
    $(`${other}-tool`).hidden = other !== name;
    const link = $(`nav-${other}`);
    if (other === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  mounted[name] ??= TOOLS[name].mount($(`${name}-tool`));
  if (rest) mounted[name].open?.(decodeURIComponent(rest));
  document.title = `${t(`nav_${name}`)} · ${t("title")}`;
  return name;
}

function speak(language) {
  setLang(language);
  document.documentElement.lang = lang() === "zh" ? "zh-CN" : "en";
  translate(document);
  $("version").textContent = t("version", versions().core);
  themeLabel();
  for (const tool of Object.values(mounted)) tool.refresh();
  route();
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

function themeLabel() {
  const word = isDark() ? "theme_light" : "theme_dark";
  $("theme").textContent = t(word);
  $("theme").setAttribute("aria-label", t("theme_label", t(word).toLowerCase()));
}

function build() {
  for (const name of Object.keys(TOOLS)) {
    $("nav").append(h("li", {}, h("a", { id: `nav-${name}`, href: `#${name}`, t: `nav_${name}` })));
    const title = h("h2", { id: `${name}-title`, tabindex: -1, t: `nav_${name}` });
    $("main").append(
      h(
        "section",
        { id: `${name}-tool`, "aria-labelledby": title.id, hidden: true },
        title,
        h("p", { class: "about", t: `about_${name}` }),
      ),
    );
  }
  $("language").addEventListener("click", () => {
    speak(lang() === "zh" ? "en" : "zh");
    keep("lang", lang());
  });
  $("theme").addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    themeLabel();
    keep("theme", document.documentElement.dataset.theme);
  });
  dark.addEventListener("change", themeLabel);
  // The skip link must not change the fragment, which names the tool.
  $("skip").addEventListener("click", (event) => {
    event.preventDefault();
    $("main").focus();
  });
  // After a change of tool the keyboard goes on in it.
  addEventListener("hashchange", () => {
    const name = route();
    scrollTo(0, 0);
    $(`${name}-title`).focus({ preventScroll: true });
  });
}

const wanted = query().get("lang") ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
setLang(wanted);
if (["light", "dark"].includes(query().get("theme"))) document.documentElement.dataset.theme = query().get("theme");
try {
  await init();
  build();
  speak(wanted);
  $("loading").remove();
} catch (error) {
  $("loading").textContent = t("load_failed");
  $("loading").setAttribute("role", "alert");
  throw error;
}
