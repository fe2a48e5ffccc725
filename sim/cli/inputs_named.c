#include "inputs_named.h"

#include <string.h>

#include "buildout/cli/nearest.h"

/* Is the path in the list, or below something in it? */
static bool is_named(const char *names, const char *path)
{
    if (!names)
        return true;
    while (*names) {
        size_t n = strcspn(names, ",");
        bool ends = path[n < strlen(path) ? n : strlen(path)] == '\0';
        if (n > 0 && strncmp(names, path, n) == 0 &&
            (ends || path[n] == '.' || path[n] == '[' || names[n - 1] == '.'))
            return true;
        names += n + (names[n] == ',');
    }
    return false;
}

/* What was typed and names no input. */
static int check_names(const char *names, const struct bo_path_list *paths, struct bo_arena *arena,
                       struct bo_err *err)
{
    while (names && *names) {
        size_t n = strcspn(names, ",");
        const char *name = bo_arena_strndup(arena, names, n);
        struct bo_nearest nearest = bo_nearest_to(name);
        bool found = false;
        for (uint32_t i = 0; i < paths->n; i++) {
            found |= is_named(name, paths->path[i]);
            bo_nearest_offer(&nearest, paths->path[i]);
        }
        if (!found)
            return bo_err_set(err, BO_EUSAGE, "no uncertain input is called \"%s\"%s%s%s", name,
                              nearest.best ? "; did you mean " : "",
                              nearest.best ? nearest.best : "", nearest.best ? "?" : "");
        names += n + (names[n] == ',');
    }
    return 0;
}

int bo_paths_named(const char *names, const struct bo_path_list *paths, struct bo_arena *arena,
                   uint32_t *n, const uint32_t **place, struct bo_err *err)
{
    uint32_t *list = BO_NEW_ARRAY(arena, uint32_t, paths->n), found = 0;
    int status = check_names(names, paths, arena, err);
    if (status)
        return status;
    for (uint32_t i = 0; i < paths->n; i++) {
        if (is_named(names, paths->path[i]))
            list[found++] = i;
    }
    if (found == 0)
        return bo_err_set(err, BO_EUSAGE, "%s has no uncertain input", paths->of);
    *n = found;
    *place = list;
    return 0;
}

int bo_inputs_named(const char *names, const struct bo_scenario *scenario, struct bo_arena *arena,
                    uint32_t *n, const uint32_t **input, struct bo_err *err)
{
    const char **path = BO_NEW_ARRAY(arena, const char *, scenario->n_uncertain);
    for (uint32_t i = 0; i < scenario->n_uncertain; i++)
        path[i] = scenario->uncertain[i].path;
    const struct bo_path_list paths = {scenario->name, scenario->n_uncertain, path};
    return bo_paths_named(names, &paths, arena, n, input, err);
}
