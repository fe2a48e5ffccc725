#!/bin/sh
# The sources keep to the rules of layers.awk; and the checker sees what it should, tried on violations planted here.
set -u
checker=$BUILDOUT_SOURCE/tests/cli/layers.awk
planted=$(mktemp -d) || exit 1
trap 'rm -rf "$planted"' EXIT

check_tree() { # in the current folder
    LC_ALL=C find sim analysis include tests -type f \( -name '*.[ch]' -o -name '*.cpp' \) 2>/dev/null |
        LC_ALL=C sort | LC_ALL=C xargs awk -f "$checker"
}

# plant path what-is-expected; the source is read from stdin. The checker must say exactly "path:what" about it.
plant() {
    rm -rf "$planted/tree"
    mkdir -p "$planted/tree/$(dirname "$1")"
    cat >"$planted/tree/$1"
    said=$(cd "$planted/tree" && check_tree)
    wanted=${2:+$1:$2}
    [ "$said" = "$wanted" ] && return
    printf 'FAILED on planted %s\n  said:   %s\n  wanted: %s\n' "$1" "$said" "$wanted" |
        tee -a "$planted/failures" # a file, for plant may be the end of a pipe
}

lines() { # n text
    awk -v n="$1" -v text="$2" 'BEGIN { while (n-- > 0) print text }'
}

plant sim/model/a.c '1: model may not use kernel (buildout/kernel/kernel.h)' <<'END'
#include "buildout/kernel/kernel.h"
END
plant include/buildout/store/a.h '2: store may not use model (buildout/model/world.h)' <<'END'
/* #include "buildout/run/run.h" */
  #  include "buildout/model/world.h" /* why */
END
plant analysis/report/a.c '1: report may not use run (buildout/run/run.h)' <<'END'
#include "buildout/run/run.h"
END
plant sim/model/a.c '1: includes "../run/inner.h": only public headers of other folders may be used' <<'END'
#include "../run/inner.h"
END
plant sim/model/a.c '1: includes "buildout/loose.h", which is in no folder' <<'END'
#include "buildout/loose.h"
END
plant sim/extra/a.c '1: this folder is not in the list of arrows of tests/cli/layers.awk' <<'END'
int x;
END
plant sim/run/a.c '' <<'END'
#include <stdio.h>
#include "inner.h"
#include "buildout/base/err.h"
#include "buildout/kernel/kernel.h"
#include "buildout/run/run.h"
END
plant sim/cli/a.c '' <<'END'
#include "buildout/web/web.h"
END
plant sim/run/a.cpp '1: <simgrid/s4u.hpp> belongs to kernel alone' <<'END'
#include <simgrid/s4u.hpp>
END
plant sim/run/a.c '1: <libconfig.h> belongs to scenario alone' <<'END'
#include <libconfig.h>
END
plant sim/scenario/a.c '1: <lua.h> belongs to policy alone' <<'END'
#include <lua.h>
END
plant sim/experiment/a.c '1: <sqlite3.h> belongs to store alone' <<'END'
#include <sqlite3.h>
END
plant sim/base/text.c '1: <locale.h> belongs to sim/base/decimal.c alone' <<'END'
#include <locale.h>
END
plant sim/base/decimal.c '' <<'END'
#include <locale.h>
END
plant sim/base/dist.c '3: calls exp: compilers fold it differently: use base/num.h' <<'END'
double f(double x)
{
    return 1 + exp(x);
}
END
plant sim/base/num.c '' <<'END'
    return pow (x, y);
END
plant sim/model/a.c '1: calls pow: compilers fold it differently: use base/num.h' <<'END'
    return pow (x, y);
END
plant sim/model/a.c '' <<'END'
    /* exp(x) is not called, nor is
     * log(x) here */
    text = "say \"log(x)\" and 'pow(x)'"; // time(NULL)
    y = bo_exp(x) + ops->log(x) + ops.time(x) + sqrt(x) + (exponent) + '"';
    z = '\'';
END
plant sim/model/a.c '2: calls rand: a draw is a pure function of its key: use base/rng.h' <<'END'
    /* a comment ends */
    x = '"' + rand();
END
plant sim/model/a.c '1: calls time: results know no clock and no time zone: use base/calendar.h' <<'END'
    now = "/*" + time(NULL);
END
plant sim/scenario/a.c '1: calls strtod: it depends on the locale: use base/num.h' <<'END'
    x = strtod(text, &end);
END
plant sim/run/a.c '1: calls exit: nothing but cli exits' <<'END'
    exit(1);
END
lines 600 'int x;' | plant sim/model/a.c ''
lines 601 'int x;' | plant sim/model/a.c '601: the file has more than 600 lines'
lines 601 'int x;' | plant tests/unit/test_a.c '601: the file has more than 600 lines'
{ echo '{' && lines 78 '    x++;' && echo '}'; } | plant sim/model/a.c ''
{ echo '{' && lines 79 '    x++;' && echo '}'; } |
    plant sim/model/a.c '81: the function has 81 lines, more than 80'
{ echo 'struct a {' && lines 90 '    int x;' && echo '};'; } | plant sim/model/a.c ''

# The tree itself.
cd "$BUILDOUT_SOURCE" || exit 1
check_tree || exit 1
[ ! -s "$planted/failures" ]
