// What the planner has changed, and what that is as --set of the command line. Everything else is derived from it.
export function fresh(about) {
  const after = Math.max(2027, Number(about.start.slice(0, 4)) + 1);
  return {
    ban: { on: false, date: after + "-01-01", tpp: 2400, grace: 0, notice: 0, policy: "deny", grant: 0.5, density: 0, memory: 0 },
    withdrawn: [],   // keys of export rules
    strategies: {},  // company -> strategy
    factors: {},     // path -> factor
    values: {},      // path -> text, as after --set path=
  };
}

/** What is kept of a link; anything that does not fit is left out. */
export function restore(about, kept) {
  const state = fresh(about);
  if (!kept || typeof kept !== "object") return state;
  for (const name of Object.keys(state.ban))
    if (kept.ban && typeof kept.ban[name] === typeof state.ban[name]) state.ban[name] = kept.ban[name];
  if (Array.isArray(kept.withdrawn)) state.withdrawn = kept.withdrawn.filter((key) => /^\w+$/.test(key));
  for (const [name, type] of [["strategies", "string"], ["factors", "number"], ["values", "string"]])
    for (const [path, value] of Object.entries(kept[name] || {}))
      if (typeof value === type) state[name][path] = value;
  return state;
}

/** Only what differs from a fresh page. */
export function toLink(about, state) {
  const kept = {};
  const base = fresh(about);
  const ban = Object.fromEntries(Object.entries(state.ban).filter(([name, value]) => value !== base.ban[name]));
  if (Object.keys(ban).length) kept.ban = ban;
  for (const name of ["strategies", "factors", "values"])
    if (Object.keys(state[name]).length) kept[name] = state[name];
  if (state.withdrawn.length) kept.withdrawn = state.withdrawn;
  return Object.keys(kept).length ? "w=" + encodeURIComponent(JSON.stringify(kept)) : "";
}

export function fromLink() {
  const part = location.hash.slice(1).split("&").find((one) => one.startsWith("w="));
  if (!part) return null;
  try {
    return JSON.parse(decodeURIComponent(part.slice(2)));
  } catch {
    return null;
  }
}

/** A number as the scenario language writes it. */
export const digits = (x) => String(Number(x.toPrecision(12)));

function shiftMonths(iso, months) {
  const [y, m, d] = iso.split("-").map(Number);
  const date = new Date(Date.UTC(y, m - 1 - months, d));
  return date.toISOString().slice(0, 10);
}

export function banName(ban) {
  const what = ban.tpp > 0 ? "from TPP " + ban.tpp.toLocaleString("en") : "on every accelerator";
  return (ban.policy === "deny" ? "Ban " : ban.policy === "licence" ? "Licence " : "Notice ") + what;
}

function banText(ban) {
  const tests = [];
  if (ban.density > 0) tests.push(`performance_density: { at_least = ${digits(ban.density)}; }; `);
  if (ban.memory > 0) tests.push(`memory_bandwidth: { at_least = ${digits(ban.memory)}; }; `);
  const when = tests.length ? ` when: { chip: { all: { ${tests.join("")}}; }; };` : "";
  const policy = ban.policy === "licence"
    ? `policy: { default = "licence"; licence: { grant = ${digits(ban.grant)}; review = "8 to 24 weeks"; }; };`
    : `policy = "${ban.policy}";`;
  return `{ name = "${banName(ban)}"; announced = "${shiftMonths(ban.date, ban.notice)}"; effective = "${ban.date}"; ` +
    `grace = "${ban.grace} days"; min_tpp = ${digits(ban.tpp)};${when} destinations = [ "D5", "MO" ]; ` +
    `headquarters = [ "D5", "MO" ]; ${policy} source = "what-if"; }`;
}

const unscaled = { gamma: ["shape"], beta: ["a", "b"], lognormal: ["sigma"] };

/** The text of a distribution with all its values multiplied. */
export function multiplied(dist, factor) {
  const fixed = unscaled[dist.name] || [];
  const parts = dist.parameters.map(([name, x]) => `${name} = ${digits(fixed.includes(name) ? x : x * factor)}; `);
  return `{ dist = "${dist.name}"; ${parts.join("")}}`;
}

/** "path=value" of a control that multiplies. */
export function factorSet(control, factor) {
  if (control.path_in_time && control.text.startsWith("{"))
    return `${control.path}.scale=` + (control.scale ? multiplied(control.scale, factor) : digits(factor));
  if (control.path_in_time && control.text.startsWith("("))
    return `${control.path}={ points = ${control.text}; scale = ${digits(factor)}; }`;
  if (control.dist) return `${control.path}=` + multiplied(control.dist, factor);
  const x = control.number ?? Number(control.text);
  return `${control.path}=${digits(x * factor)}`;
}

/** All changes as texts for --set, in an order that does not depend on what was moved first. */
export function toSets(state, controls, rules, start) {
  const sets = [];
  if (state.ban.on) sets.push("export_rules.page_rule=" + banText(state.ban));
  for (const key of [...state.withdrawn].sort()) {
    const rule = rules.find((one) => one.rule === key);
    if (rule) sets.push(`export_rules.${key}.rescinded="${rule.announced > start ? rule.announced : start}"`);
  }
  for (const key of Object.keys(state.strategies).sort())
    sets.push(`companies.${key}.strategy=${state.strategies[key]}`);
  for (const path of Object.keys(state.factors).sort())
    if (controls.has(path)) sets.push(factorSet(controls.get(path), state.factors[path]));
  for (const path of Object.keys(state.values).sort()) sets.push(`${path}=${state.values[path]}`);
  return sets;
}

const quote = (text) => (/^[\w./=-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'");

export function commandLine(about, sets, runs) {
  const end = [...(about.sets ?? []), ...sets].map((set) => " \\\n    --set " + quote(set)).join("");
  const sampling = about.sampling === "sobol" ? " --sampling sobol" : "";
  return `buildout ensemble ${about.file} --runs ${runs} --seed ${about.seed}${sampling}${end}`;
}
