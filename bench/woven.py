"""Candidates of compiled programs that `mendel heal --rungs repair` tries a second, beside the
check run for each: compiled and started anew, as many at once as there are processors.

Each program has two faults in one function, which no single edit mends, so that the search goes on
until its time is over.
"""
import concurrent.futures
import os
import re
import shutil
import subprocess
import time

from measure import ENV, line, repository

CORES = os.cpu_count() or 1
SECONDS = 30
CHECKS = 4 * CORES

C_SOURCE = """int middle(const int *values, int count) {
    int low = 0, high = count, sum = 0;
    while (low < high) {
        sum = sum + values[low] + 1;
        low = low + 1;
    }
    return count > 0 ? sum * count + 1 : 0;
}
"""
C_TEST = """#include <assert.h>
int middle(const int *, int);
int main(void) {
    int values[] = {1, 2, 6, 7};
    assert(middle(values, 0) == 0);
    assert(middle(values, 3) == 5);
    assert(middle(values, 4) == 11);
}
"""
JAVA_SOURCE = """class Numbers {
    static int middle(int[] values) {
        int sum = 0;
        for (int at = 0; at < values.length; at++) {
            sum = sum + values[at] + 1;
        }
        return values.length > 0 ? sum * values.length + 1 : 0;
    }
}
"""
JAVA_TEST = """public class NumbersTest {
    static void check(boolean holds) {
        if (!holds) throw new AssertionError();
    }
    public static void main(String[] words) {
        check(Numbers.middle(new int[] {}) == 0);
        check(Numbers.middle(new int[] {1, 2, 6}) == 5);
        check(Numbers.middle(new int[] {1, 2, 6, 7}) == 11);
    }
}
"""
PROGRAMS = {
    "C": ({"middle.c": C_SOURCE, "test_middle.c": C_TEST}, "gcc -o t *.c && ./t"),
    "C++": ({"middle.cpp": C_SOURCE, "test_middle.cpp": C_TEST}, "g++ -o t *.cpp && ./t"),
    "Java": ({"Numbers.java": JAVA_SOURCE, "NumbersTest.java": JAVA_TEST},
             "javac -d out *.java && java -cp out NumbersTest"),
}


def searched(binary, folder, check):
    """Candidates a second of one search."""
    words = [binary, "heal", "--rungs", "repair", "--time", str(SECONDS), "--explain", "--",
             "bash", "-c", check]
    said = subprocess.run(words, cwd=folder, env=ENV, capture_output=True, text=True).stdout
    tried = re.search(r"(\d+) of \d+ listed edits tried in ([\d.]+) s with the woven", said)
    if not tried:
        raise SystemExit(f"nothing was woven:\n{said}")
    return int(tried[1]) / float(tried[2])


def checked(folder, check, scratch):
    """Checks a second, each in a folder of its own."""
    def one(number):
        own = scratch / f"own-{number}"
        shutil.copytree(folder, own)
        subprocess.run(["bash", "-c", check], cwd=own, capture_output=True)

    begin = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(CORES) as pool:
        list(pool.map(one, range(CHECKS)))
    return CHECKS / (time.perf_counter() - begin)


def woven(binary, scratch):
    for number, (name, (files, check)) in enumerate(PROGRAMS.items()):
        folder = scratch / f"woven-{number}"
        repository(folder / "project", files)
        plain = checked(folder / "project", check, folder)
        fast = searched(binary, folder / "project", check)
        line(f"{name}: candidates woven into one program", fast, "/s", f"{CORES} cores, all included")
        line(f"{name}: the check for each", plain, "/s", f"{fast / plain:.1f} x")
