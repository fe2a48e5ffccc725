#include "buildout/cli/args.h"

#include <stdio.h>
#include <string.h>

#include "buildout/cli/nearest.h"
#include "buildout/cli/options.h"

struct parser {
    int argc;
    char *const *argv;
    int next; /* the argument to read next */
    struct bo_args args;
    struct bo_arena *arena;
    struct bo_err *err;
};

static int parse_digits(const char *text, uint64_t most, uint64_t *value)
{
    uint64_t v = 0;
    if (!*text)
        return -1;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return -1;
        uint64_t digit = (uint64_t)(*text - '0');
        if (v > (most - digit) / 10)
            return -1;
        v = v * 10 + digit;
    }
    *value = v;
    return 0;
}

/* The place of text in "auto|bar|json", with its first letter in *word; -1 when it is not there. */
static int find_word(const char *words, const char *text, const char **word)
{
    size_t n = strlen(text);
    for (int place = 0;; place++) {
        size_t length = strcspn(words, "|");
        if (length == n && memcmp(words, text, n) == 0) {
            *word = words;
            return place;
        }
        if (!words[length])
            return -1;
        words += length + 1;
    }
}

static int wants(struct parser *p, const struct bo_option *option, const char *what,
                 const char *text)
{
    return bo_err_set(p->err, BO_EUSAGE, "--%s wants %s, not \"%s\"", option->name, what, text);
}

static int store_number(struct parser *p, const struct bo_option *option, const char *text)
{
    uint64_t least = option->kind == BO_OPTION_MANY ? 1 : 0;
    uint64_t most = option->kind == BO_OPTION_SEED ? UINT64_MAX : UINT32_MAX;
    uint64_t v;
    char *field = (char *)&p->args + option->offset;
    if (parse_digits(text, most, &v) != 0 || v < least) {
        char what[64];
        snprintf(what, sizeof what, "a whole number from %llu to %llu", (unsigned long long)least,
                 (unsigned long long)most);
        return wants(p, option, what, text);
    }
    if (option->kind != BO_OPTION_SEED) {
        uint32_t count = (uint32_t)v;
        memcpy(field, &count, sizeof count);
    } else {
        memcpy(field, &v, sizeof v);
    }
    return 0;
}

static int store_word(struct parser *p, const struct bo_option *option, const char *text)
{
    char what[128];
    const char *word;
    char *field = (char *)&p->args + option->offset;
    int place = find_word(option->words, text, &word);
    if (place < 0) {
        snprintf(what, sizeof what, "%s%s", strchr(option->words, '|') ? "one of " : "",
                 option->words);
        return wants(p, option, what, text);
    }
    if (option->kind == BO_OPTION_CHOICE) {
        unsigned choice = (unsigned)place;
        memcpy(field, &choice, sizeof choice);
    } else {
        memcpy(field, &text, sizeof text);
    }
    return 0;
}

/* The room of the list is argc items, made when the parser starts. */
static int store_pair(struct parser *p, const struct bo_option *option, const char *text)
{
    struct bo_text_list *list = (void *)((char *)&p->args + option->offset);
    const char *equals = strchr(text, '=');
    if (!equals || equals == text)
        return wants(p, option, option->argument, text);
    list->item[list->n++] = text;
    return 0;
}

static int store(struct parser *p, const struct bo_option *option, const char *text)
{
    _Static_assert(sizeof(enum bo_progress) == sizeof(unsigned) &&
                       sizeof(enum bo_sampling) == sizeof(unsigned) &&
                       sizeof(enum bo_keep) == sizeof(unsigned) &&
                       sizeof(enum bo_method) == sizeof(unsigned),
                   "a choice is stored as unsigned");
    char *field = (char *)&p->args + option->offset;
    if (option->offset == BO_NO_FIELD)
        return 0;
    switch (option->kind) {
    case BO_OPTION_FLAG:
        memcpy(field, &(bool){true}, sizeof(bool));
        return 0;
    case BO_OPTION_TEXT:
        if (!*text)
            return wants(p, option, option->argument, text);
        memcpy(field, &text, sizeof text);
        return 0;
    case BO_OPTION_COUNT:
    case BO_OPTION_MANY:
    case BO_OPTION_SEED:
        return store_number(p, option, text);
    case BO_OPTION_CHOICE:
    case BO_OPTION_WORD:
        return store_word(p, option, text);
    case BO_OPTION_PAIRS:
        return store_pair(p, option, text);
    }
    return bo_err_set(p->err, BO_EUSAGE, "--%s is of no known kind", option->name);
}

/* ", ensemble does" when a verb or two do; nothing when many do. */
static const char *takers_of(struct parser *p, const struct bo_option *option)
{
    enum { FEW = 2 };
    const char *names = "";
    uint32_t n = 0;
    for (uint32_t i = 0; i < bo_n_verbs; i++) {
        if (!bo_verb_takes(&bo_verbs[i], option))
            continue;
        names = bo_arena_printf(p->arena, "%s%s%s", names, n > 0 ? " and " : "", bo_verbs[i].name);
        n++;
    }
    if (n == 0 || n > FEW)
        return "";
    return bo_arena_printf(p->arena, ", %s %s", names, n > 1 ? "do" : "does");
}

static int unknown_option(struct parser *p, const char *name)
{
    struct bo_nearest nearest = bo_nearest_to(name);
    const struct bo_verb *verb = p->args.verb;
    const struct bo_option *option = bo_option_find(name);
    if (option)
        return bo_err_set(p->err, BO_EUSAGE, "%s does not take --%s%s; see buildout %s --help",
                          verb->name, name, takers_of(p, option), verb->name);
    for (uint32_t i = 0; i < bo_n_options; i++) {
        if (bo_verb_takes(verb, &bo_options[i]))
            bo_nearest_offer(&nearest, bo_options[i].name);
    }
    if (nearest.best)
        return bo_err_set(p->err, BO_EUSAGE, "%s has no option --%s; did you mean --%s?",
                          verb->name, name, nearest.best);
    return bo_err_set(p->err, BO_EUSAGE, "%s has no option --%s; see buildout %s --help",
                      verb->name, name, verb->name);
}

/* text is what followed '=' or the letter, or NULL when the argument, if any, is the next word. */
static int take_option(struct parser *p, const struct bo_option *option, const char *text)
{
    if (option->kind == BO_OPTION_FLAG) {
        if (text)
            return bo_err_set(p->err, BO_EUSAGE, "--%s takes no argument", option->name);
    } else if (!text) {
        if (p->next == p->argc)
            return bo_err_set(p->err, BO_EUSAGE, "--%s wants %s after it", option->name,
                              option->argument);
        text = p->argv[p->next++];
    }
    p->args.limit_typed |= option->offset == offsetof(struct bo_args, limit);
    return store(p, option, text);
}

static int read_long(struct parser *p, const char *typed)
{
    char name[64];
    const char *equals = strchr(typed, '=');
    size_t length = equals ? (size_t)(equals - typed) : strlen(typed);
    if (length >= sizeof name)
        return bo_err_set(p->err, BO_EUSAGE, "%s has no option --%.60s...", p->args.verb->name,
                          typed);
    memcpy(name, typed, length);
    name[length] = '\0';
    const struct bo_option *option = bo_option_find(name);
    if (!option || !bo_verb_takes(p->args.verb, option))
        return unknown_option(p, name);
    return take_option(p, option, equals ? equals + 1 : NULL);
}

static int read_short(struct parser *p, const char *typed)
{
    for (uint32_t i = 0; i < bo_n_options; i++) {
        const struct bo_option *option = &bo_options[i];
        if (option->letter == typed[0] && bo_verb_takes(p->args.verb, option))
            return take_option(p, option, typed[1] ? typed + 1 : NULL);
    }
    return bo_err_set(p->err, BO_EUSAGE, "%s has no option -%s; see buildout %s --help",
                      p->args.verb->name, typed, p->args.verb->name);
}

static int read_arguments(struct parser *p)
{
    bool options_ended = false;
    while (p->next < p->argc) {
        const char *word = p->argv[p->next++];
        int status = 0;
        if (options_ended || word[0] != '-' || word[1] == '\0')
            p->args.operand[p->args.n_operands++] = word;
        else if (word[1] != '-')
            status = read_short(p, word + 1);
        else if (word[2])
            status = read_long(p, word + 2);
        else
            options_ended = true;
        if (status)
            return status;
    }
    return 0;
}

static int check_operands(struct parser *p)
{
    const struct bo_verb *verb = p->args.verb;
    uint32_t n = p->args.n_operands;
    if (p->args.help)
        return 0;
    if (n < verb->n_operands_min)
        return bo_err_set(p->err, BO_EUSAGE, "%s wants %s; see buildout %s --help", verb->name,
                          verb->operands, verb->name);
    if (n > verb->n_operands_max)
        return bo_err_set(p->err, BO_EUSAGE, "%s does not know what to do with \"%s\"", verb->name,
                          p->args.operand[verb->n_operands_max]);
    return 0;
}

static int unknown_verb(struct parser *p, const char *name)
{
    struct bo_nearest nearest = bo_nearest_to(name);
    for (uint32_t i = 0; i < bo_n_verbs; i++)
        bo_nearest_offer(&nearest, bo_verbs[i].name);
    if (name[0] == '-')
        return bo_err_set(p->err, BO_EUSAGE,
                          "a verb comes first, then its options; see buildout help");
    if (nearest.best)
        return bo_err_set(p->err, BO_EUSAGE, "there is no verb \"%s\"; did you mean %s?", name,
                          nearest.best);
    return bo_err_set(p->err, BO_EUSAGE, "there is no verb \"%s\"; see buildout help", name);
}

static int read_verb(struct parser *p)
{
    const char *name = p->next < p->argc ? p->argv[p->next++] : "help";
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = "help";
    else if (strcmp(name, "--version") == 0)
        name = "version";
    p->args.verb = bo_verb_find(name);
    return p->args.verb ? 0 : unknown_verb(p, name);
}

static int set_defaults(struct parser *p)
{
    for (uint32_t i = 0; i < bo_n_options; i++) {
        if (!bo_options[i].initial)
            continue;
        int status = store(p, &bo_options[i], bo_options[i].initial);
        if (status)
            return status;
    }
    return 0;
}

int bo_args_parse(struct bo_arena *arena, int argc, char *const argv[], struct bo_args *args,
                  struct bo_err *err)
{
    struct parser p = {.argc = argc, .argv = argv, .next = 1, .arena = arena, .err = err};
    uint32_t room = argc > 0 ? (uint32_t)argc : 1;
    p.args.operand = BO_NEW_ARRAY(arena, const char *, room);
    p.args.set.item = BO_NEW_ARRAY(arena, const char *, room);
    p.args.rule.item = BO_NEW_ARRAY(arena, const char *, room);
    p.args.vary.item = BO_NEW_ARRAY(arena, const char *, room);
    int status = set_defaults(&p);
    if (!status)
        status = read_verb(&p);
    if (!status)
        status = read_arguments(&p);
    if (!status)
        status = check_operands(&p);
    if (!status)
        *args = p.args;
    return status;
}
