/* why_events.h - of all events of a run, those that bear on a value, and the strategy rules that acted. */
#ifndef BUILDOUT_SIM_CLI_WHY_EVENTS_H
#define BUILDOUT_SIM_CLI_WHY_EVENTS_H

#include "buildout/cli/why.h"

/* Fills the window, the events and the rules of *why, whose question, entry and month stand. */
void bo_why_pick_events(const struct bo_event_list *events, struct bo_why *why,
                        struct bo_arena *arena);

#endif
