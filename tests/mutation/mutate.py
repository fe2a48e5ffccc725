"""Are the unit tests of the modules that must not be wrong strict? One operator, constant or branch is changed at a time.

Usage: mutate.py SOURCES BUILD [SAMPLE [MODULE...]]

Of each module SAMPLE mutants (0: all) are taken, evenly over all that are possible. A mutant is compiled into an object
that is linked before the library which holds the original, and the module's unit tests are run: it is killed when one
fails, hangs or crashes. Each survivor is printed; the exit code is 1 when less than nine in ten are killed. Text within
comments, literals, assert() and preprocessor lines is left alone. What does not compile is not counted.
"""
import concurrent.futures
import json
import os
import re
import resource
import shlex
import signal
import subprocess
import sys
import tempfile

KILLED_LEAST = 90.0
CPU_SECONDS, SLEEP_SECONDS = 20, 600
# What needs more than sim/base links with one test only.
TESTS_OF = {"sim/sample/": ["test_sample"]}
MODULES = {
    "judge": (["sim/model/judge.c"], ["test_regime", "test_worked_examples", "test_way_out", "test_docket", "test_near_miss",
                                        "test_condition"]),
    "ledger": (["sim/model/ledger.c", "sim/model/ledger_entry.c"], ["test_ledger", "test_statements"]),
    "random": (["sim/base/rng.c", "sim/base/dist.c", "sim/base/sobol.c", "sim/sample/sample.c", "sim/sample/copula.c"],
               ["test_sample", "test_rng", "test_dist", "test_sobol"]),
    "statistics": (["analysis/stats/stats.c", "analysis/stats/interval.c", "analysis/stats/bootstrap.c"],
                   ["test_stats", "test_interval"]),
    "guard": (["sim/scenario/scan.c", "sim/scenario/lexer.c"], ["test_scan", "test_scenario_read"]),
}
OPERATORS = {"<": ["<="], "<=": ["<"], ">": [">="], ">=": [">"], "==": ["!="], "!=": ["=="], "&&": ["||"], "||": ["&&"],
             "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"], "++": ["--"], "--": ["++"], "+=": ["-="],
             "-=": ["+="], "*=": ["/="], "/=": ["*="], "<<": [">>"], ">>": ["<<"], "&": ["|"], "|": ["&"], "^": ["&"]}
TOKEN = re.compile(r"<<=|>>=|->|\+\+|--|&&|\|\||<<|>>|[-+*/%<>=!&|^]=|[-+*/%<>=!&|^?:~]|0[xX][0-9a-fA-F]+[uUlL]*"
                   r"|\d+\.?\d*(?:[eE][-+]?\d+)?[uUlLfF]*|\w+|[(){}\[\],;.]")


def blanked(text):
    """The text with comments, literals, assert() and preprocessor lines made blank, length kept."""
    def blank(found):
        return re.sub(r"[^\n]", " ", found.group(0))
    text = re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)
    text = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", blank, text, flags=re.M)
    return re.sub(r"\bassert\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\);", blank, text)


def condition_end(text, at):
    depth = 0
    for i in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        if depth == 0:
            return i
    return len(text)


def in_functions(text):
    """Where bodies of functions are: between braces that begin a line and those that end one."""
    spans, start = [], None
    for found in re.finditer(r"^[{}]", text, flags=re.M):
        if found.group(0) == "{":
            start = found.start()
        elif start is not None:
            spans.append((start, found.start()))
            start = None
    return spans


def constant(word):
    number = re.match(r"0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][-+]?\d+)?", word).group(0)
    rest = word[len(number):]
    if re.fullmatch(r"\d+", number):
        return [str(int(number) + 1) + rest]
    if number.lower().startswith("0x"):
        return [hex(int(number, 16) + 1) + rest]
    return [repr(float(number) + 1.0) + rest]


def mutants(text):
    """(begin, end, replacement) of each."""
    plain = blanked(text)
    found = []
    for first, last in in_functions(plain):
        before = ""
        for token in TOKEN.finditer(plain, first, last):
            word, begin, end = token.group(0), token.start(), token.end()
            binary = re.match(r"[\w)\]]", before[-1:]) is not None
            spaced = plain[begin - 1] == " " and plain[end:end + 1] in (" ", "\n")
            if word in OPERATORS and (word in ("++", "--") or binary and spaced and before not in ("return", "case")):
                found += [(begin, end, other) for other in OPERATORS[word]]
            elif re.match(r"\d", word):
                found += [(begin, end, other) for other in constant(word)]
            elif word in ("true", "false"):
                found.append((begin, end, "false" if word == "true" else "true"))
            elif word in ("if", "while"):
                open_ = plain.index("(", end)
                close = condition_end(plain, open_)
                found.append((open_, close + 1, "(!" + text[open_:close + 1] + ")"))
            before = word
        # A statement that is a call or an assignment, left out.
        for found_ in re.finditer(r"^[ \t]+(?!return|break|continue|goto|case|default|const|static|struct|enum|double|bool"
                                  r"|u?int\w*|size_t|char|for|if|while|switch|else|do|bo_money)([\w*(][^;{}]*[(=][^;{}]*;)$",
                                  plain[first:last], flags=re.M):
            found.append((first + found_.start(1), first + found_.end(1), ";"))
    return found


def commands(build):
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as text:
        return {entry["file"]: (entry["command"], entry["directory"]) for entry in json.load(text)}


def link_command(build, test):
    out = subprocess.run(["ninja", "-C", build, "-t", "commands", "tests/" + test], check=True, capture_output=True,
                         text=True).stdout
    line = out.strip().splitlines()[-1]
    return re.sub(r"^: && (.*) && :$", r"\1", line)


def limit():
    """What hangs ends: counted in seconds of CPU, as a loaded machine must not kill a mutant; what sleeps has longer."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    signal.alarm(SLEEP_SECONDS)


class Module:
    def __init__(self, sources, build, name):
        self.files, self.tests = MODULES[name]
        self.sources, self.build = sources, build
        self.links = {test: link_command(build, test) for test in self.tests}
        self.compile = commands(build)

    def all(self):
        for file in self.files:
            with open(os.path.join(self.sources, file), encoding="utf-8") as text:
                content = text.read()
            for mutant in mutants(content):
                yield file, content, mutant

    def try_one(self, file, content, mutant):
        """'killed', 'survived', or None for what does not compile."""
        begin, end, other = mutant
        command, folder = self.compile[os.path.join(self.sources, file)]
        with tempfile.TemporaryDirectory() as here:
            source, obj = os.path.join(here, os.path.basename(file)), os.path.join(here, "mutant.o")
            with open(source, "w", encoding="utf-8") as out:
                out.write(content[:begin] + other + content[end:])
            words = [w for w in shlex.split(command) if w not in ("-Werror", "-O2", "-O3", "-g") and "ccache" not in w]
            words[words.index("-o") + 1] = obj
            words[words.index("-c") + 1] = source
            words += ["-O1", "-w", "-iquote", os.path.dirname(os.path.join(self.sources, file))]
            if subprocess.run(words, cwd=folder, capture_output=True, check=False).returncode != 0:
                return None
            for test in next((tests for folder, tests in TESTS_OF.items() if file.startswith(folder)), self.tests):
                if not self.passes(test, obj, here):
                    return "killed"
        return "survived"

    def passes(self, test, obj, here):
        program = os.path.join(here, test)
        words = [w for w in shlex.split(self.links[test]) if "ccache" not in w]
        words[words.index("-o") + 1] = program
        words.insert(words.index("-o"), obj)
        linked = subprocess.run(words, cwd=self.build, capture_output=True, text=True, check=False)
        if linked.returncode != 0:
            raise RuntimeError("cannot link %s: %s" % (test, linked.stderr[-2000:]))
        environment = dict(os.environ, BUILDOUT_SOURCE=self.sources, BUILDOUT_PROGRAM=self.build + "/bin/buildout")
        environment.pop("BUILDOUT_VERIFY", None)
        with subprocess.Popen([program], cwd=self.sources, env=environment, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, errors="replace", preexec_fn=limit) as running:
            for line in running.stderr:
                if "[  FAILED  ]" in line:  # one is enough
                    running.kill()
                    return False
        return running.returncode == 0


def main():
    sources, build = os.path.realpath(sys.argv[1]), os.path.realpath(sys.argv[2])
    sample = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    holds = True
    for name in sys.argv[4:] or MODULES:
        module = Module(sources, build, name)
        every = list(module.all())
        step = len(every) / sample if 0 < sample < len(every) else 1.0
        picked = [every[int(i * step)] for i in range(sample if step > 1.0 else len(every))]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda m: module.try_one(*m), picked))
        killed, survived = results.count("killed"), results.count("survived")
        share = 100.0 * killed / (killed + survived) if killed + survived else 0.0
        print("%-12s %5d of %d possible, %d killed, %d survived: %.1f %%"
              % (name, killed + survived, len(every), killed, survived, share), flush=True)
        for (file, content, (begin, end, other)), result in zip(picked, results):
            if result == "survived":
                line = content.count("\n", 0, begin) + 1
                print("    %s:%d: %s -> %s    %s" % (file, line, " ".join(content[begin:end].split())[:50],
                                                     " ".join(other.split())[:50],
                                                     content.splitlines()[line - 1].strip()[:70]))
        holds = holds and share >= KILLED_LEAST
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
