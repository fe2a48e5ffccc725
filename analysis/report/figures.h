/* figures.h - key figures by the names that people have for them, and their values with a unit. */
#ifndef BUILDOUT_ANALYSIS_REPORT_FIGURES_H
#define BUILDOUT_ANALYSIS_REPORT_FIGURES_H

#include "html.h"

/* "npv" is "Net present value"; an unknown key is as it is written, with spaces for underscores. */
void figure_name(struct bo_text *page, const char *key);
/* As somebody has it: the AI revenue of all but the world is without AI in their clouds and GPU-hours. */
void figure_name_of(struct bo_text *page, const char *entity, const char *key);

/* The same cash flow is counted in three ways, on which answers may hang: npv, npv_book, npv_terminal. */
enum { FIGURE_WORTHS = 3 };
struct figure_worth {
    const char *key, *brief, *gloss;
};
extern const struct figure_worth figure_worths[FIGURE_WORTHS];
bool figure_is_worth(const char *key);
/* A line on what each of them counts. */
void figure_gloss_worth(struct bo_text *page);
/* A number of the unit, a date when it is one, or the text as it stands; with the unit when asked for. */
void figure_value(struct bo_text *page, const char *text, const char *unit, bool with_unit);

#endif
