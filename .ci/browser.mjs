// The pages in a real browser. usage: browser.mjs URL ARCHIVE SHOTS
import { chromium } from "playwright-core";
import { readFileSync, readdirSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [base, archive, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const SIZES = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
let passed = 0;
const failed = [];
const wrong = [];

function hold(truth, what) {
  if (truth) passed += 1;
  else { failed.push(what); console.log(`FAILED: ${what}`); }
}

async function open(options) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  return page;
}

const number = (text) => Number(text.replace(/[^0-9]/g, ""));
const count = async (page) => number(await page.locator(".bar h2").innerText());
const WORDS = {
  en: { search: "Search", next: "Next", narrow: "Sentiment", open: "Why", themes: "Themes", back: "Back to the results" },
  fi: { search: "Hae", next: "Seuraava", open: "Perustelut", themes: "Teemat", back: "Takaisin hakutuloksiin" },
};

// Search, filter, page, read, come back, export: everywhere.
async function reads(ui, javaScriptEnabled, size) {
  const name = `${ui}, ${javaScriptEnabled ? "with" : "without"} scripts, ${size}`;
  const words = WORDS[ui];
  const page = await open({ viewport: SIZES[size], javaScriptEnabled });
  await page.goto(`${base}/?ui=${ui}`);
  const all = await count(page);
  hold(all > 3000, `${name}: the archive is shown`);
  hold((await page.locator("html").getAttribute("lang")) === ui, `${name}: the language is told`);
  await page.locator("#q").fill("jono");
  await page.locator("form.ask button").first().click();
  const some = await count(page);
  hold(some > 0 && some < all, `${name}: a search finds some`);
  hold((await page.locator("mark").count()) > 0, `${name}: matches are marked`);
  const width = await page.evaluate(() => document.documentElement.scrollWidth).catch(() => 0);
  hold(width <= SIZES[size].width, `${name}: the page fits its width (${width})`);
  const facet = page.locator("#filters section").nth(1).locator("li a").first();
  const promised = number(await facet.locator(".n").innerText());
  await facet.click();
  hold((await count(page)) === promised, `${name}: a facet keeps what it promises`);
  hold((await page.locator(".chips li").count()) === 2, `${name}: the filter can be seen`);
  await page.locator(".chips a").first().click();
  hold((await count(page)) === some, `${name}: the filter can be removed`);
  await page.locator(".paging a[rel=next]").click();
  hold(page.url().includes("page=2"), `${name}: the next page has its URL`);
  await page.locator(".hits article p.facts a").first().click();
  hold(await page.getByRole("heading", { name: words.open }).isVisible(), `${name}: a comment is explained`);
  await page.getByRole("link", { name: words.back }).click();
  hold(page.url().includes("page=2"), `${name}: the way back leads back`);
  for (const view of ["kwic", "time"]) {
    await page.goto(`${base}/?ui=${ui}&q=jono&view=${view}`);
    hold((await page.locator(".results table tbody tr").count()) > 1, `${name}: ${view} has rows`);
  }
  for (const ending of ["csv", "xlsx", "json"]) {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(`.files a[href*="export.${ending}"]`).click(),
    ]);
    const bytes = readFileSync(await file.path());
    hold(bytes.length > 200, `${name}: ${ending} is taken along`);
  }
  await page.context().close();
}

// Rename, merge, take back.
async function edits(ui, javaScriptEnabled) {
  const name = `${ui}, ${javaScriptEnabled ? "with" : "without"} scripts`;
  const page = await open({ viewport: SIZES.desk, javaScriptEnabled });
  const themes = async () => {
    await page.goto(`${base}/themes?ui=${ui}`);
    return page.locator("table.themes tbody tr").count();
  };
  const before = await themes();
  await page.locator("table.themes tbody th a").first().click();
  const own = page.url();
  const field = ui === "fi" ? "#label-fi" : "#label-en";
  const old = await page.locator(field).inputValue();
  await page.locator(field).fill(`${old} ${ui} ${javaScriptEnabled ? 1 : 2}`);
  await page.locator("form[action$=rename] button").click();
  hold((await page.locator("h1").innerText()).includes(`${old} ${ui}`), `${name}: a theme is renamed`);
  hold(await page.locator("[role=status]").isVisible(), `${name}: it is said that it was done`);
  await page.locator("#into").selectOption({ index: 3 });
  await page.locator("form[action$=merge] button").click();
  await page.waitForURL(/done=/);
  hold((await themes()) === before - 1, `${name}: two themes are merged`);
  await page.locator("form[action$=undo] button").first().click();
  await page.waitForURL(/done=/);
  hold((await themes()) === before, `${name}: the merge is taken back`);
  await page.locator("form[action$=undo] button").first().click();
  await page.waitForURL(/done=/);
  await page.goto(own);
  hold((await page.locator(field).inputValue()) === old, `${name}: the name is taken back`);
  await page.goto(`${base}/?ui=${ui}&q=jono`);
  await page.locator("#name").fill(`Jono ${name}`);
  await page.locator("form.save button").click();
  hold(await page.getByRole("link", { name: `Jono ${name}` }).isVisible(), `${name}: a search is kept`);
  await page.context().close();
}

// Serious findings of axe-core; the rest is printed.
async function accessible(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => (await window.axe.run()).violations);
  for (const one of found) {
    const grave = ["serious", "critical"].includes(one.impact);
    console.log(`${grave ? "SERIOUS" : "minor"}: ${name}: ${one.id} (${one.nodes.length}): ${one.nodes[0].html.slice(0, 160)}`);
  }
  hold(!found.some((one) => ["serious", "critical"].includes(one.impact)), `${name}: accessible`);
}

async function looks(colorScheme, size) {
  const page = await open({ viewport: SIZES[size], bypassCSP: true, colorScheme });
  await page.goto(`${base}/?q=jono`);
  const comment = await page.locator(".hits article p.facts a").first().getAttribute("href");
  await page.goto(`${base}/themes`);
  const theme = await page.locator("table.themes tbody th a").first().getAttribute("href");
  const pages = {
    search: "/?q=jono", filtered: "/?q=jono&sentiment=negative&lang=fi&ui=fi", lines: "/?q=jono&view=kwic",
    time: "/?q=jono&view=time", nothing: "/?q=zzzyx", wrong: "/?q=%22a&ui=fi", comment: `${comment}`,
    themes: "/themes?ui=fi", theme: `${theme}`, signals: "/signals", reports: "/reports", saved: "/saved", lost: "/x",
  };
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(base + path);
    await page.screenshot({ path: join(shots, `${name}-${size}-${colorScheme}.png`), fullPage: true });
    await accessible(page, `${name}, ${size}, ${colorScheme}`);
  }
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
  hold(paint > 0 && paint < 300, `${size}, ${colorScheme}: first paint within 300 ms (${Math.round(paint)})`);
  await page.context().close();
}

// The files of the latest run, from the disk as people open them.
async function files() {
  const runs = join(archive, "runs");
  for (const run of readdirSync(runs)) {
    for (const file of ["report.html", "board.html"]) {
      const path = join(runs, run, file);
      if (!existsSync(path)) { console.log(`skipped: no ${file} in ${run}`); continue; }
      for (const size of Object.keys(SIZES)) {
        const page = await open({ viewport: SIZES[size] });
        await page.goto(pathToFileURL(path).href);
        await page.screenshot({ path: join(shots, `${file}-${run}-${size}.png`), fullPage: true });
        await accessible(page, `${file} of ${run}, ${size}`);
        if (file === "board.html" && size === "desk") {
          const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true, path: join(shots, `board-${run}.pdf`) })).toString("latin1");
          const sheets = (pdf.match(/\/Type\s*\/Page[^s]/g) ?? []).length;
          hold(sheets === 1, `board.html of ${run} prints to one page (${sheets})`);
        }
        await page.context().close();
      }
    }
  }
}

for (const ui of ["fi", "en"])
  for (const scripts of [true, false])
    for (const size of Object.keys(SIZES)) await reads(ui, scripts, size);
await edits("fi", false);
await edits("en", true);
for (const size of Object.keys(SIZES)) for (const scheme of ["light", "dark"]) await looks(scheme, size);
await files();
hold(wrong.filter((text) => !/status of 4\d\d/.test(text)).length === 0, `nothing in the console: ${wrong.slice(0, 3).join(" | ")}`);
await browser.close();
console.log(`${passed} passed, ${failed.length} failed`);
process.exit(failed.length ? 1 : 0);
