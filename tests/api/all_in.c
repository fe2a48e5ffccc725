/* all_in - a program of somebody else's that uses the library: what does all-in change for one company?
 *
 *     cc all_in.c $(pkg-config --cflags --libs buildout) -o all_in
 *     ./all_in scenarios/baseline.cfg Baidu
 */
#include <stdio.h>
#include <stdlib.h>

#include <buildout/buildout.h>

static void stop(struct bo_simulation *simulation, int code)
{
    fprintf(stderr, "%s\n", bo_simulation_error(simulation));
    bo_simulation_free(simulation);
    exit(code);
}

static void tell(struct bo_simulation *simulation, const char *what, const char *company)
{
    int year, month;
    uint32_t n = bo_simulation_n_months(simulation);
    const double *capex = bo_simulation_series(simulation, company, "", "Capex");
    bo_simulation_first_month(simulation, &year, &month);
    printf("%s: %u months from %04d-%02d, npv %.12g", what, (unsigned)n, year, month,
           bo_simulation_outcome(simulation, company, "npv"));
    if (capex)
        printf(", capex at last %.12g %s", capex[n - 1], bo_simulation_unit(simulation, "Capex"));
    printf("\n");
}

int main(int argc, char *argv[])
{
    char set[256];
    if (argc != 3)
        return 2;
    struct bo_simulation *simulation = bo_simulation_create();
    if (!simulation)
        return 3;
    int code = bo_simulation_load(simulation, argv[1]);
    if (!code)
        code = bo_simulation_run(simulation, 1, 0);
    if (code)
        stop(simulation, code);
    tell(simulation, "as it is", argv[2]);
    snprintf(set, sizeof set, "companies.%s.strategy=all_in", argv[2]);
    code = bo_simulation_set(simulation, set);
    if (!code)
        code = bo_simulation_run(simulation, 1, 0);
    if (code)
        stop(simulation, code);
    tell(simulation, "all in", argv[2]);
    bo_simulation_free(simulation);
    return 0;
}
