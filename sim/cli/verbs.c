#include "buildout/cli/options.h"

#include <string.h>

#include "buildout/cli/commands.h"

const struct bo_verb bo_verbs[] = {
    {"check", bo_cmd_check, "FILE...", 1, BO_MANY_OPERANDS, "set allow-outside",
     "say what is wrong with scenarios; silent when all is well",
     "Every complaint names file, line and column."},
    {"show", bo_cmd_show, "FILE", 1, 1, "resolved set allow-outside",
     "print a scenario as one text, defaults included",
     "What it prints is a scenario again. With --resolved each value says where it comes\n"
     "from."},
    {"diff", bo_cmd_diff, "A B", 2, 2,
     "set allow-outside json effect orders company output force seed runs jobs sampling progress",
     "say which values of two scenarios differ, where each comes from, and what each does",
     "Defaults included: what a file says in vain is no difference, and neither is a number\n"
     "in another unit. --set holds for both. With --effect A is run with some of the changes\n"
     "after others, with the same luck, and diff.csv has what each does to every key figure:\n"
     "in the order listed, and on average over all orders (Shapley), with 95 % intervals;\n"
     "either way the parts add up to the difference of A and B. A row that only one of them\n"
     "has is one change. The other options are for --effect, which resumes."},
    {"schema", bo_cmd_schema, "", 0, 0, "variables figures names json markdown",
     "print every key that a scenario can have",
     "--markdown adds the variables and key figures of the results: together they are the\n"
     "data dictionary. --figures says what npv, funding_peak, ... of outcomes.csv are.\n"
     "Of variables, flows (money, tokens, openings, orders, ...) are a month's, and stocks\n"
     "(sites, MW, fleets, cash, debt, ...) are at its end. How values, spreads, paths in time\n"
     "and rules are written is told in LANGUAGE.md, beside the scenarios that ship."},
    {"chips", bo_cmd_chips, "[FILE]", 0, 1, "date buyer rule set allow-outside json",
     "say which chips a buyer may have on a day, and why",
     "Without FILE by the law of the baseline. A verdict is free, notify, licence or\n"
     "denied, or unknown when the rule asks for a number that is not known. The margin is\n"
     "how far the chip is above (+) or below (-) the nearest threshold. --rule min_tpp=2400\n"
     "tries a ban of everything from there on for D:5 as destination or headquarters; its\n"
     "other keys (policy, destinations, ...) are those of export_rules in the schema. The\n"
     "table leaves out what is first sold two years after the day or later; --json does not."},
    {"rules", bo_cmd_rules, "[FILE]", 0, 1, "date set allow-outside json",
     "print the export and import rules on a day",
     "The table holds what is announced and not rescinded; --json holds every rule."},
    {"run", bo_cmd_run, "FILE", 1, 1,
     "output force seed replicate central set allow-outside json progress stats",
     "simulate a scenario once and write what happens",
     "Writes results.db, series.csv, events.csv and outcomes.csv, and prints the world by\n"
     "year, its regions and its companies. A run that fails leaves DIR as it was; one that\n"
     "fails a check of the scenario is written, and ends with code 5. --json prints the\n"
     "key figures; --stats prints counts and times as CSV, on stderr beside --json."},
    {"ensemble", bo_cmd_ensemble, "FILE", 1, 1,
     "output force seed runs jobs sampling precision figure keep shard set allow-outside json "
     "progress stats",
     "simulate a scenario many times and write how far the runs spread",
     "Replicates 0 to N-1 are forked, J at a time. Writes what run writes, and bands.csv:\n"
     "quantiles by month of every series of World and of every company's totals, and of what\n"
     "landlords let, build, earn, spend and owe. The same command goes on where an\n"
     "interrupted one ended. What is printed says how far the runs spread at the end in the\n"
     "world, in each region and of each company, and in which share of the runs companies\n"
     "end, how and when. outcomes.csv has every replicate; series.csv and events.csv have the\n"
     "lowest. results.db keeps every replicate's key figures and inputs; with --keep watched\n"
     "also its series of World, with --keep all all series that have bands. --json prints the\n"
     "bands; --stats prints counts and times as CSV, on stderr beside --json. When replicates\n"
     "fail they are listed, and the code is 7. --shard 2/3 simulates every third replicate,\n"
     "on another machine say, for merge."},
    {"merge", bo_cmd_merge, "DIR...", 1, BO_MANY_OPERANDS, "output force json",
     "make one folder of the shards of an experiment",
     "The bytes are those of one run of the whole. All shards must be of the same scenario,\n"
     "options, version and mathematical library, and a run that two of them have must be\n"
     "the same in both, else the code is 6. When a run is missing nothing is written. Of a\n"
     "compare, sweep, wait, game or sensitivity the same command without --shard then makes\n"
     "the tables, and simulates nothing."},
    {"sweep", bo_cmd_sweep, "FILE", 1, 1,
     "vary one-at-a-time company strategies key enough output force seed runs jobs sampling "
     "precision figure shard set allow-outside json progress",
     "vary inputs over values, with the same luck, and say where the better strategy changes",
     "Every value with every other (or --one-at-a-time, from FILE as it is). sweep.csv has\n"
     "every key figure at every point: mean with its 95 % interval, quantiles; --figure is\n"
     "printed, beside its difference from the first point, pair by pair. With\n"
     "--strategies A,B --company C each point is run with C on either; frontier.csv says\n"
     "which does better in --key, by how much, and between which values that changes. With\n"
     "two and more, robustness.csv takes the points as futures of which none is likelier:\n"
     "each strategy's worst mean and largest regret over them, its mean regret with the same\n"
     "luck, and how often --key is at least --enough. --precision asks for the mean of\n"
     "--figure at every point. The same command resumes."},
    {"game", bo_cmd_game, "FILE", 1, 1,
     "players strategies key output force seed runs jobs sampling shard set allow-outside json "
     "progress",
     "let companies choose among strategies, and find what none of them would leave",
     "Two players: every pair of strategies is run with the same luck. payoff.csv has what\n"
     "each gets in --key, with its interval and regret; equilibria.csv the pure and mixed\n"
     "equilibria, and in which share of 1,000 bootstrap resamples of the replicates each\n"
     "stands. More players: each in turn takes its best answer, until none would move; of\n"
     "these no --shard can be made."},
    {"solve", bo_cmd_solve, "FILE", 1, 1,
     "for until between output force seed runs jobs sampling set allow-outside json progress",
     "find the value of an input at which an outcome turns",
     "EXPRESSION is over key figures, World.mw or Baidu.npv - Alibaba.npv (a name's other\n"
     "characters become _; a date is a decimal year): a condition turns where it holds in\n"
     "half of the runs, a number where its mean is 0. Bisection between --between, with the\n"
     "same luck at each value, to a thousandth of it. solve.csv has every step and the root."},
    {"wait", bo_cmd_wait, "FILE", 1, 1,
     "company quarters strategies key output force seed runs jobs sampling shard set allow-outside "
     "json progress",
     "say what it is worth to a company to wait before it commits itself",
     "--strategies COMMITTED,WAITING (all_in,wait_and_follow): the company plays WAITING for\n"
     "so many quarters, then COMMITTED. wait.csv has --key and its paired difference from\n"
     "the first of --quarters. A last row lets WAITING choose for itself, and says when its\n"
     "rules first began to act in the lowest replicate, and which; not to commit at all is\n"
     "told to be best when no wait brings more than that."},
    {"compare", bo_cmd_compare, "BASE OTHER...", 2, BO_MANY_OPERANDS,
     "output force seed runs jobs sampling precision figure shard company set allow-outside json "
     "progress",
     "hold variants of a scenario against the first, with the same luck",
     "A variant is a FILE, or changes to BASE: 'companies.Baidu.strategy=all_in', several\n"
     "with ; between them, or 'FILE; PATH=VALUE; ...'. --set holds for all of them, and all\n"
     "must run over the same months, as figures of others do not compare. Replicate k of each\n"
     "has the same draws, so that differences are taken pair by pair. compare.csv has every\n"
     "key figure: means, the mean difference with its 95 % interval, the share of pairs in\n"
     "which the other does better (equal ones count half; of exits later is better, of\n"
     "dates of closing earlier), by how much pairing lowers the variance, how many pairs\n"
     "have the figure, and the end of the first month in which a pair differs. The table\n"
     "has what is clear first.\n"
     "differences.csv says when: every series by year, sums of what is a month's and else\n"
     "the last month, with the 5, 50 and 95 % of the pairs too; a few of World and of two\n"
     "companies or regions, or of --company, are printed; that may be a region (\"Northern\n"
     "Virginia\"), a vendor (NVIDIA), a country or \"China market\", whose rents are among them.\n"
     "Each goes by its name or its key in the file (MyCompany). Who has ended has 0 of an\n"
     "amount, and no price, date or lag: such figures are of the pairs that have them (1.5\n"
     "[8]: of 8). npv stops where a company ends; the table of who ends says how. --json\n"
     "prints compare.csv. --precision asks for the mean difference of --figure, of every\n"
     "other from BASE. The same command resumes."},
    {"sensitivity", bo_cmd_sensitivity, "FILE", 1, 1,
     "method rows inputs figure output force seed jobs shard set allow-outside json progress",
     "say which uncertain inputs a key figure follows, and how",
     "morris moves one input after the other along random paths, rows x (inputs + 1) runs:\n"
     "the mean size of its effect over its whole range, with its 95 % interval, ranks the\n"
     "inputs; a spread as large as the mean says that it is bent or hangs on others. sobol\n"
     "splits the variance, rows x (inputs + 2) runs: the first-order index is the share that\n"
     "an input explains by itself, the total index what it has a part in. Start with morris,\n"
     "and give what matters to sobol as --inputs. All runs have the same luck, so that only\n"
     "inputs differ. sensitivity.csv has all key figures of the world and of the entity of\n"
     "--figure. The same command resumes."},
    {"discover", bo_cmd_discover, "DIR", 1, 1, "when inputs variant pairs json",
     "find the boxes of uncertain inputs in which something happens",
     "--when is a condition on the key figures of a run, as outcomes.csv names them:\n"
     "'World.mw > 60000 and Baidu.survived == 0', with _ for what is no letter or digit\n"
     "(Character_AI.npv, Northern_Virginia.grid_wait_months; `schema --figures` lists the\n"
     "keys), and dates as decimal years: 'OpenAI.exit_date < 2028.5'. A box is found by\n"
     "peeling (PRIM): its density is the share of runs inside in which it happens, its\n"
     "coverage the share of all such runs that are inside. A third of the runs is held out\n"
     "and says what a box is worth. Wants some hundred runs; writes discover.csv. Of a\n"
     "comparison's folder --pairs asks when one variant does better: --when 'Baidu.npv > 0'\n"
     "is then of its figures less the first variant's, with the same luck."},
    {"backtest", bo_cmd_backtest, "FILE", 1, 1,
     "observed after output force seed runs jobs sampling set allow-outside json progress",
     "hold many runs of a scenario against history",
     "Each row of --observed (a CSV, or a folder of them) asks for a number that every run\n"
     "computes: period,entity,variable,aggregate,value,unit and, as far as known, tolerance,\n"
     "source,url,confidence,topic,naive_guidance,place. The table says how the median and\n"
     "the band from 5 to 95 % compare with it, by topic, and whether the runs forecast better\n"
     "than the last value or a trend. What the scenario does not compute is neither a hit\n"
     "nor a miss; who has ended in a run has 0 of an amount there. The width is that of the\n"
     "band, as a share of what was observed. With --after the naive forecasts know all that\n"
     "ends by then. Writes backtest.csv."},
    {"calibrate", bo_cmd_calibrate, "FILE", 1, 1,
     "until observed inputs output force seed runs jobs sampling set allow-outside json progress",
     "narrow uncertain inputs to what history allows, as a pack that a scenario extends",
     "The runs of the prior are moved towards the rows of --observed that end by --until, by\n"
     "an ensemble smoother in three steps: inputs are regressed on what the runs miss the\n"
     "rows by, each row with its tolerance as what the model may be wrong by, topics alike.\n"
     "Luck is told from inputs by running the same inputs twice, and an input follows those\n"
     "rows alone that it goes with more than by chance. No later row is read, and no run goes\n"
     "beyond the last. posterior.cfg has the inputs that moved, calibration.csv all that\n"
     "might, calibration_topics.csv the fit before and after. An input that ends at a bound of\n"
     "its prior is warned of. Takes five times --runs; wants some hundred. The same\n"
     "command resumes."},
    {"projects", bo_cmd_projects, "DIR", 1, 1, "company place site late limit json",
     "list the building projects of a run: dates as planned and as they came, and why",
     "Planned is what was told when the project was announced. All are listed, or the first\n"
     "of as many as --limit says when it is given. With --late the --limit latest are\n"
     "listed, and each slip is split: permit; study and works of the grid, and the queue for\n"
     "its yearly grant; equipment; shell and fit-out that were more work; crews that were\n"
     "short; less the reserve that the plan held, which is above 0 where the plan itself was\n"
     "too early. The parts add up to the slip. Below, all projects by the year for which\n"
     "they were planned. --json has all of them, with --late all that are late, every date\n"
     "and part. Of an ensemble the run is the one of series.csv."},
    {"fleet", bo_cmd_fleet, "DIR", 1, 1, "company place year json",
     "list who owns, hosts and uses which chips, and where",
     "At the end of the run, or of --year: the owner, the region, in whose hall they stand,\n"
     "and who uses them: the owner itself, or the market in which it lets them. What is being\n"
     "set up or waits for a hall is in store. Halls of buyers outside the model (neoclouds,\n"
     "sovereigns) are not counted anywhere. --company is any of the three. --json has every\n"
     "kind of chip. Of an ensemble the run is the one of series.csv."},
    {"why", bo_cmd_why, "DIR VARIABLE", 2, 2, "entity place date limit json",
     "say what is behind a value: its parts, its changes, the events that bear on it",
     "VARIABLE, --entity and --place are as in series.csv, and World's where the world has it\n"
     "and nobody is named; --date is a day, a month, or the last month of a quarter or a year\n"
     "(2025-06, 2025-Q2, 2025). Compares the value with a month, a quarter and a year\n"
     "before, splits it by part, company and region, and lists the events that bear on it,\n"
     "newest first, each with its reason, and the rules of strategies that were acting. Of\n"
     "an ensemble the run is the one of series.csv, beside the band of all. --json prints\n"
     "every row."},
    {"export", bo_cmd_export, "DIR", 1, 1, "to", "write results in the format of other programs",
     "iamc: iamc.csv as pyam reads it, with code lists of its variables and regions; of an\n"
     "ensemble p05, p50 and p95. datapackage: datapackage.json, which says of each CSV file\n"
     "what its columns are (Frictionless). netcdf: results.nc, run x time x entity by the CF\n"
     "conventions, of the runs whose series were kept (ensemble --keep all). trace:\n"
     "trace.json, sites, shipments, training runs and licences as bars, for Perfetto."},
    {"report", bo_cmd_report, "DIR", 1, 1, "file buyer",
     "draw a folder of results as one HTML file",
     "The file holds all it needs and fetches nothing: key figures with intervals, charts,\n"
     "companies, sites, the law on chips for --buyer, events, how to do it again; and the\n"
     "tables of experiments that lie in DIR, of a comparison also when it differs. What\n"
     "companies are worth stands there on three counts: npv, npv_book, npv_terminal."},
    {"books", bo_cmd_books, "DIR COMPANY", 2, 2, "year json",
     "print a company's income, cash flow, balance sheet and equity",
     "COMPANY is a company or a landlord (\"Landlord Texas\"). Years stand side by side in\n"
     "millions; --year prints one to the cent, a balance as what it was, changed by and\n"
     "became. Costs, payments and losses are negative. Of an ensemble the run is the one of\n"
     "series.csv. --json prints every line of every year, in dollars."},
    {"serve", bo_cmd_serve, "[FILE]", 0, 1, "port open seed runs jobs sampling set allow-outside",
     "show a page on which sliders move and the future answers",
     "A page for a browser on this machine: the scenario beside a variant of it, with\n"
     "strategies, export rules and every key to change, the differences run by run, and the\n"
     "variant as a scenario file. It listens on 127.0.0.1 and answers only who has the link\n"
     "that is printed. Without FILE the baseline from July 2025. Ctrl-C ends it. Nothing is\n"
     "written."},
    {"unit", bo_cmd_unit, "DIR COMPANY", 2, 2, "json",
     "print what a GPU-hour and a million tokens cost a company, part by part",
     "Of its own fleet, as at each year's end: chips, the systems around them, power,\n"
     "buildings, staff, capital; the utilisation at which contracts pay for it; what each\n"
     "year's purchases return when let for life at the rents that followed, and what they\n"
     "would have had the rent stayed. The hour is one of an H100, other chips by what they\n"
     "are worth in it. Of an ensemble the run is the one of series.csv."},
    {"reproduce", bo_cmd_reproduce, "DIR", 1, 1, "jobs",
     "run again what a folder of results holds, and compare",
     "The scenario, the seed and the options are those of results.db. Every export is\n"
     "compared byte by byte, every table of results.db row by row; the first difference is\n"
     "told, and the code is 6. What runs again is in a temporary folder (TMPDIR), which goes."},
    {"test", NULL, "[NAME...] [-- CTEST-OPTION...]", 0, BO_MANY_OPERANDS,
     "sanitize valgrind compilers verify coverage mutate fuzz afl twin browser package",
     "build everything and run all tests",
     "A NAME (unit/test_arena, golden/) picks the tests whose names contain it. The\n"
     "last line is \"N passed, N failed\". What follows -- goes to ctest."},
    {"bench", NULL, "[NAME...]", 0, BO_MANY_OPERANDS, "write", "build and run the benchmarks",
     "They only print. A number after chips, construction, history or money is how many\n"
     "runs (20) their tables of target, observed, median, 5 %, 95 %, met or missed are over;\n"
     "after strategies how many pairs of runs its differences of all_in and wait_and_follow."},
    {"lint", NULL, "", 0, 0, "", "check the sources with clang-format, clang-tidy and cppcheck",
     ""},
    {"help", bo_cmd_help, "[VERB]", 0, 1, "man completion",
     "describe the program, or one verb of it", ""},
    {"version", bo_cmd_version, "", 0, 0, "", "print the version", ""},
};
const uint32_t bo_n_verbs = sizeof bo_verbs / sizeof bo_verbs[0];

const struct bo_verb *bo_verb_find(const char *name)
{
    for (uint32_t i = 0; i < bo_n_verbs; i++) {
        if (strcmp(bo_verbs[i].name, name) == 0)
            return &bo_verbs[i];
    }
    return NULL;
}

static bool has_word(const char *words, const char *word)
{
    size_t n = strlen(word);
    while (*words) {
        size_t length = strcspn(words, " ");
        if (length == n && memcmp(words, word, n) == 0)
            return true;
        words += length;
        words += strspn(words, " ");
    }
    return false;
}

bool bo_verb_takes(const struct bo_verb *verb, const struct bo_option *option)
{
    if (strcmp(option->name, "help") == 0 || strcmp(option->name, "quiet") == 0)
        return true;
    return has_word(verb->options, option->name);
}
