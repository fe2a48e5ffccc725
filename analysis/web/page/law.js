// Verdicts on the chip catalogue, before and after; the answers are those of `buildout chips`.
import { ask } from "./api.js";

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const verdictOf = (line) => (line.verdict === line.treated_as ? line.verdict : `${line.verdict} (as ${line.treated_as})`);
const cell = (text) => element("td", { textContent: text, className: "text" });
const number = (x) => element("td", { textContent: x === null ? "?" : Math.abs(x) < 100 ? x.toFixed(2).replace(/\.?0+$/, "") : Math.round(x).toLocaleString("en") });

function verdict(line) {
  const td = element("td", { className: "text" });
  if (line) td.append(element("span", { className: "verdict " + line.treated_as, textContent: verdictOf(line) }));
  return td;
}

export class Law {
  constructor(tell) {
    this.tell = tell;
    this.turn = 0;
    this.table = document.getElementById("chips");
    this.count = document.getElementById("law-count");
    this.buyer = document.getElementById("buyer");
    this.day = document.getElementById("law-day");
    this.onlyChanged = document.getElementById("only-changed");
    this.onlyChanged.addEventListener("change", () => this.draw());
    for (const input of [this.buyer, this.day]) input.addEventListener("change", () => this.ask(this.sets));
  }

  /** The latest question wins; the base case's answer is kept by day and buyer. */
  async ask(sets) {
    this.sets = sets;
    const turn = ++this.turn;
    const what = { date: this.day.value, buyer: this.buyer.value };
    if (!what.date || !what.buyer) return;
    try {
      const key = what.date + what.buyer;
      if (this.baseKey !== key) {
        const base = await ask("chips", { ...what, sets: [] });
        if (base.error) throw new Error(base.error);
        this.base = base.chips;
        this.baseKey = key;
      }
      const mine = sets.length ? await ask("chips", { ...what, sets }) : { chips: this.base };
      if (turn !== this.turn) return;
      if (mine.error) throw new Error(mine.error);
      this.mine = mine.chips;
      this.draw();
    } catch (error) {
      if (turn === this.turn) this.count.textContent = error.message;
    }
  }

  draw() {
    if (!this.mine) return;
    const before = new Map(this.base.map((line) => [line.key, line]));
    const changes = (line) => !before.has(line.key) || before.get(line.key).verdict !== line.verdict;
    const shown = this.mine.filter((line) => !this.onlyChanged.checked || changes(line));
    const n = this.mine.filter((line) => before.has(line.key) && before.get(line.key).verdict !== line.verdict).length;
    const heads = [["Chip", "text"], ["Vendor", "text"], ["Sold", "text"], ["TPP", ""], ["PD", ""], ["Memory GB/s", ""], ["Base case", "text"], ["Variant", "text"], ["Clause", "text"], ["Free if", "text"]];
    const head = element("tr", {}, ...heads.map(([text, className]) => Object.assign(element("th", { textContent: text, className }), { scope: "col" })));
    const body = element("tbody");
    for (const line of shown) {
      const row = element("tr", { className: changes(line) ? "changed" : "" }, Object.assign(element("th", { textContent: line.chip, className: "text" }), { scope: "row" }),
        cell(line.vendor), cell(line.sold), number(line.tpp), number(line.performance_density), number(line.memory_bandwidth),
        verdict(before.get(line.key)), verdict(line), cell(line.clause || ""), cell(line.free_if || ""));
      row.dataset.chip = line.key;
      row.dataset.verdict = line.verdict;
      body.append(row);
    }
    this.table.replaceChildren(element("thead", {}, head), body);
    this.table.dataset.turn = this.turn;
    this.count.textContent = `${this.mine.length} chips; the variant changes the verdict on ${n}.`;
  }
}
