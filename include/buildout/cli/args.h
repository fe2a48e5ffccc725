/* buildout/cli/args.h - a command line, read and checked, as a command sees it.
 *
 * bo_args_parse fills it from the one table of verbs and options (cli/options.h). An option that its verb does not
 * take keeps its default, so a command reads only what its row lists.
 *
 * A command is a function bo_cmd_<verb> in sim/cli/cmd_<verb>.c, declared in cli/commands.h and registered by one row
 * in sim/cli/options.c. It prints its result on stdout. It returns 0; or a negative enum bo_status with *err filled
 * (main prints err->text, unless it is empty because the command has already said everything on stderr); or a
 * positive exit code of its own, having said why: BO_EXIT_SOME_FAILED, BO_EXIT_INTERRUPTED.
 *
 * Owner:  texts point into argv and the arena given to bo_args_parse; both must outlive the struct.
 * Errors: BO_EUSAGE with the nearest known verb, option or word.
 */
#ifndef BUILDOUT_CLI_ARGS_H
#define BUILDOUT_CLI_ARGS_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/arena.h"
#include "buildout/base/err.h"
#include "buildout/sample/sample.h"
#include "buildout/store/store.h"

enum {
    BO_EXIT_SOME_FAILED = 7,  /* done, but some replicates failed */
    BO_EXIT_INTERRUPTED = 130 /* what is done is kept */
};

enum bo_method { BO_METHOD_MORRIS, BO_METHOD_SOBOL };
enum bo_progress { BO_PROGRESS_AUTO, BO_PROGRESS_BAR, BO_PROGRESS_JSON, BO_PROGRESS_NONE };

/* The texts of an option that may be given several times, in the order given. */
struct bo_text_list {
    uint32_t n;
    const char **item;
};

struct bo_verb;
struct bo_parsed_files;

struct bo_args {
    const struct bo_verb *verb; /* the row of the table; verb->name is what was typed */
    uint32_t n_operands;        /* within the verb's bounds */
    const char **operand;       /* operand[n_operands]: FILE, DIR, ... */

    bool help;                 /* -h, --help: main answers it, commands never see it */
    bool quiet;                /* --quiet */
    bool json;                 /* --json: the verb's table as an array of objects */
    bool stats;                /* --stats */
    bool force;                /* --force: replace a folder that holds something else */
    bool allow_outside;        /* --allow-outside: extends may leave the scenario's folder */
    enum bo_progress progress; /* --progress auto|bar|json|none */
    struct bo_text_list set;   /* --set path=value; each has a '=' after at least one character */
    const char *output;        /* -o, --output DIR; NULL when not given */
    const char *file;          /* -o, --file FILE; NULL when not given */

    uint64_t seed;             /* --seed, 1 */
    uint32_t replicate;        /* --replicate, 0 */
    const char *observed;      /* --observed FILE: what happened; NULL: the history that ships */
    bool central;              /* --central: uncertain inputs at their medians */
    uint32_t runs;             /* --runs, 100 */
    uint32_t jobs;             /* --jobs, 0: as many as there are processors */
    enum bo_sampling sampling; /* --sampling random|sobol */
    enum bo_keep keep;         /* --keep bands|watched|all */
    const char *precision;     /* --precision P; NULL when not given */
    const char *figure;        /* --figure ENTITY.KEY, World.mw */
    enum bo_method method;     /* --method morris|sobol */
    uint32_t rows;             /* --rows, 0: as usual for the method */
    const char *inputs;        /* --inputs PATH,...; NULL: all */
    const char *when;          /* --when CONDITION; NULL when not given */
    uint32_t variant;          /* --variant N: by its number; 0 when not given */
    bool pairs;                /* --pairs: a variant's figures less the first's */
    const char *shard;         /* --shard i/n; NULL: the whole */
    /* Of a rank among many, never typed: what bo_ensemble_options.claim is, beside the shard that it is called. */
    bool (*claim)(void *context, uint32_t variant, uint32_t replicate);
    void *claim_context;
    const char *to; /* --to FORMAT of an export; NULL when not given */
    bool resolved;  /* --resolved: the whole tree with origins */
    bool markdown;  /* --markdown */
    bool variables; /* --variables */
    bool names;     /* --names */
    bool figures;   /* --figures */

    const char *date;         /* --date DAY; NULL when not given */
    const char *buyer;        /* --buyer COMPANY | COUNTRY | COMPANY@COUNTRY, China */
    struct bo_text_list rule; /* --rule key=value of one further export rule */

    const char *entity;  /* --entity NAME; NULL when not given */
    const char *place;   /* --place REGION; NULL: the whole */
    const char *company; /* --company NAME, or NAME,... for compare; NULL: all */
    const char *site;    /* --site TEXT in the name of a project; NULL: any */
    bool late;           /* --late: those that are late */
    uint32_t limit;      /* --limit, 8: rows of each list; 0: all */
    bool limit_typed;    /* 8 was not the default: a list that has all its rows else has as many */

    uint32_t year; /* --year of the calendar; 0: all */

    uint32_t port;            /* --port, 8642 */
    bool open;                /* --open */
    struct bo_text_list vary; /* --vary path=a,b,c */
    bool one_at_a_time;       /* --one-at-a-time */
    bool effect;              /* --effect */
    uint32_t orders;          /* --orders, 0: as fits */
    const char *players;      /* --players COMPANY,... */
    const char *strategies;   /* --strategies NAME,...; NULL when not given */
    const char *key;          /* --key, npv */
    const char *enough;       /* --enough VALUE, 0 */
    const char *solve_for;    /* --for PATH; NULL when not given */
    const char *until;        /* --until EXPRESSION, or the day of a cut-off */
    const char *after;        /* --after DAY; NULL: all */
    const char *between;      /* --between LOW..HIGH; NULL: what the input may be */
    const char *quarters;     /* --quarters FROM..TO, 0..8 */

    struct bo_parsed_files
        *parsed; /* not of the command line: scenario files that serve has parsed */

    bool man;               /* help --man */
    const char *completion; /* help --completion SHELL; NULL when not given */
};

/* Reads argv[1..argc) into *args. With no verb at all the verb is "help". "buildout --help" and "buildout --version"
 * read as the verbs help and version. */
int bo_args_parse(struct bo_arena *arena, int argc, char *const argv[], struct bo_args *args,
                  struct bo_err *err);

#endif
