#include "names.h"

#include <stdio.h>
#include <string.h>

#include "functions.h"
#include "tokens.h"

bool bo_names_is_function(const char *name)
{
    if (strncmp(name, BO_FUNCTION_SCOPE ".", sizeof BO_FUNCTION_SCOPE) == 0)
        name += sizeof BO_FUNCTION_SCOPE;
    for (const luaL_Reg *f = bo_policy_functions; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return true;
    return false;
}

static bool has_scope(const char *name, const char *scope)
{
    size_t length = strlen(scope);

    return strncmp(name, scope, length) == 0 && name[length] == '.';
}

bool bo_names_know(const struct bo_names *names, const char *name)
{
    for (uint32_t i = 0; i < names->n; i++)
        if (strcmp(names->name[i].name, name) == 0)
            return true;
    return bo_names_is_function(name);
}

bool bo_names_know_scope(const struct bo_names *names, const char *scope)
{
    for (uint32_t i = 0; i < names->n; i++)
        if (has_scope(names->name[i].name, scope))
            return true;
    return strcmp(scope, BO_FUNCTION_SCOPE) == 0;
}

static uint32_t min3(uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t least = a < b ? a : b;

    return least < c ? least : c;
}

/* What an edit of the unknown name costs. Leaving letters out is the lesser fault: "runway" means "runway_months". */
enum { ADD = 1, DROP = 2, REPLACE = 2 };

/* Levenshtein's distance with these costs, of the first BO_NAME_ROOM - 1 bytes. */
static uint32_t edit_distance(const char *unknown, const char *known)
{
    uint32_t n = (uint32_t)strnlen(known, BO_NAME_ROOM - 1);
    uint32_t row[BO_NAME_ROOM];

    for (uint32_t j = 0; j <= n; j++)
        row[j] = j * ADD;
    for (uint32_t i = 0; i < BO_NAME_ROOM - 1 && unknown[i] != '\0'; i++) {
        uint32_t diagonal = row[0];

        row[0] = (i + 1) * DROP;
        for (uint32_t j = 0; j < n; j++) {
            uint32_t replaced = diagonal + (unknown[i] == known[j] ? 0 : REPLACE);

            diagonal = row[j + 1];
            row[j + 1] = min3(row[j] + ADD, row[j + 1] + DROP, replaced);
        }
    }
    return row[n];
}

static uint32_t distance_to(const char *unknown, const char *known)
{
    const char *point = strchr(known, '.');
    uint32_t whole = edit_distance(unknown, known);
    uint32_t part = point ? edit_distance(unknown, point + 1) + ADD : whole;

    return part < whole ? part : whole;
}

void bo_names_nearest(const struct bo_names *names, const char *unknown,
                      char nearest[static BO_NAME_ROOM])
{
    uint32_t least = UINT32_MAX;
    const char *best = "";

    for (uint32_t i = 0; i < names->n; i++) {
        uint32_t distance = distance_to(unknown, names->name[i].name);

        if (distance < least) {
            least = distance;
            best = names->name[i].name;
        }
    }
    for (const luaL_Reg *f = bo_policy_functions; f->name; f++) {
        uint32_t distance = edit_distance(unknown, f->name);

        if (distance < least) {
            least = distance;
            best = f->name;
        }
    }
    snprintf(nearest, BO_NAME_ROOM, "%s", best);
}

/* One or two Lua names with a point between. */
static bool is_well_formed(const char *name)
{
    struct bo_tokens tokens;
    char fault[BO_FAULT_ROOM];

    if (strlen(name) >= BO_NAME_ROOM || strpbrk(name, " \t\r\n-") ||
        !bo_tokens_read(name, &tokens, fault))
        return false;
    if (!bo_token_is_name(&tokens, 0))
        return false;
    return tokens.n == 1 ||
           (tokens.n == 3 && bo_token_is(&tokens, 1, ".") && bo_token_is_name(&tokens, 2));
}

static bool clashes(const char *a, const char *b)
{
    return strcmp(a, b) == 0 || has_scope(a, b) || has_scope(b, a);
}

int bo_names_check(const struct bo_names *names, struct bo_err *err)
{
    for (uint32_t i = 0; i < names->n; i++) {
        const char *name = names->name[i].name;

        if (!is_well_formed(name))
            return bo_err_set(err, BO_ESCENARIO, "\"%.80s\" cannot be a name of expressions", name);
        if (bo_names_is_function(name) || clashes(name, BO_FUNCTION_SCOPE))
            return bo_err_set(err, BO_ESCENARIO, "\"%s\" is the name of a function", name);
        for (uint32_t j = 0; j < i; j++)
            if (clashes(name, names->name[j].name))
                return bo_err_set(err, BO_ESCENARIO, "the names \"%s\" and \"%s\" clash",
                                  names->name[j].name, name);
    }
    return 0;
}
