#include <string.h>

#include "buildout/cli/help.h"

static void print_words(FILE *out, const char *words)
{
    for (; *words; words++)
        fputc(*words == '|' ? ' ' : *words, out);
}

static void print_bash_options(FILE *out)
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

static void print_bash_words(FILE *out)
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
static void print_bash(FILE *out)
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
    print_bash_words(out);
    print_bash_options(out);
    fputs("    case \"$word\" in\n"
          "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
          "    esac\n}\n"
          "complete -o default -F _buildout buildout ./buildout\n",
          out);
}

/* Within '...' of a shell: only the quote itself is special; in zsh's _arguments [ ] and : are, too. */
static void print_quoted(FILE *out, const char *text, const char *special)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\''", out);
        else
            fprintf(out, strchr(special, *text) ? "\\%c" : "%c", *text);
    }
}

static void print_zsh_option(FILE *out, const struct bo_option *option)
{
    fprintf(out, "        '%s--%s%s[", option->kind == BO_OPTION_PAIRS ? "*" : "", option->name,
            option->argument || option->words ? "=" : "");
    print_quoted(out, option->meaning, "[]:\\");
    fputc(']', out);
    if (option->words) {
        fprintf(out, ":%s:(", option->name);
        print_words(out, option->words);
        fputc(')', out);
    } else if (option->argument) {
        fprintf(out, ":%s:_files", option->argument);
    }
    fputs("' \\\n", out);
}

static void print_zsh(FILE *out)
{
    fputs("#compdef buildout\n_buildout_verbs() {\n    local -a verbs=(\n", out);
    for (uint32_t i = 0; i < bo_n_verbs; i++) {
        fprintf(out, "        '%s:", bo_verbs[i].name);
        print_quoted(out, bo_verbs[i].summary, ":\\");
        fputs("'\n", out);
    }
    fputs("    )\n    _describe verb verbs\n}\n"
          "_buildout() {\n"
          "    if ((CURRENT == 2)); then\n        _buildout_verbs\n        return\n    fi\n"
          "    local verb=$words[2]\n    shift words\n    ((CURRENT--))\n    case $verb in\n",
          out);
    for (uint32_t i = 0; i < bo_n_verbs; i++) {
        fprintf(out, "    %s) _arguments -s \\\n", bo_verbs[i].name);
        for (uint32_t k = 0; k < bo_n_options; k++) {
            if (bo_verb_takes(&bo_verbs[i], &bo_options[k]))
                print_zsh_option(out, &bo_options[k]);
        }
        fprintf(out, "        '*:operand:%s' ;;\n",
                strcmp(bo_verbs[i].name, "help") == 0 ? "_buildout_verbs" : "_files");
    }
    fputs("    esac\n}\n_buildout \"$@\"\n", out);
}

static void print_fish_option(FILE *out, const struct bo_verb *verb, const struct bo_option *option)
{
    fprintf(out, "complete -c buildout -n '__fish_seen_subcommand_from %s' -l %s", verb->name,
            option->name);
    if (option->letter)
        fprintf(out, " -s %c", option->letter);
    if (option->words) {
        fputs(" -x -a '", out);
        print_words(out, option->words);
        fputc('\'', out);
    } else if (option->argument) {
        fputs(" -r", out);
    }
    fputs(" -d '", out);
    /* fish knows \\' within '...', not the end and begin again of other shells. */
    for (const char *c = option->meaning; *c; c++)
        fprintf(out, *c == '\'' || *c == '\\' ? "\\%c" : "%c", *c);
    fputs("'\n", out);
}

static void print_fish(FILE *out)
{
    for (uint32_t i = 0; i < bo_n_verbs; i++) {
        fprintf(out, "complete -c buildout -f -n __fish_use_subcommand -a %s -d \"%s\"\n",
                bo_verbs[i].name, bo_verbs[i].summary);
        fprintf(out, "complete -c buildout -f -n '__fish_seen_subcommand_from help' -a %s\n",
                bo_verbs[i].name);
        for (uint32_t k = 0; k < bo_n_options; k++) {
            if (bo_verb_takes(&bo_verbs[i], &bo_options[k]))
                print_fish_option(out, &bo_verbs[i], &bo_options[k]);
        }
    }
}

void bo_help_completion(FILE *out, const char *shell)
{
    if (strcmp(shell, "zsh") == 0)
        print_zsh(out);
    else if (strcmp(shell, "fish") == 0)
        print_fish(out);
    else
        print_bash(out);
}
