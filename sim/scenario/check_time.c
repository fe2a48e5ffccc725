/* What no single key can tell of time: months are whole, and no run is too long. */
#include "buildout/base/calendar.h"
#include "reader.h"

#define MOST_YEARS 60

static bool begins_month(int32_t day)
{
    return bo_month_first_day(bo_month_of_day(day)) == day;
}

static void refuse(struct bo_reader *reader, const struct bo_node *time, const char *name,
                   const char *what)
{
    const struct bo_node *node = bo_node_child(time, name);

    if (node != NULL)
        (void)bo_problem(reader->problems, node->value, "time.%s: %s", name, what);
}

static const char *day_text(struct bo_arena *arena, int32_t day)
{
    char text[16];

    bo_day_format(day, text);
    return bo_arena_strdup(arena, text);
}

void bo_check_time(struct bo_reader *reader)
{
    const struct bo_time_param *time = reader->param->time;
    const struct bo_node *node = bo_node_child(reader->root, "time");

    if (time->opening_day != INT32_MAX && time->opening_day != time->start_day)
        refuse(reader, node, "start",
               bo_arena_printf(
                   reader->arena,
                   "balances and fleets are those of %s (time.opening): a run cannot start on "
                   "another day with them",
                   day_text(reader->arena, time->opening_day)));
    if (!begins_month(time->start_day))
        refuse(reader, node, "start",
               "must be the first day of a month, such as \"2022-01-01\": books are kept by month");
    if (time->end_day <= time->start_day)
        refuse(reader, node, "end", "must be after time.start");
    else if (!begins_month(time->end_day))
        refuse(reader, node, "end",
               "must be the first day of a month, the one after the run, such as \"2034-01-01\"");
    else if (bo_month_of_day(time->end_day) - bo_month_of_day(time->start_day) > 12 * MOST_YEARS)
        refuse(reader, node, "end", "must be at most 60 years after time.start");
}
