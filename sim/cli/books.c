#include "buildout/cli/books.h"

#include <assert.h>
#include <string.h>

#include "buildout/model/ledger.h"

/* Where a category stands. What moves equity and is no income is money of the owners. */
enum place {
    REVENUE,
    COST,
    OTHER_INCOME,
    TAX,
    WORKING, /* no income, but cash of operations */
    INVESTING,
    FINANCING,
    TRANSLATION, /* of what is held and owed at home into dollars: equity, and neither income nor a flow */
    NO_FLOW /* opening, and what moves plant and leases alone */
};

struct entry {
    enum bo_category category;
    enum place place;
    const char *name;
};

/* In the order of the page. */
static const struct entry entries[] = {
    {BO_REVENUE_CORE, REVENUE, "core business"},
    {BO_REVENUE_UPLIFT, REVENUE, "core business that AI brings"},
    {BO_REVENUE_CLOUD, REVENUE, "cloud"},
    {BO_REVENUE_CLOUD_AI, REVENUE, "AI in the cloud"},
    {BO_REVENUE_AI, REVENUE, "AI products"},
    {BO_REVENUE_LEASING, REVENUE, "GPU-hours let"},
    {BO_REVENUE_RENT, REVENUE, "halls let"},
    {BO_OPERATING_COST, COST, "staff, purchases, other"},
    {BO_STOCK_COMPENSATION, COST, "paid in shares"},
    {BO_ELECTRICITY, COST, "electricity"},
    {BO_RENT, COST, "rent of halls"},
    {BO_COMPUTE_RENT, COST, "rent of GPU-hours"},
    {BO_DEPRECIATION, COST, "depreciation"},
    {BO_LEASE_AMORTISATION, COST, "amortisation of leases"},
    {BO_ABANDONMENT, COST, "building work abandoned"},
    {BO_OPTION_CARRY, COST, "land, grid places and shells held"},
    {BO_INTEREST, OTHER_INCOME, "interest paid"},
    {BO_INTEREST_INCOME, OTHER_INCOME, "interest earned"},
    {BO_SITE_GAIN, OTHER_INCOME, "gain on sites sold"},
    {BO_STAKE_GAIN, OTHER_INCOME, "gain on stakes"},
    {BO_IMPAIRMENT, OTHER_INCOME, "impairment of stakes"},
    {BO_WRITE_OFF, OTHER_INCOME, "written off"},
    {BO_TAX, TAX, "income tax"},
    {BO_WORKING_CAPITAL, WORKING, "working capital"},
    {BO_CLOUD_CREDITS, WORKING, "cloud credits honoured"},
    {BO_CAPEX_SITES, INVESTING, "capex: sites"},
    {BO_CAPEX_AI_SYSTEMS, INVESTING, "capex: AI systems"},
    {BO_CAPEX_SERVERS, INVESTING, "capex: other servers"},
    {BO_CAPEX_OTHER, INVESTING, "capex: other"},
    {BO_SITE_SALES, INVESTING, "sites bought and sold"},
    {BO_INVESTMENT, INVESTING, "stakes in laboratories"},
    {BO_ACQUISITION, INVESTING, "acquisitions"},
    {BO_DEBT_ISSUED, FINANCING, "debt issued"},
    {BO_DEBT_REPAID, FINANCING, "debt repaid"},
    {BO_EQUITY_RAISED, FINANCING, "equity raised"},
    {BO_GRANTS, FINANCING, "given by the parent"},
    {BO_BUYBACKS, FINANCING, "buybacks and dividends"},
    {BO_PAYOUT, FINANCING, "paid out at the end"},
    {BO_CURRENCY_GAIN, TRANSLATION, "translation of currencies"},
    {BO_OPENING, NO_FLOW, NULL},
    {BO_COMMISSIONED, NO_FLOW, NULL},
    {BO_LEASE_BEGUN, NO_FLOW, NULL},
    {BO_LEASE_REPAID, NO_FLOW, NULL},
};
enum { N_ENTRIES = sizeof entries / sizeof entries[0] };
_Static_assert((int)N_ENTRIES == (int)BO_N_CATEGORIES, "every category has its place");

static const char *const account_title[BO_N_ACCOUNTS] = {"cash",
                                                         "receivable",
                                                         "plant: sites",
                                                         "plant: other servers",
                                                         "plant: AI systems",
                                                         "plant: other",
                                                         "building work in progress",
                                                         "lease assets",
                                                         "stakes in laboratories",
                                                         "goodwill",
                                                         "other assets, net",
                                                         "payable",
                                                         "debt",
                                                         "lease liability",
                                                         "cloud credits owed",
                                                         "equity"};

/* Debit less credit, and the credits alone, of a year's postings. */
typedef bo_money year_sums[BO_N_ACCOUNTS][BO_N_CATEGORIES];

struct maker {
    struct bo_books *books;
    struct bo_arena *arena;
    year_sums *net, *credit; /* [n_years] */
    const char *section;
};

/* ---- reading ---- */

static int find_name(const char *(*name)(int), int n, const char *text)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(name(i), text) == 0)
            return i;
    }
    return -1;
}

static const char *account_name(int i)
{
    return bo_account_name((enum bo_account)i);
}

static const char *category_name(int i)
{
    return bo_category_name((enum bo_category)i);
}

static int read_posting(struct maker *m, const struct bo_results_posting *p, struct bo_err *err)
{
    int a = find_name(account_name, BO_N_ACCOUNTS, p->account);
    int c = find_name(category_name, BO_N_CATEGORIES, p->category);
    int32_t year = p->year - m->books->first_year;
    if (a < 0 || c < 0 || year < 0 || year >= (int32_t)m->books->n_years)
        return bo_err_set(err, BO_ESTORE, "the books hold a posting of %s on %s in %d", p->category,
                          p->account, p->year);
    m->net[year][a][c] += p->debit - p->credit;
    m->credit[year][a][c] += p->credit;
    return 0;
}

/* ---- lines ---- */

static struct bo_books_line *add_line(struct maker *m, enum bo_statement statement,
                                      const char *name, bool is_total)
{
    struct bo_books *b = m->books;
    BO_ARENA_ROOM(m->arena, b->line, b->n_lines, b->room);
    struct bo_books_line *line = &b->line[b->n_lines++];
    *line = (struct bo_books_line){.statement = statement,
                                   .section = m->section,
                                   .name = name,
                                   .is_total = is_total,
                                   .amount = BO_NEW_ARRAY(m->arena, bo_money, b->n_years)};
    return line;
}

/* A line that never held anything goes again. */
static void drop_if_nil(struct maker *m)
{
    const struct bo_books_line *line = &m->books->line[m->books->n_lines - 1];
    for (uint32_t y = 0; y < m->books->n_years; y++) {
        if (line->amount[y] != 0 || (line->opening && line->opening[y] != 0) ||
            (line->closing && line->closing[y] != 0))
            return;
    }
    m->books->n_lines--;
}

static void add_to(bo_money *sum, const bo_money *amount, uint32_t n)
{
    for (uint32_t y = 0; y < n; y++)
        sum[y] = bo_money_add(sum[y], amount[y]);
}

static bo_money *new_amounts(const struct maker *m)
{
    return BO_NEW_ARRAY(m->arena, bo_money, m->books->n_years);
}

static void add_total(struct maker *m, enum bo_statement statement, const char *name,
                      const bo_money *amount)
{
    add_to(add_line(m, statement, name, true)->amount, amount, m->books->n_years);
}

/* ---- income ---- */

/* What is paid in shares is a cost, and at once money of the owners: both sides are equity. */
static bo_money income_of(const struct maker *m, enum bo_category c, uint32_t y)
{
    bo_money in_shares = c == BO_STOCK_COMPENSATION ? m->credit[y][BO_EQUITY][c] : 0;
    return -m->net[y][BO_EQUITY][c] - in_shares;
}

static bool is_income(const struct entry *e)
{
    return e->place == REVENUE || e->place == COST || e->place == OTHER_INCOME || e->place == TAX;
}

static void income_section(struct maker *m, enum place place, bo_money *sum)
{
    for (int i = 0; i < N_ENTRIES; i++) {
        if (entries[i].place != place)
            continue;
        struct bo_books_line *line = add_line(m, BO_STATEMENT_INCOME, entries[i].name, false);
        for (uint32_t y = 0; y < m->books->n_years; y++)
            line->amount[y] = income_of(m, entries[i].category, y);
        add_to(sum, line->amount, m->books->n_years);
        drop_if_nil(m);
    }
}

static const bo_money *make_income(struct maker *m)
{
    bo_money *revenue = new_amounts(m), *costs = new_amounts(m), *income = new_amounts(m);
    m->section = "Revenue";
    income_section(m, REVENUE, revenue);
    add_total(m, BO_STATEMENT_INCOME, "Revenue", revenue);
    m->section = "Costs";
    income_section(m, COST, costs);
    add_total(m, BO_STATEMENT_INCOME, "Operating costs", costs);
    add_to(income, revenue, m->books->n_years);
    add_to(income, costs, m->books->n_years);
    m->section = "";
    add_total(m, BO_STATEMENT_INCOME, "Operating income", income);
    m->section = "Other";
    income_section(m, OTHER_INCOME, income);
    m->section = "";
    add_total(m, BO_STATEMENT_INCOME, "Income before tax", income);
    income_section(m, TAX, income);
    add_total(m, BO_STATEMENT_INCOME, "Net income", income);
    return income;
}

/* ---- balances ---- */

static void add_balance(struct maker *m, struct bo_books_line *line)
{
    line->opening = new_amounts(m);
    line->closing = new_amounts(m);
}

/* sign: +1 for what is owned, -1 for what is owed. */
static void fill_balance(const struct maker *m, struct bo_books_line *line, int account, int sign)
{
    bo_money held = 0;
    for (uint32_t y = 0; y < m->books->n_years; y++) {
        line->opening[y] = bo_money_add(held, sign * m->net[y][account][BO_OPENING]);
        for (int c = 0; c < BO_N_CATEGORIES; c++)
            line->amount[y] += c == BO_OPENING ? 0 : sign * m->net[y][account][c];
        held = line->closing[y] = bo_money_add(line->opening[y], line->amount[y]);
    }
}

/* ---- cash flow ---- */

static void cash_section(struct maker *m, enum place place, bo_money *sum)
{
    for (int i = 0; i < N_ENTRIES; i++) {
        if (entries[i].place != place)
            continue;
        struct bo_books_line *line = add_line(m, BO_STATEMENT_CASH, entries[i].name, false);
        for (uint32_t y = 0; y < m->books->n_years; y++)
            line->amount[y] = m->net[y][BO_CASH][entries[i].category];
        add_to(sum, line->amount, m->books->n_years);
        drop_if_nil(m);
    }
}

/* What income and cash differ by, category by category. */
static void reconcile(struct maker *m, bo_money *sum)
{
    for (int i = 0; i < N_ENTRIES; i++) {
        enum bo_category c = entries[i].category;
        if (!is_income(&entries[i]))
            continue;
        struct bo_books_line *line = add_line(m, BO_STATEMENT_CASH, entries[i].name, false);
        for (uint32_t y = 0; y < m->books->n_years; y++) {
            line->amount[y] = bo_money_sub(m->net[y][BO_CASH][c], income_of(m, c, y));
        }
        add_to(sum, line->amount, m->books->n_years);
        drop_if_nil(m);
    }
}

static void make_cash(struct maker *m, const bo_money *net_income)
{
    uint32_t n = m->books->n_years;
    bo_money *operating = new_amounts(m), *investing = new_amounts(m);
    bo_money *financing = new_amounts(m), *change = new_amounts(m);
    m->section = "Operations";
    add_to(add_line(m, BO_STATEMENT_CASH, "net income", false)->amount, net_income, n);
    add_to(operating, net_income, n);
    m->section = "Not in cash, or not in income";
    reconcile(m, operating);
    cash_section(m, WORKING, operating);
    add_total(m, BO_STATEMENT_CASH, "Operating cash flow", operating);
    m->section = "Investing";
    cash_section(m, INVESTING, investing);
    add_total(m, BO_STATEMENT_CASH, "Investing cash flow", investing);
    m->section = "Financing";
    cash_section(m, FINANCING, financing);
    add_total(m, BO_STATEMENT_CASH, "Financing cash flow", financing);
    add_to(change, operating, n);
    add_to(change, investing, n);
    add_to(change, financing, n);
    m->section = "";
    struct bo_books_line *rates =
        add_line(m, BO_STATEMENT_CASH, "exchange rates on cash held", false);
    for (uint32_t y = 0; y < n; y++)
        rates->amount[y] = m->net[y][BO_CASH][BO_CURRENCY_GAIN];
    add_to(change, rates->amount, n);
    drop_if_nil(m);
    add_total(m, BO_STATEMENT_CASH, "Change in cash", change);
    struct bo_books_line held = {.amount = new_amounts(m)};
    add_balance(m, &held);
    fill_balance(m, &held, BO_CASH, 1);
    add_total(m, BO_STATEMENT_CASH, "Cash at the beginning", held.opening);
    add_total(m, BO_STATEMENT_CASH, "Cash at the end", held.closing);
}

/* ---- balance sheet ---- */

static void add_line_to(struct bo_books_line *total, const struct bo_books_line *line, uint32_t n)
{
    add_to(total->amount, line->amount, n);
    add_to(total->opening, line->opening, n);
    add_to(total->closing, line->closing, n);
}

static struct bo_books_line balance_section(struct maker *m, int from, int to, int sign,
                                            const char *total)
{
    struct bo_books_line sum = {.amount = new_amounts(m)};
    add_balance(m, &sum);
    for (int a = from; a < to; a++) {
        struct bo_books_line *line = add_line(m, BO_STATEMENT_BALANCE, account_title[a], false);
        add_balance(m, line);
        fill_balance(m, line, a, sign);
        add_line_to(&sum, line, m->books->n_years);
        drop_if_nil(m);
    }
    struct bo_books_line *line = add_line(m, BO_STATEMENT_BALANCE, total, true);
    add_balance(m, line);
    add_line_to(line, &sum, m->books->n_years);
    return *line;
}

/* Returns the line of equity. */
static struct bo_books_line make_balance(struct maker *m)
{
    m->section = "Assets";
    (void)balance_section(m, BO_CASH, BO_PAYABLE, 1, "Total assets");
    m->section = "Liabilities";
    struct bo_books_line owed = balance_section(m, BO_PAYABLE, BO_EQUITY, -1, "Total liabilities");
    m->section = "";
    struct bo_books_line *equity = add_line(m, BO_STATEMENT_BALANCE, "Equity", true);
    add_balance(m, equity);
    fill_balance(m, equity, BO_EQUITY, -1);
    const struct bo_books_line own = *equity;
    struct bo_books_line *both = add_line(m, BO_STATEMENT_BALANCE, "Liabilities and equity", true);
    add_balance(m, both);
    add_line_to(both, &owed, m->books->n_years);
    add_line_to(both, &own, m->books->n_years);
    return own;
}

/* ---- equity ---- */

static void equity_line(struct maker *m, const char *name, enum bo_category c)
{
    struct bo_books_line *line = add_line(m, BO_STATEMENT_EQUITY, name, false);
    for (uint32_t y = 0; y < m->books->n_years; y++)
        line->amount[y] =
            c == BO_STOCK_COMPENSATION ? m->credit[y][BO_EQUITY][c] : -m->net[y][BO_EQUITY][c];
    drop_if_nil(m);
}

/* Shares are given for cash, for credits with a cloud, and to lenders for what they are owed. */
static void raised_lines(struct maker *m)
{
    static const struct {
        const char *name;
        enum bo_account account;
    } for_what[] = {{"shares for cloud credits", BO_RECEIVABLE}, {"shares for debt", BO_DEBT}};
    enum { N = sizeof for_what / sizeof *for_what };
    struct bo_books_line *cash = add_line(m, BO_STATEMENT_EQUITY, "equity raised", false);
    bo_money *left = new_amounts(m);
    for (uint32_t y = 0; y < m->books->n_years; y++) {
        left[y] = -m->net[y][BO_EQUITY][BO_EQUITY_RAISED];
        for (int i = 0; i < N; i++)
            left[y] = bo_money_sub(left[y], m->net[y][for_what[i].account][BO_EQUITY_RAISED]);
    }
    cash->amount = left;
    drop_if_nil(m);
    for (int i = 0; i < N; i++) {
        struct bo_books_line *line = add_line(m, BO_STATEMENT_EQUITY, for_what[i].name, false);
        for (uint32_t y = 0; y < m->books->n_years; y++)
            line->amount[y] = m->net[y][for_what[i].account][BO_EQUITY_RAISED];
        drop_if_nil(m);
    }
}

static void make_equity(struct maker *m, const bo_money *net_income,
                        const struct bo_books_line *equity)
{
    uint32_t n = m->books->n_years;
    m->section = "";
    add_total(m, BO_STATEMENT_EQUITY, "Equity at the beginning", equity->opening);
    add_to(add_line(m, BO_STATEMENT_EQUITY, "net income", false)->amount, net_income, n);
    equity_line(m, "shares given for work", BO_STOCK_COMPENSATION);
    for (int i = 0; i < N_ENTRIES; i++) {
        if (entries[i].category == BO_EQUITY_RAISED)
            raised_lines(m);
        else if (!is_income(&entries[i]) && entries[i].place != NO_FLOW)
            equity_line(m, entries[i].name, entries[i].category);
    }
    add_total(m, BO_STATEMENT_EQUITY, "Equity at the end", equity->closing);
}

/* ---- all ---- */

int bo_books_compute(const struct bo_posting_list *postings, int32_t first_year, uint32_t n_years,
                     struct bo_arena *arena, struct bo_books *out, struct bo_err *err)
{
    *out = (struct bo_books){.first_year = first_year, .n_years = n_years};
    struct maker m = {.books = out,
                      .arena = arena,
                      .net = bo_arena_alloc(arena, n_years, sizeof *m.net),
                      .credit = bo_arena_alloc(arena, n_years, sizeof *m.credit),
                      .section = ""};
    for (uint32_t i = 0; i < postings->n; i++) {
        int rc = read_posting(&m, &postings->posting[i], err);
        if (rc != 0)
            return rc;
    }
    const bo_money *net_income = make_income(&m);
    make_cash(&m, net_income);
    const struct bo_books_line equity = make_balance(&m);
    make_equity(&m, net_income, &equity);
    return 0;
}

const char *bo_statement_name(enum bo_statement statement)
{
    static const char *const name[BO_N_STATEMENTS] = {"income", "cash flow", "balance sheet",
                                                      "equity"};
    return name[statement];
}

const struct bo_books_line *bo_books_find(const struct bo_books *books, enum bo_statement statement,
                                          const char *name)
{
    for (uint32_t i = 0; i < books->n_lines; i++) {
        const struct bo_books_line *line = &books->line[i];
        if (line->statement == statement && strcmp(line->name, name) == 0)
            return line;
    }
    return NULL;
}
