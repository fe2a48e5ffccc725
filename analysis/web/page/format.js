// Numbers and dates as people read them; always in English, as the rest of the page.
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });
const plain = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const small = new Intl.NumberFormat("en", { maximumFractionDigits: 3 });
const DAY_MS = 86400000, DAYS_A_MONTH = 30.4375;

export const minus = (text) => text.replace("-", "\u2212");

/** A value without its unit. */
export function number(x) {
  if (x === null || x === undefined || !Number.isFinite(x)) return "–";
  return minus(Math.abs(x) >= 10000 ? compact.format(x) : Math.abs(x) < 1 ? small.format(x) : plain.format(x));
}

export function signed(x) {
  if (x === null || x === undefined || !Number.isFinite(x)) return "–";
  return (x > 0 ? "+" : "") + number(x);
}

/** A value of a unit, whose name is left out where it stands beside: fractions as per cent, millions as what they are. */
export function bare(x, unit, withSign = false) {
  const show = withSign ? signed : number;
  if (x === null || x === undefined || !Number.isFinite(x)) return "–";
  if (unit === "fraction") return show(100 * x) + " %";
  if (unit === "date") return withSign ? show(x / DAYS_A_MONTH) + " months" : day(x);
  return show(x * (bases[unit] || [1])[0]);
}

export function value(x, unit, withSign = false) {
  const name = shownUnit(unit);
  const text = bare(x, unit, withSign);
  return text === "–" || !name ? text : text + " " + name;
}

/** What stands behind a number of the unit; nothing where the number says it. */
export function shownUnit(unit) {
  if (unit === "fraction" || unit === "date") return "";
  return (bases[unit] || [1, unit])[1];
}

const prefixes = [[1e12, "trillion "], [1e9, "billion "], [1e6, "million "], [1e3, "thousand "], [1, ""]];
const bases = { fraction: [100, "%"], "million USD": [1e6, "USD"], "million USD/yr": [1e6, "USD/yr"], "billion USD/yr": [1e9, "USD/yr"] };

/** A unit in which the largest of the values has few digits, and the factor to it. */
export function scaleOf(unit, columns) {
  const [factor, base] = bases[unit] || [1, unit];
  let largest = 0;
  for (const column of columns) for (const x of column) if (x !== null && Math.abs(x) > largest) largest = Math.abs(x);
  const [size, prefix] = base === "%" ? [1, ""] : prefixes.find(([size]) => largest * factor >= 10 * size || size === 1);
  return { factor: factor / size, unit: prefix + base };
}

/** Relative change in per cent, or null when it says nothing. */
export function percent(from, to) {
  if (!Number.isFinite(from) || !Number.isFinite(to) || Math.abs(from) < 1e-9) return null;
  if (from < 0) return null;
  return 100 * (to - from) / from;
}

export function percentText(p) {
  if (Math.abs(p) < 0.05) return "±0 %";
  const digits = Math.abs(p) < 10 ? 1 : 0;
  return (p > 0 ? "+" : "\u2212") + Math.abs(p).toFixed(digits) + " %";
}

/** Days since 1970. */
export function day(n) {
  const date = new Date(n * DAY_MS);
  return months[date.getUTCMonth()] + " " + date.getUTCFullYear();
}

/** Months since 1970, as the server counts them. */
export const isoMonth = (month) => yearOf(month) + "-" + String((((month % 12) + 12) % 12) + 1).padStart(2, "0");
export const monthName = (month) => months[((month % 12) + 12) % 12] + " " + (1970 + Math.floor(month / 12));
export const yearOf = (month) => 1970 + Math.floor(month / 12);

/** "2027-01-01" as "January 2027" or "15 March 2027". */
export function dateText(iso) {
  const [y, m, d] = iso.split("-").map(Number);
  const names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  return (d === 1 ? "" : d + " ") + names[m - 1] + " " + y;
}

/** The same cash flow counted in three ways, on which answers may hang: they are shown side by side, under these heads. */
export const worths = { npv: "NPV", npv_book: "Plant at book value", npv_terminal: "Going on for ever" };
const words = { npv: "Net present value", npv_book: "Net present value, plant at book value",
  npv_terminal: "Net present value, going on for ever", irr: "Internal rate of return", survived: "Survives", exit_date: "Exit",
  cash_min: "Lowest cash", cash_min_date: "Lowest cash in", funding_peak: "Peak of outside funding",
  capability_lag_months: "Behind the frontier", h100e: "Compute (H100e)", mw: "IT power", on_site_mw: "IT power with own generation",
  grid_wait_months: "Wait for the grid", grid_wait_max_months: "Longest wait for the grid", late_frac: "Late sites", sites: "Sites",
  revenue_ai: "AI revenue", revenue_cloud: "Cloud revenue", share_subscription: "Share of subscriptions",
  share_api: "Share of API", share_cloud: "Share of cloud", share_agents: "Share of agents", share_uplift: "Share of uplift",
  gap_closed_date: "Revenue gap closes" };
/** Of all but the world, AI revenue is without AI in their clouds and GPU-hours. */
export const figureName = (key, who = "World") =>
  key === "revenue_ai" && who !== "World" ? "Revenue of AI products" : words[key] || key.replaceAll("_", " ");

/** "planning.growth_lag_months" reads "growth lag". */
export function keyName(path) {
  const parts = path.split(".");
  const last = parts.pop().replace(/_(months|weeks|days|years|frac|ratio|per_year|per_mw|mw|minutes)$/, "").replaceAll("_", " ");
  return last[0].toUpperCase() + last.slice(1) + (parts.length > 1 ? " (" + parts.pop() + ")" : "");
}

/** Of how many runs, or pairs of them, a number speaks, when not of all. While runs are under way others are to come. */
export const some = (n, about, paired) =>
  about.isWhole && n < about.n ? `; only ${n} of ${about.n} ${paired ? "pairs" : "runs"} have a value` : "";

const phrases = { "Fleet|H100e": "compute in hand", "Usable Compute|Legal": "compute that is legal to use",
  "Usable Compute|Grey": "compute that came past the law", "Revenue|AI": "AI revenue a month", "Revenue|Leasing": "revenue of GPU-hours let a month",
  "Capability|Lag": "distance to the frontier", Capex: "capex a month", Cash: "cash", "Data Centers|Operating": "number of data centres",
  "Capacity|IT Power|Energised": "energised IT power", "Chips|Deliveries": "chip deliveries a month", "Revenue Gap|Stock": "revenue gap",
  "Companies|Alive": "number of companies alive", "Revenue|Data Center": "data-centre revenue a month",
  "Revenue|Data Center|China": "data-centre revenue from China a month", "Chips|Orders": "chip orders a month", "Chips|Backlog": "order backlog" };
/** A variable inside a sentence. */
export const phrase = (variable, who = "World") =>
  variable === "Revenue|AI" && who !== "World" ? "revenue of AI products a month" : phrases[variable] || variable.replaceAll("|", ": ");
