/* units_text.h - what the table of units and the reader of quantities share. */
#ifndef SIM_BASE_UNITS_TEXT_H
#define SIM_BASE_UNITS_TEXT_H

#include <stdbool.h>

/* "USD/kW-months" and "USD per kW-mo" are one unit in two spellings. */
bool bo_units_same_spelling(const char *a, const char *b);

#endif
