// Sliders, switches and choices, made from what the server says of the scenario's keys.
import * as format from "./format.js";
import { fresh as freshState } from "./state.js";

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
let n_ids = 0;
const newId = () => "c" + ++n_ids;

const groups = [
  ["ban", "Chip ban", "A rule on accelerators for buyers in or from China, Macau and other D:5 countries."],
  ["strategy", "Strategies", "How each company's board decides."],
  ["grid", "Grid grants", "Power that the grid grants to new sites, over what the scenario says."],
  ["war", "Price war", "When one cuts the price of tokens, others answer."],
  ["capital", "Capital", "What money costs and how patient it is."],
  ["law", "Law in force", "Withdraw rules of the law as it is."],
  ["technology", "Technology", "How fast models improve and spread."],
  ["uncertain", "Uncertain inputs", "Each is drawn in every run; here it is fixed at a value. The most important first."],
];

/** A row: name, value, slider or choice, and a way back. */
class Row {
  constructor(name, hint) {
    this.id = newId();
    this.label = element("label", { textContent: name, htmlFor: this.id });
    if (hint) this.label.title = hint;
    this.output = element("output", { htmlFor: this.id });
    this.undo = element("button", { type: "button", className: "undo", textContent: "undo", hidden: true });
    this.undo.setAttribute("aria-label", "Undo: " + name);
    this.root = element("div", { className: "control" }, element("div", { className: "top" }, this.label, this.output, this.undo));
  }

  add(input) {
    input.id = this.id;
    this.input = input;
    if (input.type === "checkbox") this.root.firstChild.prepend(input);
    else this.root.append(input);
    return input;
  }

  mark(changed) {
    this.root.classList.toggle("changed", changed);
    this.undo.hidden = !changed;
  }
}

/** Fine steps, the same over the whole slider, or by factors. */
function makeSlider(low, high, byFactor) {
  const steps = 200;
  const slider = element("input", { type: "range", min: 0, max: steps, step: 1 });
  slider.valueOf_ = () => {
    const u = Number(slider.value) / steps;
    const x = byFactor ? low * (high / low) ** u : low + (high - low) * u;
    return Number(x.toPrecision(3));
  };
  slider.show = (x) => {
    const u = byFactor ? Math.log(x / low) / Math.log(high / low) : (x - low) / (high - low);
    slider.value = Math.round(steps * Math.min(1, Math.max(0, u)));
  };
  return slider;
}

export class Controls {
  /** changed(): the state has been written to. */
  constructor(root, about, state, changed) {
    Object.assign(this, { about, state, changed, rows: [], byPath: new Map(about.controls.map((c) => [c.path, c])) });
    this.parts = {};
    for (const [key, title, hint] of groups) {
      const part = element("details", { className: "group", open: key === "ban" }, element("summary", { textContent: title }), element("p", { className: "hint", textContent: hint }));
      part.dataset.group = key;
      this.parts[key] = part;
      root.append(part);
    }
    this.addBan();
    this.addStrategies();
    for (const control of about.controls) this.addControl(control);
    this.addAllRegions();
    this.addPeace();
  }

  /** After the state has been changed from elsewhere. */
  refresh() {
    for (const row of this.rows) row.show();
    for (const part of Object.values(this.parts)) part.toggleAttribute("data-changed", part.querySelector(".changed") !== null);
  }

  touch() {
    this.refresh();
    this.changed();
  }

  add(group, row, show, undo) {
    row.show = show;
    row.undo.addEventListener("click", () => {
      undo();
      this.touch();
      row.input.focus();
    });
    this.rows.push(row);
    this.parts[group].append(row.root);
    show();
  }

  // ---- the chip ban ----

  addBan() {
    const { state } = this;
    const fresh = freshState(this.about).ban;
    const switchRow = new Row("Ban these chips", "Adds one rule to the law of the scenario");
    const box = element("input", { type: "checkbox" });
    switchRow.add(box);
    box.addEventListener("change", () => {
      state.ban.on = box.checked;
      this.touch();
    });
    this.add("ban", switchRow, () => {
      box.checked = state.ban.on;
      switchRow.output.textContent = state.ban.on ? "on" : "off";
      switchRow.mark(state.ban.on);
    }, () => { state.ban.on = false; });

    const dateRow = new Row("In force from");
    const date = dateRow.add(element("input", { type: "date", min: this.about.start, max: this.about.end }));
    date.addEventListener("change", () => {
      if (!date.value || date.value < this.about.start || date.value > this.about.end) return;
      state.ban.date = date.value;
      state.ban.on = true;
      this.touch();
    });
    this.addBanRow(dateRow, "date", fresh, () => { date.value = state.ban.date; dateRow.output.textContent = format.dateText(state.ban.date); });
    this.addBanSlider("Total processing performance from", "tpp", fresh, 0, 20000, 100, (x) => "TPP " + x.toLocaleString("en"));
    this.addBanSlider("Grace after it is in force", "grace", fresh, 0, 360, 10, (x) => x + " days");
    this.addBanSlider("Announced before", "notice", fresh, 0, 18, 1, (x) => (x === 1 ? "1 month" : x + " months"));
    this.addBanSlider("Performance density from", "density", fresh, 0, 12, 0.1, (x) => (x > 0 ? "PD " + x : "any"));
    this.addBanSlider("Memory bandwidth from", "memory", fresh, 0, 8000, 100, (x) => (x > 0 ? x.toLocaleString("en") + " GB/s" : "any"));

    const policyRow = new Row("It means");
    const policy = policyRow.add(element("select", {}, ...[["deny", "denied"], ["licence", "licence needed"], ["notify", "notice only"]].map(([value, text]) => element("option", { value, textContent: text }))));
    policy.addEventListener("change", () => {
      state.ban.policy = policy.value;
      state.ban.on = true;
      this.touch();
    });
    this.addBanRow(policyRow, "policy", fresh, () => { policy.value = state.ban.policy; });
    this.addBanSlider("Licences granted", "grant", fresh, 0, 1, 0.05, (x) => Math.round(100 * x) + " %");
  }

  addBanRow(row, name, fresh, show) {
    this.add("ban", row, () => {
      show();
      row.mark(this.state.ban[name] !== fresh[name]);
    }, () => { this.state.ban[name] = fresh[name]; });
  }

  addBanSlider(title, name, fresh, min, max, step, text) {
    const row = new Row(title);
    const slider = row.add(element("input", { type: "range", min, max, step }));
    const take = () => {
      this.state.ban[name] = Number(slider.value);
      this.state.ban.on = true;
      this.touch();
    };
    slider.addEventListener("input", take);
    slider.dataset.ban = name;
    this.addBanRow(row, name, fresh, () => {
      slider.value = this.state.ban[name];
      row.output.textContent = text(this.state.ban[name]);
      slider.setAttribute("aria-valuetext", row.output.textContent);
      if (name === "grant") row.root.hidden = this.state.ban.policy !== "licence";
    });
  }

  // ---- strategies ----

  addStrategies() {
    const { about, state } = this;
    const china = about.companies.filter((one) => one.headquarters === "CN");
    const rest = about.companies.filter((one) => one.headquarters !== "CN");
    for (const company of [...china, ...rest]) {
      const row = new Row(company.name);
      const choice = row.add(element("select", {}, ...about.strategies.map((one) => element("option", { value: one.key, textContent: one.name + (one.key === company.strategy ? " (as it is)" : "") }))));
      row.root.classList.add("compact");
      choice.dataset.company = company.key;
      choice.addEventListener("change", () => {
        if (choice.value === company.strategy) delete state.strategies[company.key];
        else state.strategies[company.key] = choice.value;
        this.touch();
      });
      this.add("strategy", row, () => {
        choice.value = state.strategies[company.key] || company.strategy;
        row.mark(company.key in state.strategies);
      }, () => { delete state.strategies[company.key]; });
    }
  }

  // ---- export rules that there are ----

  setRules(rules) {
    const { state } = this;
    for (const rule of rules) {
      if (rule.rescinded && rule.rescinded <= this.about.start) continue;
      const row = new Row(rule.clause, [rule.policy, rule.when, rule.source].filter(Boolean).join("; "));
      const box = row.add(element("input", { type: "checkbox" }));
      box.dataset.rule = rule.rule;
      box.addEventListener("change", () => {
        state.withdrawn = state.withdrawn.filter((key) => key !== rule.rule);
        if (!box.checked) state.withdrawn.push(rule.rule);
        this.touch();
      });
      this.add("law", row, () => {
        const off = state.withdrawn.includes(rule.rule);
        box.checked = !off;
        row.output.textContent = off ? "withdrawn" : rule.policy;
        row.mark(off);
      }, () => { state.withdrawn = state.withdrawn.filter((key) => key !== rule.rule); });
    }
    this.refresh();
  }

  // ---- keys of the schema ----

  addControl(control) {
    if (control.kind === "switch") this.addSwitch(control.group, control);
    else if (control.factor) this.addFactor(control);
    else if (control.dist || control.number !== null) this.addNumber(control.group, control);
  }

  addFactor(control) {
    const { state } = this;
    const row = new Row(control.label, control.meaning + " Source: " + control.source);
    const slider = row.add(makeSlider(0.25, 4, true));
    slider.dataset.path = control.path;
    const take = () => {
      const x = Math.abs(slider.valueOf_() - 1) < 0.01 ? 1 : slider.valueOf_();
      if (x === 1) delete state.factors[control.path];
      else state.factors[control.path] = x;
      this.touch();
    };
    slider.addEventListener("input", take);
    this.add(control.group, row, () => {
      const x = state.factors[control.path] ?? 1;
      slider.show(x);
      row.output.textContent = x === 1 ? "as it is" : "× " + format.number(x);
      slider.setAttribute("aria-valuetext", row.output.textContent);
      row.mark(x !== 1);
    }, () => { delete state.factors[control.path]; });
  }

  /** One slider that moves those of all regions. */
  addAllRegions() {
    const { state } = this;
    const paths = this.about.controls.filter((one) => one.group === "grid").map((one) => one.path);
    if (paths.length < 2) return;
    const row = new Row("All regions");
    const slider = row.add(makeSlider(0.25, 4, true));
    const take = () => {
      const x = Math.abs(slider.valueOf_() - 1) < 0.01 ? 1 : slider.valueOf_();
      for (const path of paths)
        if (x === 1) delete state.factors[path];
        else state.factors[path] = x;
      this.touch();
    };
    slider.addEventListener("input", take);
    this.add("grid", row, () => {
      const factors = new Set(paths.map((path) => state.factors[path] ?? 1));
      const one = factors.size === 1 ? [...factors][0] : null;
      slider.show(one ?? 1);
      row.output.textContent = one === null ? "differs" : one === 1 ? "as it is" : "× " + format.number(one);
      slider.setAttribute("aria-valuetext", row.output.textContent);
      row.mark(one !== 1);
    }, () => { for (const path of paths) delete state.factors[path]; });
    this.parts.grid.querySelector(".hint").after(row.root);
  }

  /** Fights of no length are none. */
  addPeace() {
    const { state } = this;
    const path = "competition.war_months";
    if (!this.byPath.has(path)) return;
    const row = new Row("Price wars happen", "Off: competition.war_months is 0");
    const box = row.add(element("input", { type: "checkbox" }));
    box.dataset.path = path + "=0";
    box.addEventListener("change", () => {
      if (box.checked) delete state.values[path];
      else state.values[path] = "0";
      this.touch();
    });
    this.add("war", row, () => {
      box.checked = state.values[path] !== "0";
      row.output.textContent = box.checked ? "yes" : "no";
      row.mark(!box.checked);
    }, () => { delete state.values[path]; });
    this.parts.war.querySelector(".hint").after(row.root);
  }

  addNumber(group, control) {
    const { state } = this;
    const middle = control.dist ? control.dist.p50 : control.number;
    let low = control.dist ? control.dist.p01 : middle / 3, high = control.dist ? control.dist.p99 : middle * 3;
    if (!control.dist && middle === 0) high = 1;
    if (low > high) [low, high] = [high, low];
    low = Math.max(low, control.low ?? low);
    high = Math.min(high, control.high ?? high);
    const name = control.label.includes(".") ? format.keyName(control.label) : control.label;
    const row = new Row(name, `${control.path}: ${control.meaning} Source: ${control.source}`);
    const slider = row.add(makeSlider(low, high, low > 0 && high / low > 20));
    slider.dataset.path = control.path;
    const unit = control.unit === "number" || control.unit === "ratio" ? "" : control.unit;
    const take = () => {
      state.values[control.path] = String(slider.valueOf_());
      this.touch();
    };
    slider.addEventListener("input", take);
    this.add(group, row, () => {
      const text = state.values[control.path];
      const x = text === undefined ? middle : Number(text);
      slider.show(Number.isFinite(x) ? x : middle);
      row.output.textContent = (text === undefined && control.dist ? "about " : "") + (Number.isFinite(x) ? format.value(x, unit || "") : text).trim();
      slider.setAttribute("aria-valuetext", row.output.textContent);
      row.mark(text !== undefined);
    }, () => { delete state.values[control.path]; });
  }

  addSwitch(group, control) {
    const { state } = this;
    const row = new Row(control.label, control.meaning);
    const box = row.add(element("input", { type: "checkbox" }));
    box.dataset.path = control.path;
    box.addEventListener("change", () => {
      const text = String(box.checked);
      if (text === control.text) delete state.values[control.path];
      else state.values[control.path] = text;
      this.touch();
    });
    this.add(group, row, () => {
      box.checked = (state.values[control.path] ?? control.text) === "true";
      row.output.textContent = box.checked ? "yes" : "no";
      row.mark(control.path in state.values);
    }, () => { delete state.values[control.path]; });
  }
}

/** One key that a search has found: its value as text, in the language of scenarios. */
export function foundRow(key, state, touch) {
  const row = new Row(key.path, key.meaning);
  const hint = element("p", { className: "hint", textContent: key.meaning + (key.unit ? ` In ${key.unit}` + (key.low !== null ? `, ${key.low} to ${key.high}.` : ".") : "") });
  let input;
  if (key.kind === "switch" || (key.kind === "choice" && key.words)) {
    const words = key.kind === "switch" ? ["true", "false"] : key.words.split("|");
    input = element("select", {}, ...words.map((word) => element("option", { value: word, textContent: word })));
  } else {
    input = element("input", { type: "text", spellcheck: false, autocomplete: "off" });
  }
  row.add(input);
  row.root.insertBefore(hint, input);
  const bare = key.text.replace(/^"([^"\\]*)"$/, "$1");
  input.value = state.values[key.path] ?? bare;
  row.mark(key.path in state.values);
  input.addEventListener("change", () => {
    if (input.value === bare) delete state.values[key.path];
    else state.values[key.path] = input.value;
    row.mark(key.path in state.values);
    touch();
  });
  row.undo.addEventListener("click", () => {
    delete state.values[key.path];
    input.value = bare;
    row.mark(false);
    touch();
  });
  return row.root;
}
