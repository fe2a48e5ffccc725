#include "buildout/model/chip.h"

#include <math.h>

#include "buildout/base/num.h"

const struct bo_chip_quantity_info bo_chip_quantities[BO_N_CHIP_QUANTITIES] = {
    [BO_CHIP_TPP] = {"tpp", "TPP", "TPP"},
    [BO_CHIP_PERFORMANCE_DENSITY] = {"performance_density", "TPP/mm2", "performance density"},
    [BO_CHIP_INTERCONNECT] = {"interconnect", "GB/s", "interconnect"},
    [BO_CHIP_MEMORY_BANDWIDTH] = {"memory_bandwidth", "GB/s", "memory bandwidth"},
    [BO_CHIP_TOTAL_BANDWIDTH] = {"total_bandwidth", "GB/s", "total bandwidth"},
};

double bo_chip_quantity(const struct bo_chip *chip, enum bo_chip_quantity quantity)
{
    switch (quantity) {
    case BO_CHIP_TPP:
        return chip->tpp;
    case BO_CHIP_PERFORMANCE_DENSITY:
        return isnan(chip->performance_density) ? chip->tpp / chip->die_area_mm2
                                                : chip->performance_density;
    case BO_CHIP_INTERCONNECT:
        return chip->interconnect_gb_per_s;
    case BO_CHIP_MEMORY_BANDWIDTH:
        return chip->memory_bandwidth_gb_per_s;
    case BO_CHIP_TOTAL_BANDWIDTH:
        return chip->interconnect_gb_per_s + chip->memory_bandwidth_gb_per_s;
    case BO_N_CHIP_QUANTITIES:
        break;
    }
    return BO_NAN;
}

bool bo_chip_is_sold(const struct bo_chip *chip, int32_t day)
{
    return day >= chip->launch_day && day < chip->end_of_sale_day;
}
