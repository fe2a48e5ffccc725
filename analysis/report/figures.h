/* figures.h - key figures by the names that people have for them, and their values with a unit. */
#ifndef BUILDOUT_ANALYSIS_REPORT_FIGURES_H
#define BUILDOUT_ANALYSIS_REPORT_FIGURES_H

#include "html.h"

/* "npv" is "Net present value"; an unknown key is as it is written, with spaces for underscores. */
void figure_name(struct bo_text *page, const char *key);
/* A number of the unit, a date when it is one, or the text as it stands; with the unit when asked for. */
void figure_value(struct bo_text *page, const char *text, const char *unit, bool with_unit);

#endif
