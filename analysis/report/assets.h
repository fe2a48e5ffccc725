/* assets.h - style and script of the page, put into the program when it is built (assets.cmake). */
#ifndef BUILDOUT_ANALYSIS_REPORT_ASSETS_H
#define BUILDOUT_ANALYSIS_REPORT_ASSETS_H

extern const char report_asset_look_css[];
extern const char report_asset_uplot_css[];
extern const char report_asset_report_css[];
extern const char report_asset_uplot_js[];
extern const char report_asset_uplot_licence[];
extern const char report_asset_chart_js[];
extern const char report_asset_report_js[];

#endif
