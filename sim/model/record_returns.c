/* What a purchase of today would earn, as a board would work it out. */
#include <math.h>

#include "buildout/base/calendar.h"
#include "buildout/model/ai.h"
#include "buildout/model/record.h"
#include "buildout/model/returns.h"
#include "record_chips.h"

#define HOURS_PER_YEAR (BO_DAYS_PER_YEAR * BO_HOURS_PER_DAY)

void bo_record_returns(struct bo_world *world)
{
    (void)world;
}
