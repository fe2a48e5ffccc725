#include "buildout/cli/help.h"

#include <string.h>

static const char purpose[] =
    "simulate how companies build data centres, buy GPUs and live on the cash";

static const struct {
    const char *code;
    const char *meaning;
} exit_codes[] = {
    {"0", "done"},
    {"1", "the scenario was rejected"},
    {"2", "the command line makes no sense"},
    {"3", "a run failed: audit, deadlock, crash, limit"},
    {"4", "the store or another file failed"},
    {"5", "a check of the scenario failed"},
    {"6", "reproduce, merge or resume found a difference"},
    {"7", "done, but some replicates failed"},
    {"69", "the wrapper could not install or build"},
    {"130", "interrupted; what is done is kept"},
};
enum { N_EXIT_CODES = sizeof exit_codes / sizeof exit_codes[0] };

static const char *option_argument(const struct bo_option *option)
{
    return option->words ? option->words : option->argument;
}

/* "-o, --output DIR" */
static void format_option(const struct bo_option *option, char text[static 80])
{
    const char *argument = option_argument(option);
    char letter[8] = "";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    snprintf(text, 80, "%s--%s%s%s", letter, option->name, argument ? " " : "",
             argument ? argument : "");
}

static void print_usage_line(FILE *out, const struct bo_verb *verb)
{
    fprintf(out, "buildout %s%s%s [OPTION...]\n", verb->name, verb->operands[0] ? " " : "",
            verb->operands);
}

static void print_default(FILE *out, const struct bo_option *option)
{
    if (option->initial)
        fprintf(out, " (%s)", option->initial);
}

void bo_help_overview(FILE *out)
{
    fprintf(out, "buildout - %s\n\nusage: buildout VERB [OPERAND...] [OPTION...]\n\n", purpose);
    for (uint32_t i = 0; i < bo_n_verbs; i++)
        fprintf(out, "  %-12s %s\n", bo_verbs[i].name, bo_verbs[i].summary);
    fputs("\nbuildout VERB --help says more about a verb.\n", out);
}

void bo_help_verb(FILE *out, const struct bo_verb *verb)
{
    char left[80];
    fputs("usage: ", out);
    print_usage_line(out, verb);
    fprintf(out, "\n%s.\n", verb->summary);
    if (verb->detail[0])
        fprintf(out, "%s\n", verb->detail);
    fputs("\noptions:\n", out);
    for (uint32_t i = 0; i < bo_n_options; i++) {
        if (!bo_verb_takes(verb, &bo_options[i]))
            continue;
        format_option(&bo_options[i], left);
        fprintf(out, "  %-32s %s", left, bo_options[i].meaning);
        print_default(out, &bo_options[i]);
        fputc('\n', out);
    }
}

static void put_roff(FILE *out, char c)
{
    if (c == '-')
        fputs("\\-", out);
    else if (c == '\\')
        fputs("\\e", out);
    else if (c == '\'')
        fputs("\\(aq", out);
    else
        fputc(c, out);
}

/* Text of a manual page: every character stands for itself. Long lines are folded, as roff fills them anyway. */
static void print_roff(FILE *out, const char *text)
{
    enum { FOLD_COLUMN = 60 };
    uint32_t column = 0;
    for (; *text; text++) {
        char c = *text;
        if (c == ' ' && column > FOLD_COLUMN)
            c = '\n';
        if (column == 0 && (c == '.' || c == '\''))
            fputs("\\&", out);
        put_roff(out, c);
        column = c == '\n' ? 0 : column + 1;
    }
}

static void print_man_verb(FILE *out, const struct bo_verb *verb)
{
    fprintf(out, ".SS %s\n.B buildout %s\n", verb->name, verb->name);
    print_roff(out, verb->operands);
    fputs("\n.RI [ OPTION ...]\n.PP\n", out);
    print_roff(out, verb->summary);
    fputs(".\n", out);
    print_roff(out, verb->detail);
    fputs(verb->detail[0] ? "\n" : "", out);
    for (uint32_t i = 0; i < bo_n_options; i++) {
        char left[80];
        if (!bo_verb_takes(verb, &bo_options[i]))
            continue;
        format_option(&bo_options[i], left);
        fputs(".TP\n.B ", out);
        print_roff(out, left);
        fputc('\n', out);
        print_roff(out, bo_options[i].meaning);
        print_default(out, &bo_options[i]);
        fputc('\n', out);
    }
}

struct explained {
    const char *what, *meaning;
};

static const struct explained files[] = {
    {"results/NAME/results.db",
     "SQLite: all of an experiment; NAME is the scenario's, -o DIR another"},
    {"results/NAME/series.csv",
     "every month of every variable: flows are a month's, stocks at its end"},
    {"results/NAME/events.csv", "what happened, when, and why"},
    {"results/NAME/outcomes.csv", "key figures of every run"},
    {"results/NAME/bands.csv", "of many runs: quantiles by month"},
    {"results/NAME/differences.csv", "of a comparison: by year, pair by pair of runs"},
};
static const struct explained examples[] = {
    {"buildout run scenarios/baseline.cfg", "one future of the world as it was"},
    {"buildout ensemble scenarios/baseline.cfg --runs 100 -o results/many",
     "how far a hundred spread"},
    {"buildout compare scenarios/baseline.cfg 'companies.Baidu.strategy=all_in' --company Baidu "
     "-o results/baidu",
     "what a strategy does to who plays it, with the same luck"},
    {"buildout solve scenarios/baseline.cfg --for segments.api.elasticity --between 0.9..1.6 "
     "--until "
     "'Baidu.npv > 25000' --runs 20 -o results/turns",
     "from where on that holds in half of the runs"},
    {"buildout why results/baseline 'Fleet|H100e' --entity Alibaba --date 2024-12",
     "what is behind a number"},
    {"buildout books results/baseline Alibaba --year 2024", "a company's statements, to the cent"},
};

static void print_explained(FILE *out, const char *title, const struct explained *row, size_t n)
{
    fprintf(out, ".SH %s\n", title);
    for (size_t i = 0; i < n; i++) {
        fputs(".TP\n\\fB", out);
        for (const char *c = row[i].what; *c; c++) /* a line of its own, however long */
            put_roff(out, *c);
        fputs("\\fR\n", out);
        print_roff(out, row[i].meaning);
        fputc('\n', out);
    }
}

void bo_help_man(FILE *out)
{
    fprintf(out, ".TH BUILDOUT 1 \"%s\" \"buildout %s\"\n.SH NAME\nbuildout \\- ",
            BUILDOUT_VERSION_DATE, BUILDOUT_VERSION);
    print_roff(out, purpose);
    fputs("\n.SH SYNOPSIS\n.B buildout\n.I VERB\n.RI [ OPERAND ...]\n.RI [ OPTION ...]\n", out);
    fputs(".SH VERBS\n", out);
    for (uint32_t i = 0; i < bo_n_verbs; i++)
        print_man_verb(out, &bo_verbs[i]);
    print_explained(out, "FILES", files, sizeof files / sizeof *files);
    print_explained(out, "EXAMPLES", examples, sizeof examples / sizeof *examples);
    fputs(".SH EXIT STATUS\n", out);
    for (uint32_t i = 0; i < N_EXIT_CODES; i++) {
        fprintf(out, ".TP\n.B %s\n", exit_codes[i].code);
        print_roff(out, exit_codes[i].meaning);
        fputc('\n', out);
    }
}
