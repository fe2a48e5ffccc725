/* buildout/base/err.h - how a function says that it failed, and how a reader collects many complaints.
 *
 * A function that can fail returns 0 or a negative enum bo_status, fills the caller's struct bo_err and leaves its
 * outputs untouched. Bad input is collected in a struct bo_diag, at most BO_DIAG_MAX messages, all reported at once.
 *
 * Owner:  both structs belong to the caller and hold no pointers to free.
 */
#ifndef BUILDOUT_BASE_ERR_H
#define BUILDOUT_BASE_ERR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

enum bo_status {
    BO_OK = 0,
    BO_ESCENARIO = -1, /* the scenario was rejected */
    BO_EUSAGE = -2,    /* the command line makes no sense */
    BO_ERUN = -3,      /* a run failed: audit, deadlock, crash, limit */
    BO_ESTORE = -4,    /* the store or another file failed */
    BO_ECHECK = -5,    /* a check that the scenario states does not hold */
    BO_EDIFFER = -6    /* what should be identical is not */
};

struct bo_err {
    enum bo_status status;
    char text[512];
};

/* Fills *err (which may be NULL) and returns status, so that "return bo_err_set(...)" reads well. */
int bo_err_set(struct bo_err *err, enum bo_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
#ifdef __clang_analyzer__ /* it sees one file at a time, and so not what is returned */
#define bo_err_set(err, status, ...) (bo_err_set((err), (status), __VA_ARGS__), (int)(status))
#endif

/* The exit code of a status: 0 done, 1 scenario, 2 usage, 3 run, 4 store, 5 check, 6 difference. */
int bo_err_exit_code(enum bo_status status);

#define BO_DIAG_MAX 50
#define BO_DIAG_TEXT 400

struct bo_diag {
    uint32_t n;       /* messages kept */
    uint32_t n_total; /* messages offered */
    char message[BO_DIAG_MAX][BO_DIAG_TEXT];
};

/* Adds one message, already complete with its place ("file.cfg:14:15: error: ..."). Past BO_DIAG_MAX it only counts. */
void bo_diag_add(struct bo_diag *diag, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
