/* buildout/cli/why_table.h - what bears on a variable: how its numbers add up, and which events move it.
 *
 * One row a variable, or a family of them by the beginning of their names. The verb why explains a value by its row;
 * a variable without one is shown as a level, with every event of its entity.
 *
 * Owner:  constant data of the program. Errors: none.
 */
#ifndef BUILDOUT_CLI_WHY_TABLE_H
#define BUILDOUT_CLI_WHY_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "buildout/base/facts.h"

enum bo_why_nature {
    BO_WHY_STOCK, /* at the month's end; entities and places add up */
    BO_WHY_FLOW,  /* of the month; entities, places and months add up */
    BO_WHY_LEVEL  /* a price, a fraction, a wait: nothing adds up */
};

/* What an event is about; an event of a kind that the table does not know is BO_WHY_UNKNOWN. */
enum bo_why_topic {
    BO_WHY_ANNOUNCED = 1 << 0,
    BO_WHY_GROUND = 1 << 1,
    BO_WHY_OPENED = 1 << 2,
    BO_WHY_COMPLETE = 1 << 3,
    BO_WHY_CANCELLED = 1 << 4,
    BO_WHY_FOUNDED = 1 << 5,  /* also the balances with which a company begins */
    BO_WHY_SHORT = 1 << 6,    /* overdrafts, defaults */
    BO_WHY_RULE = 1 << 7,     /* of a strategy: begins, ends */
    BO_WHY_FUNDED = 1 << 8,   /* rounds, credit lines, bonds */
    BO_WHY_ENDED = 1 << 9,    /* acquired, licensed, liquidated */
    BO_WHY_GAVE_UP = 1 << 10, /* the frontier */
    BO_WHY_PRICE = 1 << 11,   /* cuts, replies, wars of token prices */
    BO_WHY_LAW = 1 << 12,     /* export and import rules */
    BO_WHY_LICENCE = 1 << 13,
    BO_WHY_DESIGN = 1 << 14, /* chips designed around a rule */
    BO_WHY_CHIPS = 1 << 15,  /* orders, deliveries, seizures */
    BO_WHY_MODEL = 1 << 16,  /* training runs, releases, jumps of the paradigm */
    BO_WHY_SHOCK = 1 << 17,  /* outages, tariffs, retaliation */
    BO_WHY_LEASE = 1 << 18,
    BO_WHY_OPTION = 1 << 19, /* land, grid places and shells: taken, used, offered, sold, let */
    BO_WHY_UNKNOWN = 1 << 20
};
#define BO_WHY_PROJECT_TOPICS \
    (BO_WHY_ANNOUNCED | BO_WHY_GROUND | BO_WHY_OPENED | BO_WHY_COMPLETE | BO_WHY_CANCELLED)

/* Which projects: a hyperscale site, more halls on one, a landlord's halls for others. */
enum bo_why_project { BO_WHY_SITE = 1, BO_WHY_EXTENSION = 2, BO_WHY_COLOCATION = 4 };

struct bo_why_term {
    const char *variable; /* NULL ends a list */
    double sign;          /* 1 or -1 */
};

struct bo_why_entry {
    const char *pattern; /* a name; "Fleet|*": every name that begins with what is before the '*' */
    enum bo_why_nature nature;
    uint32_t topics;   /* of events that bear on it */
    uint32_t projects; /* of enum bo_why_project, for topics of projects */
    bool of_user;      /* counted at who uses a site, else at its owner */
    bool of_landlords; /* landlords are among the owners that World sums */
    bool by_member;    /* "Users|Search" and its like sum to "Users" */
    const struct bo_why_term *
        part; /* that sum to it, the rest apart; NULL: none. With members: what World's has beside them */
    const char *part_rest;          /* what the parts leave */
    const struct bo_why_term *flow; /* of months, that change this stock; NULL: none */
    const char *flow_rest;
};

extern const struct bo_why_entry bo_why_entries[];
extern const uint32_t bo_why_n_entries;
extern const struct bo_why_entry bo_why_default; /* of a variable that has no row */

/* The row of exactly this name, else the longest beginning; NULL when there is none. */
const struct bo_why_entry *bo_why_find(const char *variable);
#define BO_WHY_LANDLORD "Landlord " /* and its region */
bool bo_why_is_landlord(const char *entity);
/* One bit of enum bo_why_topic. */
uint32_t bo_why_topic_of(const char *kind);
/* One bit of enum bo_why_project, by the project's name. */
uint32_t bo_why_project_of(const struct bo_fact_event *event);
/* Does it bear on the variable, whoever's it is? */
bool bo_why_bears(const struct bo_why_entry *entry, const struct bo_fact_event *event);
/* Is it an event of the entity (of all for World) at the place ("": anywhere)? What befalls all befalls each. */
bool bo_why_concerns(const struct bo_why_entry *entry, const struct bo_fact_event *event,
                     const char *entity, const char *place);
/* How far back one looks: sites take long, deals and laws longer. */
uint32_t bo_why_window_months(const struct bo_why_entry *entry);

#endif
