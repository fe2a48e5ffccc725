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

/* Text of a manual page: every character stands for itself. */
static void print_roff(FILE *out, const char *text)
{
    bool line_starts = true;
    for (; *text; text++) {
        if (line_starts && (*text == '.' || *text == '\''))
            fputs("\\&", out);
        if (*text == '-')
            fputs("\\-", out);
        else if (*text == '\\')
            fputs("\\e", out);
        else
            fputc(*text, out);
        line_starts = *text == '\n';
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
    fprintf(out, ".TH BUILDOUT 1 \"\" \"buildout %s\"\n.SH NAME\nbuildout \\- ", BUILDOUT_VERSION);
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

static void print_words(FILE *out, const char *words)
{
    for (; *words; words++)
        fputc(*words == '|' ? ' ' : *words, out);
}

static void print_completion_verbs(FILE *out)
{
    fputs("    case \"$verb\" in\n", out);
    for (uint32_t i = 0; i < bo_n_verbs; i++) {
        fprintf(out, "    %s) options=\"", bo_verbs[i].name);
        for (uint32_t k = 0; k < bo_n_options; k++) {
            if (bo_verb_takes(&bo_verbs[i], &bo_options[k]))
                fprintf(out, " --%s", bo_options[k].name);
        }
        fputs("\" ;;\n", out);
    }
    fputs("    esac\n", out);
}

static void print_completion_words(FILE *out)
{
    fputs("    case \"$before\" in\n", out);
    for (uint32_t k = 0; k < bo_n_options; k++) {
        if (!bo_options[k].words)
            continue;
        fprintf(out, "    --%s) COMPREPLY=($(compgen -W \"", bo_options[k].name);
        print_words(out, bo_options[k].words);
        fputs("\" -- \"$word\")); return ;;\n", out);
    }
    fputs("    esac\n", out);
}

/* What is not an option falls to the shell's own completion of file names (-o default). */
void bo_help_completion_bash(FILE *out)
{
    fputs("_buildout()\n{\n"
          "    local word=\"${COMP_WORDS[COMP_CWORD]}\" verb=\"${COMP_WORDS[1]}\" options=\"\"\n"
          "    local before=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
          "    COMPREPLY=()\n"
          "    if [ \"$COMP_CWORD\" -eq 1 ] || [ \"$verb $COMP_CWORD\" = \"help 2\" ]; then\n"
          "        COMPREPLY=($(compgen -W \"",
          out);
    for (uint32_t i = 0; i < bo_n_verbs; i++)
        fprintf(out, "%s%s", i ? " " : "", bo_verbs[i].name);
    fputs("\" -- \"$word\"))\n        [ \"$COMP_CWORD\" -eq 1 ] && return\n    fi\n", out);
    print_completion_words(out);
    print_completion_verbs(out);
    fputs("    case \"$word\" in\n"
          "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
          "    esac\n}\n"
          "complete -o default -F _buildout buildout ./buildout\n",
          out);
}
