// The report in Chromium, opened as a file as somebody would who got it by mail.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { buildout, folder, launch, open, overlaps, remove, source, violations } from "./browser.mjs";

const RUNS = 12;
const NAME = "<img src=x onerror=alert(1)> & \u5317\u4eac";
let browser, here;
const reports = {};

before(async () => {
  here = folder();
  writeFileSync(join(here, "short.cfg"), `scenario: { extends = "baseline.cfg"; title = "Short & <b>bold</b>"; };
time: { end = "2025-01-01"; };
companies: { Baidu: { name = "${NAME}"; }; };\n`);
  // The same without the export law.
  const law = readFileSync(join(source, "scenarios/no_rules.cfg"), "utf8").replace(/scenario: *\{[^}]*\};/, "");
  writeFileSync(join(here, "free.cfg"), `scenario: { extends = "short.cfg"; title = "No gates"; };\n${law}`);
  const draw = (name, args) => {
    buildout([...args, "--quiet", "-o", name], here);
    buildout(["report", name, "--quiet"], here);
    reports[name] = join(here, name, "report.html");
  };
  draw("one", ["run", "short.cfg"]);
  draw("many", ["ensemble", "short.cfg", "--runs", String(RUNS)]);
  draw("pair", ["compare", "short.cfg", "free.cfg", "--runs", String(RUNS)]);
  const two = ["--strategies", "all_in,wait_and_follow", "--runs", "2"];
  draw("points", ["sweep", "short.cfg", "--vary", "power.ramp_months=6,12", "--company", "Alibaba", ...two]);
  draw("game", ["game", "short.cfg", "--players", "Alibaba,Tencent", ...two]);
  writeFileSync(join(here, "other.cfg"), `scenario: { extends = "short.cfg"; title = "Other"; };
companies: { Alibaba: { strategy = "all_in"; }; };\npower: { ramp_months = 12.0; };\n`);
  draw("effects", ["diff", "short.cfg", "other.cfg", "--effect", "--runs", "2"]);
  draw("wait", ["wait", "short.cfg", "--company", "Alibaba", "--quarters", "0..3", "--runs", "3"]);
  draw("solve", ["solve", "short.cfg", "--for", "finance.discount_rate_per_year", "--until", "Alibaba.npv - 40000",
    "--between", "0.01..0.9", "--runs", "2"]);
  const alone = join(here, "alone"); // what a calibration writes, and discover and sensitivity among many runs
  mkdirSync(alone);
  writeFileSync(join(alone, "calibration.csv"), `input,prior_p05,prior_p50,prior_p95,posterior_p05,posterior_p50,posterior_p95,shift,spread,moved,bound
power.ramp_months,6,9,16,7,8,9,2,0.5,1,\n`);
  writeFileSync(join(alone, "calibration_topics.csv"), `topic,rows,inside_tolerance_before,inside_tolerance_after,inside_band_before,inside_band_after,width_before,width_after,crps_ratio
power,8,0.25,0.75,1,0.5,0.5,0.25,1.5\n`);
  writeFileSync(join(alone, "discover.csv"), `box,input,low,high,p,coverage,density,inside,held_out_coverage,held_out_density,held_out_inside,base_rate,when
1,power.ramp_months,8.5,,0.001,0.9,0.72,25,0.75,1,6,0.25,short: World.mw > 40000\n`);
  writeFileSync(join(alone, "sensitivity.csv"), `entity,key,unit,method,input,n,mu,mu_star,mu_star_low,mu_star_high,sigma,first,first_low,first_high,total,total_low,total_high
World,mw,MW,morris,power.ramp_months,4,-1500,1500,1000,2000,10,,,,,,
World,sites,sites,sobol,power.ramp_months,4,,,,,,0.2,0.1,0.3,0.5,0.4,0.6\n`);
  buildout(["report", "alone", "--quiet"], here);
  reports.alone = join(alone, "report.html");
  browser = await launch();
});
after(async () => {
  if (browser) await browser.close();
  remove(here);
});

/** Brings every chart into sight, until each is drawn. */
async function readAll(page) {
  for (let left = 1; left > 0; left = await page.locator(".chart.waiting").count()) {
    const figure = page.locator(".chart.waiting").first();
    if ((await figure.count()) === 0) return;
    const id = await figure.getAttribute("id");
    await page.locator("#" + id).scrollIntoViewIfNeeded();
    await page.locator(`#${id}:not(.waiting)`).waitFor();
  }
}

const draw = async (name, options) => {
  const watched = await open(browser, "file://" + reports[name], options);
  await readAll(watched.page);
  return watched;
};

const ALL = ["one", "many", "pair", "points", "game", "effects", "wait", "solve", "alone"];
for (const name of ALL.slice(0, -1)) {
  test(`${name}: no error, no request, every chart has data and a table that says the same`, async () => {
    const { page, context, wrong } = await draw(name);
    const charts = await page.evaluate(() => {
      const specs = JSON.parse(document.getElementById("charts").textContent);
      return specs.map((spec, i) => {
        const figure = document.getElementById("chart-" + i), canvas = figure.querySelector("canvas");
        const pixels = canvas ? canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data : [];
        const inked = pixels.filter((value, k) => k % 4 === 3 && value > 0).length;
        const rows = (spec.x ? figure.closest(".beside") : figure.parentElement).querySelectorAll("tbody tr").length;
        const numbers = spec.lines.every((line) => line.p50.length === spec.n && line.p50.some(Number.isFinite));
        const rows_wanted = spec.x ? spec.n + (spec.lines.length > 1 ? 1 : 0) : 3;
        return { inked, rows, rows_wanted, numbers, title: figure.querySelector("b").textContent };
      });
    });
    assert.ok(charts.length >= 15, `${charts.length} charts`);
    for (const chart of charts) assert.ok(chart.inked > 500 && chart.rows === chart.rows_wanted && chart.numbers, JSON.stringify(chart));
    assert.deepEqual(wrong, []);
    await context.close();
  });
}

test("names are names", async () => {
  const { page, context } = await draw("many");
  assert.equal(await page.locator("h1").textContent(), "Short & <b>bold</b>");
  assert.equal(await page.locator("img, h1 b").count(), 0);
  assert.ok((await page.locator("table.companies th[scope=row]").allTextContents()).includes(NAME));
  await context.close();
});

test("axe finds no violation, at 1440 and 390 px, light and dark, and nothing is wider than the screen", async () => {
  for (const name of ALL.slice(1)) {
    const all = ["many", "pair"].includes(name); // the others have the same parts below their tables
    for (const [width, colorScheme] of [[1440, "light"], [390, "dark"], ...(all ? [[1440, "dark"], [390, "light"]] : [])]) {
      const { page, context } = await draw(name, { viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      assert.deepEqual(await violations(page), [], `${name}, ${width} px, ${colorScheme}`);
      const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(scroll <= width, `${name}: at ${width} px the page is ${scroll} px wide`);
      assert.deepEqual(await overlaps(page), [], `${name}, ${width} px`);
      await context.close();
    }
  }
});

test("a script of somebody else does not run", async () => {
  const page = readFileSync(reports.one, "utf8");
  writeFileSync(join(here, "evil.html"), page.replace("<main>", "<main><script>document.title = 'evil'</script><p onclick=\"document.title = 'evil'\" id=\"p\">p</p>"));
  const { page: tab, context } = await open(browser, "file://" + join(here, "evil.html"));
  await tab.locator("#p").click();
  assert.notEqual(await tab.title(), "evil");
  await context.close();
});

test("the arrow keys read a chart month by month", async () => {
  const { page, context } = await draw("many");
  const readout = async (key) => {
    await page.keyboard.press(key);
    return page.locator("#chart-0 .readout").textContent();
  };
  await page.locator("#chart-0 .plot").focus();
  assert.match(await readout("Home"), /^2022-01: [\d,]+ \([\d,]+ to [\d,]+\) sites$/);
  assert.match(await readout("ArrowRight"), /^2022-02: /);
  assert.match(await readout("End"), /^2024-12: /);
  await context.close();
});

test("a chart over an input is read value by value, and the one that was looked for is marked", async () => {
  const { page, context } = await draw("solve");
  await page.locator("#solve .plot").focus();
  await page.keyboard.press("Home");
  assert.match(await page.locator("#solve .readout").textContent(), /^finance\.discount_rate_per_year 0\.01\d*: [\d,−.]+ \(.* to .*\)/);
  assert.deepEqual(await page.locator("#solve .legend li").allTextContents(), ["outcome", "where it turns"]);
  await page.setViewportSize({ width: 390, height: 800 });
  assert.ok((await page.locator("#solve .plot").boundingBox()).width < 390);
  await context.close();
});

test("numbers are the same in German and in Chinese, and in another time zone", async () => {
  const texts = [];
  for (const [locale, timezoneId] of [["en-US", "UTC"], ["de-DE", "Asia/Shanghai"], ["zh-CN", "America/Los_Angeles"]]) {
    const { page, context } = await draw("many", { locale, timezoneId });
    await page.locator("#chart-0 .plot").focus();
    await page.keyboard.press("End");
    texts.push(await page.locator("main").innerText());
    await context.close();
  }
  assert.equal(texts[1], texts[0]);
  assert.equal(texts[2], texts[0]);
});

test("on paper all charts are drawn, in light colours, and dark ones come back", async () => {
  const { page, context, wrong } = await open(browser, "file://" + reports.many, { colorScheme: "dark" });
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.length > 50000, `${pdf.length} bytes`);
  assert.equal(await page.locator(".chart.waiting").count(), 0);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme || ""), "");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("it opens fast and is small", async (t) => {
  const { page, context } = await open(browser, "file://" + reports.pair);
  const ms = await page.evaluate(() => performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd);
  t.diagnostic(`${Math.round(ms)} ms, ${Math.round(statSync(reports.pair).size / 1024)} kB`);
  assert.ok(statSync(reports.pair).size < 5e6);
  await context.close();
});
