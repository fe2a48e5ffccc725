#include "json_rows.h"
#include "law_lines.h"

static void put_chip(struct bo_json_rows *rows, const struct bo_chip_line *line)
{
    bo_json_text(rows, "chip", line->chip);
    bo_json_text(rows, "key", line->key);
    bo_json_text(rows, "vendor", line->vendor);
    bo_json_text(rows, "sold", line->sold);
    bo_json_number(rows, "tpp", line->tpp);
    bo_json_number(rows, "performance_density", line->performance_density);
    bo_json_number(rows, "interconnect", line->interconnect);
    bo_json_number(rows, "memory_bandwidth", line->memory_bandwidth);
    bo_json_number(rows, "total_bandwidth", line->total_bandwidth);
    bo_json_switch(rows, "data_centre", line->data_centre);
    bo_json_text(rows, "verdict", line->verdict);
    bo_json_text(rows, "treated_as", line->treated_as);
    bo_json_text(rows, "presumption", line->presumption);
    bo_json_text(rows, "gate", line->gate);
    bo_json_text(rows, "export", line->by_exporter);
    bo_json_text(rows, "import", line->by_importer);
    bo_json_text(rows, "clause", line->clause);
    bo_json_text(rows, "source", line->source);
    bo_json_number(rows, "margin", line->margin);
    bo_json_text(rows, "nearest", line->nearest);
    bo_json_number(rows, "threshold", line->threshold);
    bo_json_text(rows, "free_if", line->free_if);
    bo_json_number(rows, "levy", line->levy);
    bo_json_switch(rows, "adds_to_law", line->adds_to_law);
}

static void put_rule(struct bo_json_rows *rows, const struct bo_rule_line *line)
{
    bo_json_text(rows, "rule", line->rule);
    bo_json_text(rows, "clause", line->clause);
    bo_json_text(rows, "state", line->state);
    bo_json_text(rows, "kind", line->kind);
    bo_json_text(rows, "subject", line->subject);
    bo_json_text(rows, "gate", line->gate);
    bo_json_text(rows, "announced", line->announced);
    bo_json_text(rows, "effective", line->effective);
    bo_json_number(rows, "grace_days", line->grace_days);
    bo_json_text(rows, "rescinded", line->rescinded);
    bo_json_text(rows, "rescission_announced", line->rescission_announced);
    bo_json_text(rows, "suspended_from", line->suspended_from);
    bo_json_text(rows, "suspended_to", line->suspended_to);
    bo_json_text(rows, "suspension_announced", line->suspension_announced);
    bo_json_number(rows, "suspended_probability", line->suspended_probability);
    bo_json_text(rows, "when", line->when);
    bo_json_text(rows, "policy", line->policy);
    bo_json_text(rows, "presumption", line->presumption);
    bo_json_number(rows, "notify_days", line->notify_days);
    bo_json_number(rows, "grant_frac", line->grant_frac);
    bo_json_number(rows, "review_days", line->review_days);
    bo_json_text(rows, "quota_per", line->quota_per);
    bo_json_number(rows, "quota_tpp", line->quota_tpp);
    bo_json_number(rows, "quota_share_frac", line->quota_share_frac);
    bo_json_text(rows, "quota_from", line->quota_from);
    bo_json_text(rows, "quota_to", line->quota_to);
    bo_json_number(rows, "levy_frac", line->levy_frac);
    bo_json_number(rows, "enforcement_frac", line->enforcement_frac);
    bo_json_text(rows, "source", line->source);
}

void bo_chips_print_json(const struct bo_chip_line *line, uint32_t n)
{
    struct bo_json_rows rows = {.out = stdout};

    for (uint32_t i = 0; i < n; i++) {
        bo_json_row_begin(&rows);
        put_chip(&rows, &line[i]);
        bo_json_row_end(&rows);
    }
    bo_json_rows_end(&rows);
}

void bo_rules_print_json(const struct bo_rule_line *line, uint32_t n)
{
    struct bo_json_rows rows = {.out = stdout};

    for (uint32_t i = 0; i < n; i++) {
        bo_json_row_begin(&rows);
        put_rule(&rows, &line[i]);
        bo_json_row_end(&rows);
    }
    bo_json_rows_end(&rows);
}
