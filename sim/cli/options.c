#include "buildout/cli/options.h"

#include <string.h>

#define FIELD(name) offsetof(struct bo_args, name)

const struct bo_option bo_options[] = {
    {"help", 'h', BO_OPTION_FLAG, NULL, "show this help", NULL, NULL, FIELD(help)},
    {"quiet", 0, BO_OPTION_FLAG, NULL, "print results and errors only", NULL, NULL, FIELD(quiet)},

    {"output", 'o', BO_OPTION_TEXT, "DIR", "the folder of the results (results/<scenario name>)",
     NULL, NULL, FIELD(output)},
    {"file", 'o', BO_OPTION_TEXT, "FILE", "the file to write (DIR/report.html)", NULL, NULL,
     FIELD(file)},
    {"force", 0, BO_OPTION_FLAG, NULL, "replace a folder that holds another scenario's results",
     NULL, NULL, FIELD(force)},
    {"set", 0, BO_OPTION_PAIRS, "PATH=VALUE", "override one value of the scenario; may be repeated",
     NULL, NULL, FIELD(set)},
    {"allow-outside", 0, BO_OPTION_FLAG, NULL, "let extends name files outside the usual folders",
     NULL, NULL, FIELD(allow_outside)},
    {"json", 0, BO_OPTION_FLAG, NULL, "print the table as a JSON array of objects", NULL, NULL,
     FIELD(json)},
    {"markdown", 0, BO_OPTION_FLAG, NULL, "print the table as Markdown", NULL, NULL,
     FIELD(markdown)},
    {"variables", 0, BO_OPTION_FLAG, NULL, "list the variables of the results instead", NULL, NULL,
     FIELD(variables)},
    {"names", 0, BO_OPTION_FLAG, NULL, "list what rules, scripts and checks may read instead", NULL,
     NULL, FIELD(names)},
    {"progress", 0, BO_OPTION_CHOICE, "HOW", "how progress is shown on stderr", "auto",
     "auto|bar|json|none", FIELD(progress)},
    {"stats", 0, BO_OPTION_FLAG, NULL, "print counts of events, time and memory", NULL, NULL,
     FIELD(stats)},

    {"seed", 0, BO_OPTION_SEED, "N", "the seed of all draws", "1", NULL, FIELD(seed)},
    {"replicate", 0, BO_OPTION_COUNT, "K", "which replicate of the seed", "0", NULL,
     FIELD(replicate)},
    {"observed", 0, BO_OPTION_TEXT, "FILE", "what was observed (the history that ships)", NULL,
     NULL, FIELD(observed)},
    {"central", 0, BO_OPTION_FLAG, NULL, "take uncertain inputs at their medians", NULL, NULL,
     FIELD(central)},
    {"runs", 0, BO_OPTION_MANY, "N", "how many replicates", "100", NULL, FIELD(runs)},
    {"jobs", 0, BO_OPTION_MANY, "J", "how many at a time (one a processor)", NULL, NULL,
     FIELD(jobs)},
    {"sampling", 0, BO_OPTION_CHOICE, "HOW", "how uncertain inputs are drawn", "random",
     "random|sobol", FIELD(sampling)},
    {"keep", 0, BO_OPTION_CHOICE, "WHAT", "which runs' series stay beside the bands", "bands",
     "bands|watched|all", FIELD(keep)},
    {"precision", 0, BO_OPTION_TEXT, "P",
     "stop when the mean of --figure is known to this share, as 2%; --runs is then the most", NULL,
     NULL, FIELD(precision)},
    {"figure", 0, BO_OPTION_TEXT, "ENTITY.KEY", "which key figure to look at", "World.mw", NULL,
     FIELD(figure)},
    {"method", 0, BO_OPTION_CHOICE, "HOW", "how inputs are weighed", "morris", "morris|sobol",
     FIELD(method)},
    {"rows", 0, BO_OPTION_COUNT, "N", "trajectories of morris (10) or base rows of sobol (128)",
     "0", NULL, FIELD(rows)},
    {"inputs", 0, BO_OPTION_TEXT, "PATHS", "which uncertain inputs move: power,regions.Texas (all)",
     NULL, NULL, FIELD(inputs)},
    {"when", 0, BO_OPTION_TEXT, "CONDITION", "what happens, as 'World.mw > 60000'", NULL, NULL,
     FIELD(when)},
    {"shard", 0, BO_OPTION_TEXT, "I/N", "simulate the I-th of N parts, for merge", NULL, NULL,
     FIELD(shard)},
    {"to", 0, BO_OPTION_WORD, "FORMAT", "the format of an export", NULL,
     "iamc|datapackage|netcdf|trace", FIELD(to)},
    {"resolved", 0, BO_OPTION_FLAG, NULL, "show the whole tree with the origin of each value", NULL,
     NULL, FIELD(resolved)},

    {"date", 0, BO_OPTION_TEXT, "DAY", "the day of the law or of a value (the last that matters)",
     NULL, NULL, FIELD(date)},
    {"buyer", 0, BO_OPTION_TEXT, "WHO", "COMPANY, COUNTRY or COMPANY@COUNTRY: its subsidiary there",
     "China", NULL, FIELD(buyer)},
    {"rule", 0, BO_OPTION_PAIRS, "KEY=VALUE", "try a rule beside the law; may be repeated", NULL,
     NULL, FIELD(rule)},

    {"entity", 0, BO_OPTION_TEXT, "NAME", "World, a company, landlord, vendor or market", NULL,
     NULL, FIELD(entity)},
    {"place", 0, BO_OPTION_TEXT, "REGION", "a region (the whole)", NULL, NULL, FIELD(place)},
    {"company", 0, BO_OPTION_TEXT, "NAME", "whose: a company or a landlord (all)", NULL, NULL,
     FIELD(company)},
    {"late", 0, BO_OPTION_FLAG, NULL,
     "those that open later than planned, and what of it is due to what", NULL, NULL, FIELD(late)},
    {"limit", 0, BO_OPTION_COUNT, "N", "how many rows of each list; 0: all", "8", NULL,
     FIELD(limit)},

    {"year", 0, BO_OPTION_COUNT, "Y", "one calendar year, to the cent (all)", NULL, NULL,
     FIELD(year)},
    {"port", 0, BO_OPTION_COUNT, "N", "the port of 127.0.0.1 to listen on; 0: any that is free",
     "8642", NULL, FIELD(port)},
    {"open", 0, BO_OPTION_FLAG, NULL, "open the page in a browser", NULL, NULL, FIELD(open)},

    {"man", 0, BO_OPTION_FLAG, NULL, "print the manual page (roff)", NULL, NULL, FIELD(man)},
    {"completion", 0, BO_OPTION_WORD, "SHELL", "print the completion script of a shell", NULL,
     "bash|zsh|fish", FIELD(completion)},

    {"sanitize", 0, BO_OPTION_FLAG, NULL, "build and test with ASan and UBSan, in build-sanitize",
     NULL, NULL, BO_NO_FIELD},
    {"valgrind", 0, BO_OPTION_FLAG, NULL, "run the test programs under valgrind", NULL, NULL,
     BO_NO_FIELD},
    {"compilers", 0, BO_OPTION_FLAG, NULL,
     "build and test with gcc and clang, and compare their results", NULL, NULL, BO_NO_FIELD},
    {"verify", 0, BO_OPTION_FLAG, NULL,
     "run oracles and properties, and write tests/VERIFICATION.md of their figures", NULL, NULL,
     BO_NO_FIELD},
    {"fuzz", 0, BO_OPTION_MANY, "SECONDS",
     "let libFuzzer try each target of tests/fuzz this long (--fuzz alone: 20)", NULL, NULL,
     BO_NO_FIELD},
    {"browser", 0, BO_OPTION_FLAG, NULL, "run the tests of page and report in Chromium", NULL, NULL,
     BO_NO_FIELD},
    {"package", 0, BO_OPTION_FLAG, NULL, "build the Debian packages and check them with lintian",
     NULL, NULL, BO_NO_FIELD},
};
const uint32_t bo_n_options = sizeof bo_options / sizeof bo_options[0];

const struct bo_option *bo_option_find(const char *name)
{
    for (uint32_t i = 0; i < bo_n_options; i++) {
        if (strcmp(bo_options[i].name, name) == 0)
            return &bo_options[i];
    }
    return NULL;
}
