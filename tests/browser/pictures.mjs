// The pictures of README, made anew: the report of an ensemble and the page with a company that goes all in, wide and narrow. Run in the
// folder to which `buildout test --browser` has copied it.
import { join } from "node:path";
import { buildout, folder, launch, open, remove, serve, source } from "./browser.mjs";

const SCENARIO = join(source, "scenarios/baseline_2025.cfg");
const RUNS = 60;
const SIZES = [["", { width: 1440, height: 900 }], ["_narrow", { width: 390, height: 900 }]];
const JPEG = { type: "jpeg", quality: 72 };

const here = folder();
const browser = await launch();
try {
  buildout(["ensemble", SCENARIO, "--runs", String(RUNS), "--quiet", "-o", "many"], here);
  buildout(["report", "many", "--quiet"], here);
  const server = await serve([SCENARIO, "--runs", String(RUNS)], here);
  for (const [size, viewport] of SIZES) {
    const report = await browser.newPage({ viewport });
    await report.goto("file://" + join(here, "many/report.html"));
    await report.waitForTimeout(500);
    await report.screenshot({ ...JPEG, path: join(source, `analysis/report/report${size}.jpg`) });
    const { page } = await open(browser, server.url, { viewport });
    const settled = async (not) => {
      await page.locator(`body[data-state=done]:not([data-mine="${not}"])`).waitFor({ timeout: 120000 });
      return page.locator("body").getAttribute("data-mine");
    };
    const base = await settled("0");
    const strategies = page.locator("details[data-group=strategy]");
    if ((await strategies.getAttribute("open")) === null) await strategies.locator("summary").click();
    await page.locator("select[data-company=Alibaba]").selectOption("all_in");
    await settled(base);
    await page.locator("article.card canvas").nth(3).waitFor();
    if (size) await page.locator("#answer").scrollIntoViewIfNeeded();
    await page.waitForTimeout(500);
    await page.screenshot({ ...JPEG, path: join(source, `analysis/web/page${size}.jpg`) });
  }
  await server.stop();
} finally {
  await browser.close();
  remove(here);
}
