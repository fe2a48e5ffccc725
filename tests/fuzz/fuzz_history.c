/* fuzz_history - a CSV of what was observed: rows are read or complained about, and no text of it could rule a terminal. */
#include "fuzz.h"

#include "buildout/base/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static struct bo_diag diag;
    struct bo_arena *arena;
    struct bo_err err;
    memset(&diag, 0, sizeof diag);
    if (bo_arena_create((size_t)64 << 20, false, &arena, &err) != BO_OK)
        abort();
    char *text = fuzz_text(bytes, n);
    struct bo_csv csv = bo_csv_open("x.csv", text, n, arena, &diag);
    while (bo_csv_next(&csv)) {
        assert(csv.n > 0 && csv.n <= BO_CSV_FIELDS_MAX);
        for (uint32_t i = 0; i < csv.n; i++) {
            assert(csv.field[i].line > 0 && csv.field[i].column > 0);
            char *shown = bo_arena_strdup(arena, csv.field[i].text);
            bo_csv_clean(shown);
            for (const char *c = shown; *c; c++)
                assert((unsigned char)*c >= 0x20 && *c != 0x7f);
        }
    }
    free(text);
    bo_arena_free(arena);
    return 0;
}
