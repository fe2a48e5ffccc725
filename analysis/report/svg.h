/* svg.h - small charts that need no script: a line, or a fan, drawn into a box that stretches with its place.
 *
 * Units:  quantiles in the scaled unit of the caller, a number a month; drawn a quarter at a time.
 */
#ifndef BUILDOUT_ANALYSIS_REPORT_SVG_H
#define BUILDOUT_ANALYSIS_REPORT_SVG_H

#include "inner.h"

enum { SVG_WIDTH = 240 };

struct svg_box {
    double low, high; /* of the values, at the lower and the upper edge */
    int height;
};

/* Room for the curves, from zero up when nothing is below it. */
struct svg_box svg_box_of(const struct report_curve *curve, uint32_t n, int height);
void svg_open(struct bo_text *page, const struct svg_box *box);
/* colour counts from 0. The band from 5 to 95 % is drawn when the curve has one. */
void svg_curve(struct bo_text *page, const struct svg_box *box, const struct report_curve *curve,
               uint32_t colour);
void svg_close(struct bo_text *page);

#endif
