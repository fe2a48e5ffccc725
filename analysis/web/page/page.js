// The page: what is changed becomes a variant, the server simulates it, and what it has found is drawn as it comes.
import { ask, takeToken } from "./api.js";
import * as format from "./format.js";
import { Charts, says } from "./charts.js";
import { Controls, foundRow } from "./controls.js";
import { Law } from "./law.js";
import { banName, commandLine, fresh, fromLink, restore, toLink, toSets } from "./state.js";

const $ = (id) => document.getElementById(id);
const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** At once, and while calls come one after another no more often than this, the last of them always. */
const atOnce = (work, ms) => {
  let timer = 0, next_ms = 0;
  return (...args) => {
    clearTimeout(timer);
    const go = () => {
      next_ms = performance.now() + ms;
      work(...args);
    };
    const wait = next_ms - performance.now();
    if (wait > 0) timer = setTimeout(go, wait);
    else go();
  };
};
const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
const later = (work, ms) => {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...args), ms);
  };
};

const SLIDE_MS = 60;    // between two variants of a slider that is moving
const BREATH_MS = 400;  // between two looks at a variant under way
const FIGURES_MS = 900; // between two tables of key figures while it is under way

const preferred = {
  company: ["Fleet|H100e", "Usable Compute|Legal", "Usable Compute|Grey", "Revenue|AI", "Revenue|Leasing", "Capability|Lag", "Capex", "Cash"],
  World: ["Fleet|H100e", "Data Centers|Operating", "Capacity|IT Power|Energised", "Chips|Deliveries", "Capex", "Revenue|AI", "Revenue Gap|Stock", "Companies|Alive"],
  place: ["Capacity|IT Power|Energised", "Grid|Wait", "Data Centers|Operating", "Data Centers|Openings", "Fleet|H100e"],
  vendor: ["Revenue|Data Center", "Revenue|Data Center|China", "Chips|Orders", "Chips|Backlog", "Operating Income", "Cash"],
};

const page = {
  id: Math.random().toString(36).slice(2), about: null, state: null, rules: [], controls: null, charts: null, law: null, menu: null,
  base: 0, mine: 0, a: null, aSets: null, chosen: {}, turn: 0, asked_ms: 0, starting: false, view: null, ended: false, figures: null,
};

function tell(message) {
  $("notice").textContent = message;
  $("notice").hidden = !message;
}

const sets = () => toSets(page.state, page.controls.byPath, page.rules, page.about.start);

// ---- variants ----

async function start(slot, wanted) {
  return (await ask("start", { page: page.id, slot, sets: wanted, runs: page.about.runs })).job;
}

/** A variant is started and looked at in one call: it is answered once the central run is there. */
async function change(asked_ms = performance.now()) {
  const turn = ++page.turn;
  page.lawDue = true; // asked once the central run is drawn: the two would slow each other down
  try {
    const wanted = sets();
    const call = wanted.length
      ? ask("start", { page: page.id, slot: "variant", sets: wanted, runs: page.about.runs, look: whatIsShown() }) : null;
    keepAddress();
    tellChanges();
    showLawOf(page.state.ban);
    page.starting = call !== null;
    const first = await call;
    if (turn !== page.turn) return;
    page.starting = false;
    page.mine = first ? first.mine.job : page.base;
    page.asked_ms = asked_ms;
    page.ended = false;
    page.firstDrawn = page.allDrawn = 0;
    tell("");
    await follow(turn, first);
  } catch (error) {
    if (turn !== page.turn) return;
    page.starting = false;
    complain(error);
  }
}

/** The law is shown on the day from which the rule holds, until another day is chosen. */
function showLawOf(ban) {
  const date = new Date(Date.parse(ban.date) + ban.grace * 86400000).toISOString().slice(0, 10);
  if (date === page.lawDay) return;
  page.lawDay = date;
  $("law-day").value = date;
}

function complain(error) {
  if (error.status === 404) {
    page.turn++;
    restart();
    return;
  }
  if (error.status === 403) tell("This page does not have the token of the server that runs now. Open the link that `buildout serve` printed.");
  else if (error instanceof TypeError) tell("The server does not answer: is `buildout serve` still running?");
  else tell(error.message);
}

/** The server no longer keeps what was shown. */
const restart = later(async () => {
  page.base = await start("base", []);
  if (page.aSets) page.a = await start("a", page.aSets);
  change();
}, 300);

const against = () => (document.querySelector("input[name=against]:checked").value === "a" && page.a ? page.a : page.base);

const whatIsShown = () => ({ against: against(), entity: $("entity").value, place: $("place").value, variables: chosen() });

const look = (seen, withFigures) => ask("look", { job: page.mine, seen, outcomes: withFigures, ...whatIsShown() });

/** first: an answer that is there already. */
async function follow(turn, first) {
  let seen = 0, figures_ms = performance.now(); // the first answer is drawn without the tables
  while (turn === page.turn) {
    const now = performance.now();
    const withFigures = now - figures_ms > FIGURES_MS;
    const answer = first || await look(seen, withFigures);
    if (turn !== page.turn) return;
    first = null;
    if (withFigures) figures_ms = now;
    if (answer.mine.state === "failed") {
      tell(answer.mine.message);
      page.ended = true;
      drawProgress(answer);
      return;
    }
    seen = answer.stamp;
    draw(answer);
    if (page.lawDue && answer.mine.central) {
      page.lawDue = false;
      drawn().then(() => turn === page.turn && page.law.ask(sets()));
    }
    if (!isRunning(answer)) {
      if (!withFigures) draw(await look(0, true));
      page.ended = true;
      return;
    }
    if (answer.mine.central) await sleep(BREATH_MS);
  }
}

/** Shows the same variants otherwise: another company, other charts. */
function again() {
  if (!page.base) return;
  if (page.starting) {
    change();
    return;
  }
  const turn = ++page.turn;
  follow(turn).catch((error) => turn === page.turn && complain(error));
}

// ---- drawing ----

function names() {
  const same = page.mine === against();
  const other = against() === page.a ? "A" : "base case";
  return { other, mine: same ? other : other === "A" ? "B" : "variant" };
}

const isRunning = ({ mine, other }) => mine.state === "running" || Boolean(other && other.state === "running");

function draw(answer) {
  page.view = answer;
  if (!page.menu) {
    if (answer.mine.central && !page.menuAsked) {
      page.menuAsked = true;
      fetchMenu().catch((error) => {
        page.menuAsked = false;
        complain(error);
      });
    }
    return;
  }
  const n = Math.min(answer.mine.done, answer.other ? answer.other.done : answer.mine.done);
  const month = Number($("year").value);
  const about = { month0: page.menu.first_month, n, isWhole: !isRunning(answer), names: names(), month, mode: document.querySelector("input[name=mode]:checked").value };
  page.charts.draw(answer.charts, about);
  drawAnswer(answer, about);
  drawProgress(answer);
  if (answer.outcomes) drawFigures(answer.outcomes, about);
  document.body.dataset.mine = answer.mine.job;
  document.body.dataset.done = answer.mine.done;
  document.body.dataset.state = answer.mine.state;
  document.body.dataset.digest = answer.mine.digest;
}

function drawAnswer(answer, about) {
  const entity = $("entity").value;
  const view = lead(answer.charts, about), rest = answer.charts.filter((one) => one !== view);
  const told = says(view, about);
  const box = $("answer");
  if (!told) {
    box.textContent = "";
    return;
  }
  const when = format.monthName(about.month);
  const show = (x) => format.value(x, view.unit) + (view.flow ? " a month" : "");
  const how = told.average ? " on average" : "";
  const of = $("place").value ? $("place").value + "'s" : entity === "World" ? "the world's" : entity + "'s";
  if (!view.other) {
    box.textContent = `In the base case ${of} ${format.phrase(view.variable, $("entity").value)} is ${show(told.mine)} in ${when}${how}. Change something to see what it does.`;
    return;
  }
  let text = `${describe()}: in ${when} ${of} ${format.phrase(view.variable, $("entity").value)} is ${show(told.mine)}${how} instead of ${show(told.other)}`;
  if (told.share !== null) text += ` (${format.percentText(told.share)})`;
  if (!told.average) text += ", with uncertain inputs at their medians.";
  else text += `; ${told.n < about.n ? `the ${told.n} of ${about.n} pairs of runs that have a value` : `${about.n} pairs of runs`} put the difference between ${format.bare(told.low, view.unit, true)} and ${format.bare(told.high, view.unit, true)}` + (told.unsure ? ", so its sign is not certain." : ".");
  box.textContent = text + others(rest, about);
}

/** The first chart, or the first of which more than next to nothing changes. */
const lead = (views, about) => views.find((view) => { const told = says(view, about); return told && told.other !== undefined && !told.slight && told.difference !== 0; }) || views[0];

/** The other charts in half a sentence each, if their change is beyond chance and of more than next to nothing. */
function others(views, about) {
  const sure = views.map((view) => [view, says(view, about)]).filter(([, told]) => told && told.average && !told.unsure && !told.slight && told.share !== null && Math.abs(told.share) >= 1);
  if (!sure.length) return "";
  return " Beyond chance too: " + sure.map(([view, told]) => `${format.phrase(view.variable, $("entity").value)} ${format.percentText(told.share)}`).join(", ") + ".";
}

/** What is changed, in words for a sentence. */
function describe() {
  const { state, about } = page;
  const parts = [];
  if (state.ban.on) parts.push(`${banName(state.ban)} from ${format.dateText(state.ban.date)}` + (state.ban.grace ? ` with ${state.ban.grace} days of grace` : ""));
  const strategies = Object.entries(state.strategies).map(([key, strategy]) => {
    const company = about.companies.find((one) => one.key === key);
    const plays = about.strategies.find((one) => one.key === strategy);
    return `${company ? company.name : key} plays ${plays ? plays.name.toLowerCase() : strategy}`;
  });
  parts.push(...strategies.slice(0, 3));
  const n = Object.keys(state.factors).length + Object.keys(state.values).length + state.withdrawn.length + Math.max(0, strategies.length - 3);
  if (n) parts.push(n === 1 ? "one other change" : `${n} other changes`);
  const text = parts.join(", ");
  return text ? text[0].toUpperCase() + text.slice(1) : "Nothing changed";
}

function drawProgress(answer) {
  const { mine, other } = answer;
  const n = Math.min(mine.done + mine.failed, other ? other.done + other.failed : mine.of);
  $("progress").max = mine.of;
  $("progress").value = n;
  const now = performance.now();
  if (!page.firstDrawn && mine.central) page.firstDrawn = now - page.asked_ms;
  if (!page.allDrawn && mine.state !== "running" && (!other || other.state !== "running")) page.allDrawn = now - page.asked_ms;
  const parts = [];
  if (mine.central === 1) parts.push(`central run drawn in ${Math.round(page.firstDrawn)} ms`);
  if (mine.state === "failed") parts.push("the variant cannot be simulated");
  else if (page.allDrawn) parts.push(`${mine.done} ${other ? "pairs" : "runs"} in ${(page.allDrawn / 1000).toFixed(1)} s`);
  else parts.push(`${n} of ${mine.of} ${other ? "pairs" : "runs"}`);
  $("timing").textContent = parts.join(", ");
  document.body.dataset.centralMs = Math.round(page.firstDrawn || 0);
  document.body.dataset.pairsMs = Math.round(page.allDrawn || 0);
  const failed = [mine.central === 2 && "the central run", mine.failed > 0 && `${mine.failed} of ${mine.of} runs`].filter(Boolean).join(" and ");
  if (failed) tell(`${failed[0].toUpperCase() + failed.slice(1)} failed, and nothing is drawn of what failed: ${mine.failure}`);
}

// ---- key figures ----

const isShown = (row) => row.key !== "exit_kind" && (row.mine.central !== null || row.mine.n > 0 || (row.other && row.other.n > 0));

function pairCells(row, about) {
  const show = (x, sign) => format.bare(x, row.unit, sign);
  const band = (s) => (s && s.n > 1 ? `${show(s.p50)} (${show(s.p05)} – ${show(s.p95)})` : show(s ? s.central : null));
  const some = (s) => (s.n > 1 ? format.some(s.n, about, Boolean(row.other)) : "");
  if (!row.other) return [band(row.mine) + some(row.mine)];
  const d = row.difference;
  return [band(row.other), band(row.mine), d.n > 1 ? show(d.mean, true) + some(d) : show(d.central, true),
    d.n > 1 ? `${show(d.low, true)} to ${show(d.high, true)}` : "–", d.n ? `${d.more} : ${d.less}` : "–"];
}

const headOf = (heads) => element("thead", {}, element("tr", {}, ...heads.map((text) => Object.assign(element("th", { textContent: text }), { scope: "col" }))));
const rowHead = (text) => Object.assign(element("th", { textContent: text }), { scope: "row" });
const isSure = (d) => Boolean(d && d.low !== null && (d.low > 0 || d.high < 0));

function fill(table, first, about, rows, nameOf) {
  const paired = rows.some((row) => row.other);
  const heads = paired ? [first, about.names.other, about.names.mine, "Difference", "95 % interval", "More : less"] : [first, about.names.mine];
  table.replaceChildren(headOf(heads), element("tbody", {}, ...rows.map((row) =>
    element("tr", { className: isSure(row.difference) ? "changed" : "" }, rowHead(nameOf(row)), ...pairCells(row, about).map((text) => element("td", { textContent: text }))))));
}

/** What companies are worth, on each of the three counts: differences, or without pairs what is. */
function fillWorths(table, figures, about) {
  const rowOf = (entity, key) => figures.find((row) => row.entity === entity && row.key === key);
  const who = [...new Set(figures.filter((row) => row.key in format.worths).map((row) => row.entity))];
  const cell = (row) => {
    if (!row) return element("td", { textContent: "–" });
    const d = row.difference;
    if (!row.other || d.n < 2) return element("td", { textContent: row.other ? format.bare(d.central, row.unit, true) : pairCells(row, about)[0] });
    return element("td", { className: isSure(d) ? "changed" : "", textContent:
      `${format.bare(d.mean, row.unit, true)} (${format.bare(d.low, row.unit, true)} to ${format.bare(d.high, row.unit, true)}), ${d.more} : ${d.less}${format.some(d.n, about, true)}` });
  };
  const rows = who.map((entity) => Object.keys(format.worths).map((key) => rowOf(entity, key)));
  const paired = rows.some((row) => row[0] && row[0].other);
  const unit = rows.flat().filter(Boolean).map((row) => format.shownUnit(row.unit)).find(Boolean);
  const heads = Object.values(format.worths).map((name) => name + (unit ? ", " + unit : ""));
  table.replaceChildren(headOf([paired ? "Whose difference (95 %), more : less" : "Who", ...heads]), element("tbody", {}, ...rows.map((row, i) =>
    element("tr", {}, rowHead(who[i]), ...row.map(cell)))));
}

const nameWithUnit = (row) => format.figureName(row.key, row.entity) + (format.shownUnit(row.unit) ? ", " + format.shownUnit(row.unit) : "");

function drawFigures(outcomes, about) {
  page.outcomes = outcomes;
  page.figures = outcomes.filter(isShown);
  const place = $("entity").value === "World" ? $("place").value : ""; // of the world's, a region's
  const entity = place || $("entity").value;
  $("figures-who").textContent = entity;
  fill($("figures"), "Key figure", about, page.figures.filter((row) => row.entity === entity), nameWithUnit);
  const keys = new Map(page.figures.map((row) => [row.key, nameWithUnit({ ...row, entity: "World" })]));
  const select = $("figure");
  const now = select.value || "h100e";
  if (select.options.length !== keys.size) select.replaceChildren(...[...keys].map(([value, textContent]) => element("option", { value, textContent, selected: value === now })));
  const worth = select.value in format.worths;
  if (worth) fillWorths($("everybody"), page.figures, about);
  else fill($("everybody"), "Who", about, page.figures.filter((row) => row.key === select.value), (row) => row.entity);
  $("worth").hidden = !worth && !page.figures.some((row) => row.entity === entity && row.key in format.worths);
}

// ---- what can be looked at ----

async function fetchMenu() {
  const menu = await ask("menu", { job: page.base });
  page.menu = menu;
  const entities = [...new Set(menu.series.map(([, , entity]) => entity))];
  const companies = page.about.companies.map((one) => one.name).filter((name) => entities.includes(name));
  const others = entities.filter((name) => name !== "World" && !companies.includes(name));
  const group = (label, list) => Object.assign(element("optgroup", {}, ...list.map((name) => element("option", { value: name, textContent: name }))), { label });
  $("entity").replaceChildren(group("Companies", companies), group("The whole", ["World"]), group("Vendors, markets, countries", others));
  const wish = page.wish.entity;
  $("entity").value = entities.includes(wish) ? wish : companies.includes("Alibaba") ? "Alibaba" : companies[0] || "World";
  const last = menu.first_month + menu.months - 1;
  const options = [];
  for (let month = menu.first_month; month <= last; month++)
    if (month % 12 === 11 || month === last) options.push(element("option", { value: month, textContent: format.monthName(month) }));
  $("year").replaceChildren(...options);
  const years = options.map((option) => Number(option.value));
  $("year").value = years.includes(page.wish.month) ? page.wish.month : last;
  showPlaces();
  showVariables();
  again();
}

function seriesHere() {
  const entity = $("entity").value, place = $("place").value;
  return page.menu.series.filter(([, , e, p]) => e === entity && p === place).map(([variable]) => variable);
}

function showPlaces() {
  const places = [...new Set(page.menu.series.filter(([, , entity]) => entity === $("entity").value).map(([, , , place]) => place))].sort();
  $("place").replaceChildren(...places.map((place) => element("option", { value: place, textContent: place || "all places" })));
  $("place").parentElement.hidden = places.length < 2;
}

function kindOf(entity) {
  if (entity === "World") return "World";
  return page.about.companies.some((one) => one.name === entity) ? "company" : "vendor";
}

function chosen() {
  if (!page.menu) return [];
  const here = seriesHere();
  const wanted = page.chosen[$("entity").value] || preferred[$("place").value ? "place" : kindOf($("entity").value)];
  const found = wanted.filter((variable) => here.includes(variable)).slice(0, 12);
  return found.length ? found : here.slice(0, 6);
}

function showVariables() {
  const now = new Set(chosen());
  $("variables").replaceChildren(...seriesHere().map((variable) => {
    const box = element("input", { type: "checkbox", value: variable, checked: now.has(variable) });
    box.addEventListener("change", () => {
      const picked = [...$("variables").querySelectorAll("input:checked")].map((one) => one.value);
      const order = chosen().filter((one) => picked.includes(one));
      page.chosen[$("entity").value] = [...order, ...picked.filter((one) => !order.includes(one))].slice(0, 12);
      again();
    });
    return element("label", {}, box, " " + variable.replaceAll("|", ": "));
  }));
}

// ---- the rest of the page ----

function keepAddress() {
  const link = toLink(page.about, page.state);
  const shown = page.menu && $("entity").value ? "e=" + encodeURIComponent($("entity").value) : "";
  const hash = [link, shown].filter(Boolean).join("&");
  history.replaceState(null, "", location.pathname + (hash ? "#" + hash : ""));
}

function tellChanges() {
  const now = sets();
  $("changes").replaceChildren(...(now.length ? now : ["Nothing yet: this is the base case."]).map((set) => element("li", {}, element("span", { textContent: set.length > 160 ? set.slice(0, 157) + " …" : set }))));
  $("line").textContent = commandLine(page.about, now, page.about.runs);
}

async function copyLink() {
  const url = location.href;
  try {
    await navigator.clipboard.writeText(url);
    tell("The link is copied. It holds every change, and opens where `buildout serve` runs with the same scenario.");
  } catch {
    tell("Copy this link: " + url);
  }
}

async function save() {
  const title = describe();
  const answer = await ask("save", { sets: sets(), title: `${page.about.title}; ${title}` });
  if (answer.error) {
    tell(answer.error);
    return;
  }
  const url = URL.createObjectURL(new Blob([answer.text], { type: "text/plain" }));
  const link = element("a", { href: url, download: page.about.name + "_variant.cfg" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

async function keepAsA() {
  page.aSets = sets();
  page.a = page.aSets.length ? await start("a", page.aSets) : page.base;
  const radio = document.querySelector("input[name=against][value=a]");
  radio.disabled = false;
  radio.checked = true;
  tell("This is A now. Change something more: that is B, shown against A.");
  again();
}

const search = later(async () => {
  const query = $("search").value.trim();
  $("found").replaceChildren();
  if (query.length < 2) {
    $("found-count").textContent = "";
    return;
  }
  const answer = await ask("keys", { query });
  $("found-count").textContent = answer.n > answer.found.length ? `${answer.n} keys; the first ${answer.found.length}:` : `${answer.n} of ${answer.of} keys`;
  $("found").replaceChildren(...answer.found.map((key) => foundRow(key, page.state, () => { page.controls.refresh(); change(); })));
}, 200);

function listen() {
  $("copy-link").addEventListener("click", copyLink);
  $("save").addEventListener("click", () => save().catch(complain));
  $("keep-a").addEventListener("click", () => keepAsA().catch(complain));
  $("reset").addEventListener("click", () => {
    Object.assign(page.state, fresh(page.about));
    page.controls.refresh();
    change();
  });
  $("search").addEventListener("input", search);
  $("entity").addEventListener("change", () => { showPlaces(); showVariables(); keepAddress(); again(); });
  $("place").addEventListener("change", () => { showVariables(); page.outcomes && draw({ ...page.view, outcomes: page.outcomes }); again(); });
  $("year").addEventListener("change", () => page.view && draw(page.view));
  $("figure").addEventListener("change", () => page.outcomes && draw({ ...page.view, outcomes: page.outcomes }));
  for (const radio of document.querySelectorAll("input[name=mode]")) radio.addEventListener("change", () => page.view && draw(page.view));
  for (const radio of document.querySelectorAll("input[name=against]")) radio.addEventListener("change", again);
}

async function open() {
  if (!takeToken()) {
    tell("Open the link that `buildout serve` printed in the terminal: it holds the token without which this page gets no answer.");
    return;
  }
  const parts = new URLSearchParams(location.hash.slice(1));
  page.wish = { entity: parts.get("e"), month: NaN };
  page.about = await ask("about", {});
  document.title = `${page.about.title} – Buildout`;
  $("scenario-title").textContent = `${page.about.title} (${page.about.file}, seed ${page.about.seed})`;
  page.state = restore(page.about, fromLink());
  page.charts = new Charts($("charts"));
  page.law = new Law(tell);
  const slide = atOnce((asked_ms) => change(asked_ms), SLIDE_MS);
  page.controls = new Controls($("groups"), page.about, page.state, () => slide(performance.now()));
  $("buyers").append(...["China", ...page.about.companies.map((one) => one.name)].map((value) => element("option", { value })));
  listen();
  page.base = await start("base", []);
  page.asked_ms = performance.now();
  ask("rules", { sets: [] }).then((answer) => {
    page.rules = answer.rules || [];
    page.controls.setRules(page.rules);
    change();
  }, complain);
}

open().catch(complain);
