#include "buildout/base/err.h"

#include <stdio.h>

#undef bo_err_set

int bo_err_set(struct bo_err *err, enum bo_status status, const char *format, ...)
{
    if (err != NULL) {
        va_list args;

        err->status = status;
        va_start(args, format);
        (void)vsnprintf(err->text, sizeof err->text, format, args);
        va_end(args);
    }
    return status;
}

int bo_err_exit_code(enum bo_status status)
{
    return -(int)status;
}

void bo_diag_add(struct bo_diag *diag, const char *format, ...)
{
    diag->n_total++;
    if (diag->n < BO_DIAG_MAX) {
        va_list args;

        va_start(args, format);
        (void)vsnprintf(diag->message[diag->n], BO_DIAG_TEXT, format, args);
        va_end(args);
        diag->n++;
    }
}
