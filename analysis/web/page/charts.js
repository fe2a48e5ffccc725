// A card for each variable: what changes, a fan chart of the look that report and page share, and numbers as a table.
import * as format from "./format.js";

const ENOUGH = 5; // replicates from which the line is their median and no longer the central run
const MINE = 0, OTHER = 5; // colours of series
const DASH = [6, 4];

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const has = (band) => band && band.p50.some((x) => x !== null);
const lineOf = (band, n) => (n >= ENOUGH && has(band) ? band.p50 : band.central);
const at = (array, i) => (array ? array[i] : null);

const SLIGHT_OF_OWN = 0.01, SLIGHT_OF_WORLD = 0.0001;
/** Next to nothing, of the most that there was of it in the base or of what the world has: a share of that may be any. */
function isSlight(view, i, difference) {
  const size = Math.abs(difference), own = average(view.other.mean) ? view.other.mean : view.other.central;
  const most = own.reduce((largest, x) => (x === null ? largest : Math.max(largest, Math.abs(x))), 0);
  const world = Math.abs(at(view.world, i) || 0);
  return size < SLIGHT_OF_OWN * most || size < SLIGHT_OF_WORLD * world;
}
const average = (means) => means.some((x) => x !== null);

/** What a view says of a month: means once there are enough runs, before that the central run. NULL when nothing. */
export function says(view, about) {
  const i = about.month - about.month0;
  if (!view || !view.mine) return null;
  const average = about.n >= ENOUGH && at(view.mine.mean, i) !== null;
  const pick = (band) => (average ? band.mean[i] : band.central[i]);
  const told = { average, mine: pick(view.mine), p05: view.mine.p05[i], p95: view.mine.p95[i], n: (view.difference || view.mine).n[i] };
  if (told.mine === null) return null;
  if (!view.other) return told;
  const d = view.difference;
  told.other = pick(view.other);
  told.difference = pick(d);
  told.share = format.percent(told.other, told.other + told.difference);
  told.slight = isSlight(view, i, told.difference);
  if (average) Object.assign(told, { low: d.low[i], high: d.high[i], unsure: !(d.low[i] > 0 || d.high[i] < 0) });
  return told;
}

class Card {
  constructor(variable) {
    this.variable = variable;
    this.name = element("span", { textContent: variable.replaceAll("|", ": ") });
    this.change = element("span", { className: "change" });
    this.says = element("p", { className: "says" });
    this.unit = element("figcaption", { className: "hint" });
    this.figure = element("figure", { className: "chart" });
    this.table = element("table");
    this.details = element("details", {}, element("summary", { textContent: "Numbers" }), this.scroll());
    this.details.addEventListener("toggle", () => this.fillTable());
    this.root = element("article", { className: "card" }, element("h3", {}, this.name, this.change), this.says, this.figure, this.details);
    this.root.dataset.variable = variable;
  }

  scroll() {
    const box = element("div", { className: "scroll", tabIndex: 0 }, this.table);
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Numbers of " + this.name.textContent);
    return box;
  }

  free() {
    if (this.chart) this.chart.free();
  }

  /** view: what the server answered of this variable; about: { month0, names, n, mode, month } */
  draw(view, about) {
    this.view = view;
    this.about = about;
    this.name.title = view.meaning;
    this.tell();
    this.paint();
    if (this.details.open) this.fillTable();
  }

  // ---- words ----

  tell() {
    const { view, about } = this;
    const told = says(view, about);
    this.root.dataset.points = view.mine ? view.mine.central.filter((x) => x !== null).length : 0;
    this.change.textContent = told && told.share !== null && told.share !== undefined ? format.percentText(told.share) : "";
    this.change.classList.toggle("unsure", Boolean(told && (told.unsure || told.slight)));
    this.change.title = told && told.slight ? "Of next to nothing, beside what there was or what the world has." : "";
    if (!told) {
      this.says.textContent = "Nothing of the kind in this scenario.";
      return;
    }
    const show = (x, sign) => format.bare(x, view.unit, sign);
    const unit = format.shownUnit(view.unit) + (view.flow ? " in the month" : "");
    let text = `${format.monthName(about.month)}, ${told.average ? "on average" : "at medians"}: `;
    if (!view.other) text += `${show(told.mine)} ${unit}` + (told.average ? ` (90 % of runs ${show(told.p05)} to ${show(told.p95)})` : "");
    else text += `${show(told.other)} → ${show(told.mine)} ${unit}; difference ${show(told.difference, true)}` +
      (told.average ? ` (95 % interval ${show(told.low, true)} to ${show(told.high, true)})` : "");
    if (told.average) text += format.some(told.n, about, Boolean(view.other));
    this.says.textContent = text;
  }

  // ---- picture ----

  paint() {
    const { view } = this;
    const spec = this.spec();
    const kind = spec && spec.lines.map((line) => line.name).join();
    if (this.chart && kind !== this.kind) {
      this.chart.free();
      this.chart = null;
    }
    this.kind = kind;
    if (!spec) return;
    this.unit.textContent = spec.unit + (view.flow ? " a month" : "");
    if (!this.chart) this.figure.append(this.unit);
    if (this.chart) this.chart.update(spec);
    else this.chart = buildoutChart.draw(this.figure, spec);
    const plot = this.figure.querySelector(".plot");
    plot.setAttribute("aria-label", `Chart of ${this.name.textContent}. ${this.says.textContent}`);
  }

  spec() {
    const { view, about } = this;
    if (!view.mine) return null;
    const lines = about.mode === "difference" && view.difference ? this.differenceLines() : this.levelLines();
    const scale = format.scaleOf(view.unit, lines.flatMap((line) => [line.p50, line.p95 || [], line.p05 || []]));
    for (const line of lines)
      for (const name of ["p05", "p25", "p50", "p75", "p95"])
        if (line[name]) line[name] = line[name].map((x) => (x === null ? null : x * scale.factor));
    return { first: format.isoMonth(about.month0), n: view.mine.central.length, unit: scale.unit, height: 200, lines, sync: "months" };
  }

  differenceLines() {
    const { view: { difference: d }, about } = this;
    const enough = about.n >= ENOUGH;
    const line = { name: "difference: mean, its 95 % interval, 90 % of runs", colour: MINE, p50: enough ? d.mean : d.central };
    if (enough) Object.assign(line, { p05: d.p05, p95: d.p95, p25: d.low, p75: d.high });
    return [line, { name: "none", colour: OTHER, dash: DASH, p50: d.central.map(() => 0) }];
  }

  levelLines() {
    const { view: { mine, other }, about } = this;
    const enough = about.n >= ENOUGH;
    const fan = (band, more) => (enough && has(band) ? { p50: band.p50, p05: band.p05, p95: band.p95, ...more(band) } : { p50: band.central });
    const middle = (band) => ({ p25: band.p25, p75: band.p75 });
    if (!other) return [{ name: about.names.mine, colour: OTHER, dash: DASH, ...fan(mine, middle) }];
    return [{ name: about.names.other, colour: OTHER, dash: DASH, ...fan(other, () => ({})) }, { name: about.names.mine, colour: MINE, ...fan(mine, middle) }];
  }

  // ---- numbers ----

  fillTable() {
    const { view, about } = this;
    this.table.replaceChildren();
    if (!this.details.open || !view || !view.mine) return;
    const show = (x, sign) => format.bare(x, view.unit, sign);
    const month = "Month (" + (format.shownUnit(view.unit) || "%") + (view.flow ? " a month" : "") + ")";
    const heads = view.other ? [month, about.names.other, about.names.mine, "Paired difference", "95 % interval"] : [month, "Median", "5 %", "95 %"];
    this.table.append(element("thead", {}, element("tr", {}, ...heads.map((text) => Object.assign(element("th", { textContent: text }), { scope: "col" })))));
    const body = element("tbody");
    const n = view.mine.central.length, d = view.difference;
    for (let i = 0; i < n; i++) {
      if ((about.month0 + i) % 12 !== 11 && i !== n - 1) continue;
      const cells = view.other
        ? [show(lineOf(view.other, about.n)[i]), show(lineOf(view.mine, about.n)[i]), show(d.mean[i], true), `${show(d.low[i], true)} to ${show(d.high[i], true)}`]
        : [show(lineOf(view.mine, about.n)[i]), show(view.mine.p05[i]), show(view.mine.p95[i])];
      body.append(element("tr", {}, Object.assign(element("th", { textContent: format.monthName(about.month0 + i) }), { scope: "row" }), ...cells.map((text) => element("td", { textContent: text }))));
    }
    this.table.append(body);
  }
}

export class Charts {
  constructor(root) {
    this.root = root;
    this.cards = new Map();
  }

  draw(views, about) {
    const wanted = new Set(views.map((view) => view.variable));
    for (const [variable, card] of this.cards)
      if (!wanted.has(variable)) {
        card.free();
        card.root.remove();
        this.cards.delete(variable);
      }
    for (const view of views) {
      if (!this.cards.has(view.variable)) this.cards.set(view.variable, new Card(view.variable));
      const card = this.cards.get(view.variable);
      if (this.root.children[views.indexOf(view)] !== card.root) this.root.insertBefore(card.root, this.root.children[views.indexOf(view)] || null);
      card.draw(view, about);
    }
  }
}
