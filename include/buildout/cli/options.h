/* buildout/cli/options.h - the one table of verbs and options.
 *
 * It drives parsing, --help, the manual page and shell completion, so that none of them can say something else than
 * the program does. A new option is a field of struct bo_args and a row in bo_options; a new verb is a row in bo_verbs
 * that names its options.
 *
 * Owner:  constant data of the program.
 */
#ifndef BUILDOUT_CLI_OPTIONS_H
#define BUILDOUT_CLI_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "buildout/cli/args.h"

enum bo_option_kind {
    BO_OPTION_FLAG,   /* bool, no argument */
    BO_OPTION_TEXT,   /* const char * */
    BO_OPTION_COUNT,  /* uint32_t */
    BO_OPTION_MANY,   /* uint32_t from 1 */
    BO_OPTION_SEED,   /* uint64_t */
    BO_OPTION_CHOICE, /* an enum: the place of the word in words */
    BO_OPTION_WORD,   /* const char *, one of words */
    BO_OPTION_PAIRS   /* struct bo_text_list of "name=value"; may be given several times */
};

struct bo_option {
    const char *name; /* without the dashes */
    char letter;      /* -o; 0 when there is none */
    enum bo_option_kind kind;
    const char *argument; /* "DIR"; NULL for a flag */
    const char *meaning;  /* one line */
    const char *initial;  /* the default as typed; NULL: zero, false, none */
    const char *words;    /* "auto|bar|json|none" for CHOICE and WORD, else NULL */
    size_t offset;        /* of its field in struct bo_args */
};

#define BO_NO_FIELD ((size_t)-1) /* an option that only the wrapper script understands */
#define BO_MANY_OPERANDS UINT32_MAX

typedef int (*bo_command_fn)(const struct bo_args *args, struct bo_err *err);

struct bo_verb {
    const char *name;
    bo_command_fn command; /* NULL: the wrapper script does it */
    const char *operands;  /* "FILE...", "" when there are none */
    uint32_t n_operands_min;
    uint32_t n_operands_max;
    const char *options; /* names separated by spaces; quiet and help need not be named */
    const char *summary; /* one line */
    const char *detail;  /* a paragraph, lines of at most 78; "" when none */
};

extern const struct bo_verb bo_verbs[];
extern const uint32_t bo_n_verbs;
extern const struct bo_option bo_options[];
extern const uint32_t bo_n_options;

/* NULL when there is none. */
const struct bo_verb *bo_verb_find(const char *name);
const struct bo_option *bo_option_find(const char *name);
bool bo_verb_takes(const struct bo_verb *verb, const struct bo_option *option);

#endif
