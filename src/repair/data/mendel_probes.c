/* Included at the end of a C or C++ file with probes. MENDEL_PROBES, the number of probes and a path,
 * has what each unit of the tests runs counted in the file PATH.PID of 32-bit words: the number of
 * the unit, how the program ended (0 by a signal, 1 well or unknown, 2 not well), whether the unit
 * fails; then for each probe the units that ran it and pass, those that ran it and fail, and the
 * last one that ran it. */
#pragma GCC system_header
#ifndef MENDEL_PROBES_RUNTIME
#define MENDEL_PROBES_RUNTIME

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef __cplusplus
extern "C" {
#else
extern int ftruncate(int, off_t);
#endif
#ifdef __GLIBC__
extern int on_exit(void (*)(int, void *), void *);
#endif
/* Weak, so that all files of a program share them. */
__attribute__((weak)) unsigned *mendel_probes = 0;

__attribute__((weak)) void mendel_here(int probe) {
    unsigned *counts;
    if (!mendel_probes)
        return;
    counts = mendel_probes + 3 + 3 * probe;
    if (counts[2] == mendel_probes[0])
        return;
    counts[2] = mendel_probes[0];
    ++counts[mendel_probes[2] ? 1 : 0];
}

__attribute__((weak)) void mendel_unit(int fails) {
    if (!mendel_probes)
        return;
    ++mendel_probes[0];
    mendel_probes[2] = (unsigned)fails;
}
#ifdef __cplusplus
}
#endif

static void mendel_ended(int status, void *unused) {
    (void)unused;
    mendel_probes[1] = status == 0 ? 1 : 2;
}

__attribute__((constructor)) static void mendel_count(void) {
    const char *plan = getenv("MENDEL_PROBES");
    char path[1100];
    long count;
    int at, file;
    void *memory;
    if (mendel_probes || !plan || sscanf(plan, "%ld %n", &count, &at) != 1)
        return;
    snprintf(path, sizeof path, "%s.%ld", plan + at, (long)getpid());
    file = open(path, O_RDWR | O_CREAT, 0666);
    if (file < 0 || ftruncate(file, (off_t)(12 * (count + 1))) != 0)
        return;
    memory = mmap(0, (size_t)(12 * (count + 1)), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (memory == MAP_FAILED)
        return;
    mendel_probes = (unsigned *)memory;
    mendel_probes[0] = 1;
#ifdef __GLIBC__
    on_exit(mendel_ended, 0);
#else
    (void)mendel_ended;
#endif
}

#endif
