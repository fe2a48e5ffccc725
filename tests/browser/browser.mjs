// What the tests in Chromium share: the program, a browser, a watched page, and axe.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const program = process.env.BUILDOUT_PROGRAM;
export const source = process.env.BUILDOUT_SOURCE;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const folder = () => mkdtempSync(join(tmpdir(), "buildout-browser-"));
export const remove = (path) => rmSync(path, { recursive: true, force: true });

/** What the program prints. */
export const buildout = (args, cwd) => execFileSync(program, args, { cwd, encoding: "utf8", maxBuffer: 1 << 28 });

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });

const serving = new Set();
/** Ends every server that a test which failed has left; node would wait for it. */
export const stopServing = () => Promise.all([...serving].map((stop) => stop()));

/** A server of the page: { url, stop }. */
export async function serve(args, cwd, { run = program, env = process.env } = {}) {
  const child = spawn(run, ["serve", "--port", "0", ...args], { cwd, env });
  let said = "";
  const url = await new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => {
      said += text;
      const found = said.match(/http:\S+token=[0-9a-f]{32}/);
      if (found) resolve(found[0]);
    });
    child.on("exit", (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
  });
  const stop = () => new Promise((resolve) => { serving.delete(stop); child.removeAllListeners("exit"); child.on("exit", resolve); child.kill("SIGINT"); });
  serving.add(stop);
  return { url, stop };
}

/** A page of which every error and every request that leaves for elsewhere is kept in watched.wrong. */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const watched = { page, context, wrong: [], calls: [] };
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && watched.wrong.push(message.text()));
  page.on("pageerror", (error) => watched.wrong.push(error.message));
  page.on("dialog", (dialog) => { watched.wrong.push("dialog: " + dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => {
    if (!request.url().startsWith("blob:") && new URL(request.url()).origin !== new URL(url).origin) watched.wrong.push("request: " + request.url());
  });
  page.on("response", async (response) => {
    if (response.url().includes("/api/")) watched.calls.push({ call: response.url().split("/api/")[1], asked: response.request().postDataJSON(), answer: await response.json().catch(() => null) });
  });
  await page.goto(url);
  return watched;
}

/** The violations that axe finds; the context must be one that bypasses the page's policy, which lets no script in. */
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
}

/** Texts that lie over each other, by their first words; what a box that scrolls cuts off is out of sight. */
export const overlaps = (page) => page.evaluate(() => {
  const boxes = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const cut = (box, of) => {
    for (let at = of; at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflow === "visible") continue;
      const frame = at.getBoundingClientRect();
      box = { top: Math.max(box.top, frame.top), bottom: Math.min(box.bottom, frame.bottom), left: Math.max(box.left, frame.left), right: Math.min(box.right, frame.right) };
    }
    return box;
  };
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, style, svg, .sr, option") || !parent.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) {
      const inset = r.height * 0.2; // the letters are lower than their line
      const box = cut({ top: r.top + inset, bottom: r.bottom - inset, left: r.left, right: r.right }, parent);
      if (box.right - box.left > 2 && box.bottom - box.top > 2) boxes.push({ ...box, text: node.data.trim().slice(0, 30) });
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  const found = [];
  for (let i = 0; i < boxes.length; i++)
    for (let k = i + 1; k < boxes.length && boxes[k].top < boxes[i].bottom - 1; k++)
      if (Math.min(boxes[i].right, boxes[k].right) - Math.max(boxes[i].left, boxes[k].left) > 2) found.push(boxes[i].text + " / " + boxes[k].text);
  return found.slice(0, 5);
});

/** All numbers of a CSV with plain cells, by key. */
export const csv = (path) => readFileSync(path, "utf8").trim().split("\n").map((line) => line.split(","));
export const near = (a, b, what) => assert.ok(Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b)), `${what}: ${a} is not ${b}`);
