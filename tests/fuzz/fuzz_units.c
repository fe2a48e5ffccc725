/* fuzz_units - quantities, dates and numbers as texts. A number that is read is written and read again as the same. */
#include "fuzz.h"

#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/base/num.h"
#include "buildout/base/units.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const unit[] = {"MW", "USD", "%", "weeks", "USD/kW-month", "FLOP"};
    struct bo_err err = {.status = BO_OK};
    char written[64];
    double x, again;
    int32_t day, same;
    char *text = fuzz_text(bytes, n);
    for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
        struct bo_quantity quantity;
        int status = bo_quantity_parse(text, bo_unit_find(unit[i]), &quantity, &err);
        assert(status == BO_OK || (status == BO_ESCENARIO && err.text[0]));
        assert(status != BO_OK || isfinite(quantity.value));
    }
    if (bo_day_parse(text, &day, &err) == BO_OK) {
        bo_day_format(day, written);
        assert(bo_day_parse(written, &same, &err) == BO_OK && same == day);
    }
    if (bo_double_parse(text, &x) == 0 && isfinite(x)) {
        bo_double_format(x, written, sizeof written);
        assert(bo_double_parse(written, &again) == 0 && x <= again && x >= again);
    }
    free(text);
    return 0;
}
