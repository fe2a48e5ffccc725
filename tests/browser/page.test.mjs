// The what-if page in Chromium, as a planner uses it.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { buildout, csv, folder, launch, near, open, overlaps, program, remove, serve, source, stopServing, violations } from "./browser.mjs";

const RUNS = 12;
const NAME = "<img src=x onerror=alert(1)> & \u5317\u4eac";
const LONG = { timeout: 300000 }; // what takes five minutes hangs, as in ctest
let browser, here, server;

before(async () => {
  here = folder();
  writeFileSync(join(here, "short.cfg"), `scenario: { extends = "baseline_2025.cfg"; title = "Short & <b>bold</b>"; };
time: { end = "2028-07-01"; };
companies: { Baidu: { name = "${NAME}"; }; };\n`);
  server = await serve(["short.cfg", "--runs", String(RUNS)], here);
  browser = await launch();
});
after(async () => {
  if (browser) await browser.close();
  await stopServing();
  remove(here);
});

/** Until a variant other than this job is simulated to its end; its number. */
async function settled(page, not = "0") {
  const body = page.locator(`body[data-state=done]:not([data-mine="${not}"])`);
  await body.waitFor(LONG);
  return body.getAttribute("data-mine");
}

async function openGroup(page, group) {
  const details = page.locator(`details[data-group=${group}]`);
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
  return details;
}

const lastCall = (watched, call, fits = () => true) => watched.calls.filter((one) => one.call === call && one.answer && fits(one)).pop();
const done = (one) => one.answer.mine && one.answer.mine.state === "done" && one.answer.outcomes;

test("the base case loads without an error, from this server alone, and every chart has data", async () => {
  const { page, context, wrong } = await open(browser, server.url);
  await settled(page);
  await page.locator("article.card[data-points]").nth(3).waitFor(LONG); // drawn on the next frame
  const points = await page.locator("article.card").evaluateAll((cards) => cards.map((card) => Number(card.dataset.points)));
  assert.ok(points.length >= 4 && points.every((n) => n === 36), `points of the charts: ${points}`);
  assert.equal(await page.locator("article.card canvas").count(), points.length);
  assert.match(await page.locator("#answer").textContent(), /^In the base case Alibaba's compute in hand is [\d.,]+[KMB]? H100e in Jun 2028/);
  assert.ok(!page.url().includes("token"), "the token is out of the address");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("axe finds no violation, at 1440 and 390 px, light and dark, and nothing is wider than the screen", async () => {
  for (const [width, colorScheme] of [[1440, "light"], [1440, "dark"], [390, "light"], [390, "dark"]]) {
    const { page, context } = await open(browser, server.url, { viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const base = await settled(page);
    await page.locator("[data-group=ban] input[type=checkbox]").check();
    await settled(page, base);
    for (const group of ["strategy", "grid", "war", "capital", "law", "technology", "uncertain"]) await openGroup(page, group);
    await page.locator("#search").fill("sentiment");
    await page.locator("#found .control").first().waitFor();
    await page.locator("article.card details summary").first().click();
    await page.locator("#chips tbody tr").first().waitFor();
    assert.deepEqual(await violations(page), [], `${width} px, ${colorScheme}`);
    const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(scroll <= width, `at ${width} px the page is ${scroll} px wide`);
    assert.deepEqual(await overlaps(page), [], `${width} px`);
    await context.close();
  }
});

test("a slider that is moved by the keyboard redraws, and the page says how fast", async (t) => {
  const { page, context, wrong } = await open(browser, server.url);
  const base = await settled(page);
  const slider = page.locator("input[data-ban=tpp]");
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  const first = await settled(page, base);
  const before = await page.locator("#answer").textContent();
  assert.match(before, /^Ban from TPP 2,500 from January 2027: in Jun 2028 Alibaba's compute in hand is .* pairs of runs put the difference between /);
  await page.keyboard.press("Home");
  await settled(page, first);
  assert.notEqual(await page.locator("#answer").textContent(), before);
  t.diagnostic(await page.locator("#timing").textContent());
  assert.match(await page.locator("#timing").textContent(), new RegExp(`^central run drawn in \\d+ ms, ${RUNS} pairs in [\\d.]+ s$`));
  assert.deepEqual(wrong, []);
  await context.close();
});

test("of a laboratory that has ended in some runs, amounts are of all and the rest says of how many", async () => {
  const { page, context, wrong } = await open(browser, server.url + "&e=Zhipu");
  await settled(page);
  const says = (variable) => page.locator(`article.card[data-variable="${variable}"] .says`).textContent();
  await page.locator('article.card[data-variable="Capability|Lag"]').waitFor(LONG);
  assert.match(await says("Capability|Lag"), new RegExp(`; only \\d+ of ${RUNS} runs have a value$`));
  assert.doesNotMatch(await says("Cash"), /only/);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("verdicts are those of buildout chips", async () => {
  const watched = await open(browser, server.url);
  const { page } = watched;
  const base = await settled(page);
  await page.locator("[data-group=ban] input[type=checkbox]").check();
  await settled(page, base);
  await page.locator("#chips tbody tr.changed").first().waitFor();
  const { asked } = lastCall(watched, "chips", (one) => one.asked.sets.length > 0);
  const told = JSON.parse(buildout(["chips", "short.cfg", "--json", "--date", asked.date, "--buyer", asked.buyer, ...asked.sets.flatMap((set) => ["--set", set])], here));
  const shown = await page.locator("#chips tbody tr").evaluateAll((rows) => rows.map((row) => [row.dataset.chip, row.dataset.verdict]));
  assert.equal(asked.date, "2027-01-01");
  assert.deepEqual(shown, told.map((line) => [line.key, line.verdict]));
  assert.ok(told.some((line) => line.clause === "Ban from TPP 2,400"));
  assert.deepEqual(watched.wrong, []);
  await watched.context.close();
});

test("a saved variant is sound and gives the page's numbers on the command line", async () => {
  const watched = await open(browser, server.url);
  const { page } = watched;
  const base = await settled(page);
  await openGroup(page, "strategy");
  await page.locator("select[data-company=Alibaba]").selectOption("all_in");
  const first = await settled(page, base);
  await openGroup(page, "grid");
  await page.locator("[data-group=grid] input[type=range]").first().focus();
  await page.keyboard.press("Home");
  await settled(page, first);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#save").click()]);
  const path = join(here, "saved.cfg");
  await download.saveAs(path);
  assert.equal(buildout(["check", path], here), "");
  buildout(["ensemble", path, "--runs", String(RUNS), "--quiet", "-o", "many"], here);
  buildout(["run", path, "--central", "--quiet", "-o", "central"], here);
  const { outcomes } = lastCall(watched, "look", done).answer;
  let n = 0;
  for (const [, replicate, entity, key, unit, value] of csv(join(here, "central/outcomes.csv")).slice(1)) {
    const row = outcomes.find((one) => one.entity === entity && one.key === key);
    if (!row || unit === "date" || key === "exit_kind") continue;
    near(row.mine.central, Number(value), `${entity} ${key} of replicate ${replicate}`);
    n++;
  }
  assert.ok(n > 100, `${n} key figures`);
  const values = csv(join(here, "many/outcomes.csv")).filter((row) => row[2] === "Alibaba" && row[3] === "h100e").map((row) => Number(row[5])).sort((a, b) => a - b);
  assert.equal(values.length, RUNS);
  near(outcomes.find((one) => one.entity === "Alibaba" && one.key === "h100e").mine.p50, (values[RUNS / 2 - 1] + values[RUNS / 2]) / 2, "median");
  await watched.context.close();
});

test("a share of next to nothing leads nothing: of a series' own peak, or of what the world has", async () => {
  const { says } = await import(join(source, "analysis/web/page/charts.js"));
  const band = (mean) => ({ mean, central: mean, p05: mean, p95: mean, n: mean.map(() => 12) });
  const view = (was, is, world) => ({ mine: band([was[0], is]), other: band(was), world,
    difference: { n: [12, 12], mean: [0, is - was[1]], low: [0, is - was[1] - 1e-9], high: [0, is - was[1] + 1e-9] } });
  const about = { month: 1, month0: 0, n: 12 };
  assert.equal(says(view([160000, 20], 1), about).slight, true, "95 % less of what was 160,000 and is 20");
  assert.equal(says(view([160000, 90000], 4500), about).slight, false);
  assert.equal(says(view([2, 2], 0.1, [0, 1e6]), about).slight, true, "95 % less of what is 2 where the world has a million");
  assert.equal(says(view([2, 2], 0.1), about).slight, false);
});

test("the command for the same has what the server was told, before what the page changes", async () => {
  const { commandLine } = await import(join(source, "analysis/web/page/state.js"));
  const about = { file: "w.cfg", seed: 7, sampling: "sobol", sets: ["a.b=0.12"] };
  assert.equal(commandLine(about, ["c.d=*2"], 20),
    "buildout ensemble w.cfg --runs 20 --seed 7 --sampling sobol \\\n    --set a.b=0.12 \\\n    --set 'c.d=*2'");
  assert.equal(commandLine({ file: "w.cfg", seed: 1, sampling: "random", sets: [] }, [], 12), "buildout ensemble w.cfg --runs 12 --seed 1");
});

test("what companies are worth stands on three counts side by side, with a line on each", async () => {
  const { page, context, wrong } = await open(browser, server.url);
  await settled(page);
  await page.selectOption("#figure", "npv_book");
  assert.deepEqual(await page.locator("#everybody thead th").allTextContents(), ["Who", "NPV, USD", "Plant at book value, USD", "Going on for ever, USD"]);
  const cells = await page.locator("#everybody tbody tr").filter({ hasText: "Alibaba" }).locator("td").allTextContents();
  assert.ok(cells.length === 3 && new Set(cells).size === 3 && cells.every((text) => /\d/.test(text)), `cells: ${cells}`);
  assert.equal(await page.locator("#worth li:visible").count(), 3);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("A against B shows the paired difference, and a link brings the variant back", async () => {
  const watched = await open(browser, server.url);
  const { page } = watched;
  const base = await settled(page);
  await openGroup(page, "strategy");
  await page.locator("select[data-company=Alibaba]").selectOption("all_in");
  const a = await settled(page, base);
  await page.locator("#keep-a").click();
  await page.locator("input[name=against][value=a]:checked").waitFor();
  await page.locator("select[data-company=Alibaba]").selectOption("wait_and_follow");
  await settled(page, a);
  await page.locator('#figures thead th:text-is("A")').waitFor(LONG);
  const { answer, asked } = lastCall(watched, "look", (one) => done(one) && String(one.answer.mine.job) !== a);
  assert.equal(String(asked.against), a);
  const row = answer.outcomes.find((one) => one.entity === "Alibaba" && one.key === "h100e");
  near(row.difference.central, row.mine.central - row.other.central, "difference of the central runs");
  assert.ok(row.difference.mean < 0, "who waits has less than who goes all in");
  assert.ok(row.difference.low <= row.difference.mean && row.difference.mean <= row.difference.high);
  await page.locator("input[name=mode][value=difference]").check();
  assert.match(await page.locator("article.card .legend").first().textContent(), /difference/);

  const other = await open(browser, server.url);
  await settled(other.page);
  await other.page.goto("about:blank");
  await other.page.goto(page.url());
  await other.page.locator(`body[data-digest="${answer.mine.digest}"]`).waitFor(LONG);
  assert.equal(await other.page.locator("select[data-company=Alibaba]").inputValue(), "wait_and_follow");
  assert.deepEqual([...watched.wrong, ...other.wrong], []);
  await watched.context.close();
  await other.context.close();
});

test("names are text, whatever they hold; a wrong value is told; nobody gets in without the link", async () => {
  const watched = await open(browser, server.url);
  const { page } = watched;
  const base = await settled(page);
  await page.locator("#entity").selectOption(NAME);
  await page.locator(`#figures-who:text-is("${NAME}")`).waitFor();
  assert.equal(await page.locator("main img").count(), 0);
  assert.equal(await page.locator("#scenario-title b").count(), 0);
  await page.locator("#search").fill("sentiment gap usual");
  await page.locator("#found input").first().fill("none of this");
  await page.locator("#found input").first().blur();
  await page.locator("#notice:visible").waitFor();
  assert.match(await page.locator("#notice").textContent(), /--set capital\.sentiment_gap\w+: error: expected a plain number/);
  await page.locator("#reset").click();
  await page.locator(`body[data-mine="${base}"]`).waitFor(LONG);
  assert.deepEqual(watched.wrong, []);
  await watched.context.close();

  const stranger = await open(browser, server.url.split("#")[0]);
  await stranger.page.locator("#notice:visible").waitFor();
  assert.match(await stranger.page.locator("#notice").textContent(), /Open the link/);
  assert.equal(stranger.calls.length, 0);
  await stranger.context.close();
});

test("a run that crashes, and one that an audit stops, are shown as failed, and the page lives", async () => {
  const broken = join(dirname(dirname(program)), "tests", "buildout_broken_books");
  for (const [fault, told] of [["crash", /^The central run and 2 of 2 runs failed, .*crashed with signal 6/], ["cent", /^The central run and 2 of 2 runs failed, .*audit/]]) {
    const own = await serve(["short.cfg", "--runs", "2"], here, { run: broken, env: { ...process.env, BUILDOUT_FAULT: fault } });
    const watched = await open(browser, own.url);
    await watched.page.locator("#notice:visible").waitFor(LONG);
    await watched.page.locator("body[data-state=done]").waitFor(LONG);
    assert.match(await watched.page.locator("#notice").textContent(), told, fault);
    assert.deepEqual(watched.wrong, [], fault);
    assert.equal((await fetch(own.url.split("#")[0])).status, 200, "the server lives");
    await watched.context.close();
    await own.stop();
  }
});

test("how fast a slider of the baseline from 2025 answers, with a hundred pairs", async (t) => {
  const own = await serve(["baseline_2025.cfg"], join(source, "scenarios"));
  const { page, context, wrong } = await open(browser, own.url);
  let last = await settled(page);
  t.diagnostic(`the base case: ${await page.locator("#timing").textContent()}`);
  for (let i = 0; i < 3; i++) {
    await page.locator("input[data-ban=tpp]").focus();
    await page.keyboard.press("ArrowRight");
    last = await settled(page, last);
    t.diagnostic(await page.locator("#timing").textContent());
  }
  assert.match(await page.locator("#timing").textContent(), /, 100 pairs in /);
  assert.deepEqual(wrong, []);
  await context.close();
  await own.stop();
});
