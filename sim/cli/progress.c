#include "progress.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "buildout/cli/terminal.h"

enum { BAR = 30, SECONDS_PER_MINUTE = 60, MINUTES_PER_HOUR = 60 };

enum bo_progress bo_progress_of(const struct bo_args *args)
{
    if (args->progress != BO_PROGRESS_AUTO)
        return args->progress;
    bool shown = !args->quiet && isatty(STDERR_FILENO) == 1 && !bo_terminal_is_dumb();
    return shown ? BO_PROGRESS_BAR : BO_PROGRESS_NONE;
}

static void show_time(double seconds)
{
    unsigned long s = (unsigned long)ceil(seconds);
    unsigned long minutes = s / SECONDS_PER_MINUTE;
    if (minutes >= MINUTES_PER_HOUR)
        fprintf(stderr, "  %lu h %02lu min left", minutes / MINUTES_PER_HOUR,
                minutes % MINUTES_PER_HOUR);
    else if (minutes > 0)
        fprintf(stderr, "  %lu min %02lu s left", minutes, s % SECONDS_PER_MINUTE);
    else
        fprintf(stderr, "  %lu s left", s);
}

static void show_bar(const struct bo_progress_report *report)
{
    char bar[BAR + 1] = "";
    uint32_t n = (uint32_t)((uint64_t)report->done * BAR / (report->total ? report->total : 1));
    for (uint32_t i = 0; i < BAR; i++)
        bar[i] = i < n ? '#' : '.';
    fprintf(stderr, "\r[%s] %u/%u", bar, report->done, report->total);
    if (isfinite(report->runs_per_s))
        fprintf(stderr, "  %.1f runs/s", report->runs_per_s);
    if (isfinite(report->eta_s))
        show_time(report->eta_s);
    if (report->failed > 0)
        fprintf(stderr, "  %u failed", report->failed);
    fputs("\033[K", stderr);
}

static void show_number(const char *name, double x, const char *end)
{
    if (isfinite(x))
        fprintf(stderr, "\"%s\":%.3f%s", name, x, end);
    else
        fprintf(stderr, "\"%s\":null%s", name, end);
}

static void show_json(const struct bo_progress_report *report)
{
    fprintf(stderr, "{\"done\":%u,\"total\":%u,\"failed\":%u,", report->done, report->total,
            report->failed);
    show_number("runs_per_s", report->runs_per_s, ",");
    show_number("eta_s", report->eta_s, "}\n");
}

void bo_progress_show(void *args, const struct bo_progress_report *report)
{
    enum bo_progress how = bo_progress_of(args);
    if (how == BO_PROGRESS_BAR)
        show_bar(report);
    else if (how == BO_PROGRESS_JSON)
        show_json(report);
    fflush(stderr);
}

void bo_progress_end(const struct bo_args *args)
{
    if (bo_progress_of(args) == BO_PROGRESS_BAR)
        fputs("\r\033[K", stderr);
    fflush(stderr);
}
