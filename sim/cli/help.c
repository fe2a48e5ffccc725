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
        if (c == '-')
            fputs("\\-", out);
        else if (c == '\\')
            fputs("\\e", out);
        else
            fputc(c, out);
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

void bo_help_man(FILE *out)
{
    fprintf(out, ".TH BUILDOUT 1 \"%s\" \"buildout %s\"\n.SH NAME\nbuildout \\- ",
            BUILDOUT_VERSION_DATE, BUILDOUT_VERSION);
    print_roff(out, purpose);
    fputs("\n.SH SYNOPSIS\n.B buildout\n.I VERB\n.RI [ OPERAND ...]\n.RI [ OPTION ...]\n", out);
    fputs(".SH VERBS\n", out);
    for (uint32_t i = 0; i < bo_n_verbs; i++)
        print_man_verb(out, &bo_verbs[i]);
    fputs(".SH EXIT STATUS\n", out);
    for (uint32_t i = 0; i < N_EXIT_CODES; i++) {
        fprintf(out, ".TP\n.B %s\n", exit_codes[i].code);
        print_roff(out, exit_codes[i].meaning);
        fputc('\n', out);
    }
}
