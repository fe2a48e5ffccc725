# What the compiler cannot see of the rules of the house: who may use whom, which calls would make results depend on
# the machine, and how long files and functions are. Prints "file:line: what" for each violation; code 1 if any.
# Reads the sources it is given by paths relative to the top of the tree.

# allow(folder, the folders it may use besides itself and base); the order of architecture's list of arrows.
function allow(folder, list,    n, i, word)
{
    known[folder] = 1
    n = split("base " list, word, " ")
    for (i = 1; i <= n; i++)
        arrow[folder, word[i]] = 1
}

# only(folders, headers): headers that start like this belong to these folders (or files) alone.
function only(places, headers,    n, i, word)
{
    n = split(headers, word, " ")
    for (i = 1; i <= n; i++)
        owner[word[i]] = " " places " "
}

# forbid(calls, places where they are fine, why)
function forbid(calls, places, why,    n, i, word)
{
    n = split(calls, word, " ")
    for (i = 1; i <= n; i++) {
        forbidden[word[i]] = why
        fine[word[i]] = " " places " "
    }
}

BEGIN {
    allow("base", "")
    allow("policy", "")
    allow("model", "")
    allow("kernel", "")
    allow("scenario", "model policy")
    allow("sample", "model")
    allow("events", "model kernel")
    allow("store", "")
    allow("run", "scenario sample events store model kernel policy")
    allow("experiment", "run store stats")
    allow("stats", "")
    allow("compare", "")
    allow("game", "")
    allow("sensitivity", "")
    allow("discover", "")
    allow("backtest", "")
    allow("calibrate", "")
    allow("report", "store stats")
    allow("web", "")
    allow("api", "model policy scenario run")
    allow("cli", "policy model kernel scenario sample events store run experiment stats compare game " \
                 "sensitivity discover backtest calibrate report web")
    allow("mpi", "cli")

    only("kernel", "simgrid/ smpi/ xbt/ xbt.h")
    only("scenario", "libconfig.h libconfig.h++")
    only("policy", "lua.h lauxlib.h lualib.h lua.hpp")
    only("store", "sqlite3.h netcdf.h")
    only("mpi", "mpi.h")
    only("web", "microhttpd.h")
    only("base stats game discover calibrate", "gsl/")
    only("base", "nettle/ Random123/")
    only("sim/base/decimal.c", "locale.h")

    forbid("exp exp2 exp10 expm1 log log2 log10 log1p pow cbrt hypot sin cos tan asin acos atan atan2 sinh cosh " \
           "tanh asinh acosh atanh erf erfc lgamma tgamma expf logf powf expl logl powl tanhf tanhl exp2f log2f " \
           "log10f log1pf expm1f", "sim/base/num.c",
           "compilers fold it differently: use base/num.h")
    forbid("rand srand rand_r random srandom drand48 erand48 lrand48 mrand48 arc4random", "",
           "a draw is a pure function of its key: use base/rng.h")
    forbid("getrandom", "web", "a draw is a pure function of its key: use base/rng.h; only a secret is not")
    forbid("time gettimeofday ctime asctime localtime localtime_r gmtime gmtime_r mktime timegm strftime strptime " \
           "tzset", "", "results know no clock and no time zone: use base/calendar.h")
    forbid("clock clock_gettime", "kernel run experiment cli web", "results know no clock")
    forbid("setlocale uselocale strtod strtof strtold atof strcoll strxfrm isalnum isalpha iscntrl isgraph islower " \
           "isprint ispunct isspace isupper tolower toupper strcasecmp strncasecmp localeconv", "sim/base/decimal.c",
           "it depends on the locale: use base/num.h")
    forbid("getenv secure_getenv", "cli", "only the command line knows the environment")
    forbid("chdir fchdir", "", "never depend on the working directory")
    forbid("exit quick_exit", "cli", "nothing but cli exits")
    forbid("strtok atoi atol atoll strcpy strcat gets", "", "it has no bound or cannot say that it failed")
    MOST_FILE_LINES = 600
    MOST_FUNCTION_LINES = 80
}

function complain(what)
{
    printf "%s:%d: %s\n", FILENAME, FNR, what
    n_complaints++
}

function folder_of(path,    part, n)
{
    n = split(path, part, "/")
    if (path == "include/buildout/buildout.h")
        return "api"
    if (part[1] == "include")
        return n > 3 ? part[3] : ""
    if (part[1] == "sim" || part[1] == "analysis")
        return n > 2 ? part[2] : ""
    return "tests"
}

function open_file()
{
    folder = folder_of(FILENAME)
    in_comment = 0
    function_start = 0
    if (folder != "tests" && !(folder in known))
        complain("this folder is not in the list of arrows of tests/cli/layers.awk")
}

# The line without comments and, unless keep_texts, with every text and character literal emptied.
function code_of(line, keep_texts,    out, at, token, end)
{
    out = ""
    while (line != "") {
        if (in_comment) {
            at = index(line, "*/")
            if (!at)
                return out
            line = substr(line, at + 2)
            in_comment = 0
            continue
        }
        if (!match(line, /\/\*|\/\/|"(\\.|[^"\\])*"|'(\\.|[^'\\])*'/))
            return out line
        token = substr(line, RSTART, RLENGTH)
        out = out substr(line, 1, RSTART - 1)
        end = RSTART + RLENGTH
        if (token == "//")
            return out
        if (token == "/*")
            in_comment = 1
        else
            out = out (keep_texts ? token : "\"\"")
        line = substr(line, end)
    }
    return out
}

function check_arrow(header,    part, n)
{
    n = split(header, part, "/")
    if (part[1] != "buildout") {
        if (n > 1)
            complain("includes \"" header "\": only public headers of other folders may be used")
        return
    }
    if (header == "buildout/buildout.h") {
        if (folder != "api")
            complain("includes \"" header "\", which is for programs of others")
    } else if (n != 3)
        complain("includes \"" header "\", which is in no folder")
    else if (part[2] != folder && !((folder, part[2]) in arrow))
        complain(folder " may not use " part[2] " (" header ")")
}

function check_system_header(header,    start)
{
    for (start in owner) {
        if (index(header, start) != 1 || (start !~ /\/$/ && header != start))
            continue
        if (!index(owner[start], " " folder " ") && !index(owner[start], " " FILENAME " "))
            complain("<" header "> belongs to" owner[start] "alone")
    }
}

function check_include(line,    header)
{
    if (match(line, /"[^"]*"/)) {
        header = substr(line, RSTART + 1, RLENGTH - 2)
        check_arrow(header)
    } else if (match(line, /<[^>]*>/)) {
        header = substr(line, RSTART + 1, RLENGTH - 2)
        check_system_header(header)
    }
}

function check_calls(line,    before, name)
{
    while (match(line, /[A-Za-z_][A-Za-z0-9_]*[ \t]*\(/)) {
        before = RSTART > 1 ? substr(line, RSTART - 1, 1) : " "
        name = substr(line, RSTART, RLENGTH - 1)
        sub(/[ \t]+$/, "", name)
        if (name in forbidden && before != "." && before != ">" &&
            !index(fine[name], " " folder " ") && !index(fine[name], " " FILENAME " "))
            complain("calls " name ": " forbidden[name])
        line = substr(line, RSTART + RLENGTH)
    }
}

# In our layout a function's braces stand alone in the first column.
function check_length()
{
    if (FNR == MOST_FILE_LINES + 1)
        complain("the file has more than " MOST_FILE_LINES " lines")
    if ($0 == "{") {
        function_start = FNR
    } else if (/^}/ && function_start) {
        if (FNR - function_start + 1 > MOST_FUNCTION_LINES)
            complain("the function has " FNR - function_start + 1 " lines, more than " MOST_FUNCTION_LINES)
        function_start = 0
    }
}

FNR == 1 { open_file() }

{
    check_length()
    if (folder == "tests")
        next
    is_include = /^[ \t]*#[ \t]*include/
    code = code_of($0, is_include)
    if (is_include)
        check_include(code)
    else
        check_calls(code)
}

END { exit n_complaints > 0 }
