/* Included at the end of a woven C or C++ file. Before main begins, the program is forked once for
 * each variant; what becomes of each is written as a row. MENDEL_VARIANTS says how: the number of
 * variants, the most milliseconds for the program as it is (variant 0), how many times that each of
 * the others may take and how many more, seconds in all, how many at once, and where the rows go. */
#pragma GCC system_header
#ifndef MENDEL_VARIANTS_RUNTIME
#define MENDEL_VARIANTS_RUNTIME

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MENDEL_MOST_AT_ONCE 64

#ifdef __cplusplus
extern "C" {
#else
extern int setenv(const char *, const char *, int);
#endif
/* Weak, so that all woven files of a program share them. */
__attribute__((weak)) int mendel_variant = 0;
__attribute__((weak)) int mendel_variants_begun = 0;
#ifdef __cplusplus
}
#endif

static void mendel_redirect(int descriptor, const char *path, int flags) {
    const int opened = open(path, flags);
    if (opened >= 0) {
        dup2(opened, descriptor);
        close(opened);
    }
}

static void mendel_begin(int variant, long limit) {
    struct itimerval timer;
    char text[16];
    mendel_variant = variant;
    snprintf(text, sizeof text, "%d", variant);
    setenv("MENDEL_VARIANT", text, 1);
    if (lseek(0, 0, SEEK_CUR) >= 0) /* a file: read from where it stands, by itself */
        mendel_redirect(0, "/proc/self/fd/0", O_RDONLY);
    mendel_redirect(1, "/dev/null", O_WRONLY);
    mendel_redirect(2, "/dev/null", O_WRONLY);
    memset(&timer, 0, sizeof timer);
    timer.it_value.tv_sec = limit / 1000;
    timer.it_value.tv_usec = limit % 1000 * 1000 + 1;
    setitimer(ITIMER_REAL, &timer, 0);
}

static char mendel_verdict(int status) {
    if (WIFEXITED(status))
        return WEXITSTATUS(status) == 0 ? 'p' : 'f';
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? 't' : 'f';
}

static void mendel_write_row(const char *path, const char *verdicts, int argc, char **argv) {
    char row[6000];
    size_t length;
    ssize_t written;
    int at;
    const int out = open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);
    if (out < 0)
        return;
    snprintf(row, sizeof row, "mendel-variants:%s", verdicts);
    for (at = 0; at < argc && argv[at]; ++at) {
        length = strlen(row);
        snprintf(row + length, sizeof row - length - 1, " %s", argv[at]);
    }
    for (length = 0; row[length]; ++length)
        if (row[length] == '\n')
            row[length] = ' ';
    row[length++] = '\n';
    written = write(out, row, length);
    (void)written;
    close(out);
}

__attribute__((constructor)) static void mendel_try_variants(int argc, char **argv) {
    const char *plan = getenv("MENDEL_VARIANTS");
    const char *chosen = getenv("MENDEL_VARIANT");
    struct timeval before, after;
    pid_t pids[MENDEL_MOST_AT_ONCE], ended;
    int variants[MENDEL_MOST_AT_ONCE];
    char path[1024], verdicts[4100];
    int count, times, at_once, slot, status, next = 1, running = 0;
    long first, slack, seconds, limit;
    time_t started;
    if (mendel_variants_begun)
        return;
    mendel_variants_begun = 1;
    if (chosen) {
        mendel_variant = atoi(chosen);
        return;
    }
    if (!plan || sscanf(plan, "%d %ld %d %ld %ld %d %1023[^\n]", &count, &first, &times, &slack,
                        &seconds, &at_once, path) != 7)
        return;
    if (count < 1 || count > 4096)
        return;
    if (at_once > MENDEL_MOST_AT_ONCE)
        at_once = MENDEL_MOST_AT_ONCE;
    memset(verdicts, '-', (size_t)count + 1);
    verdicts[count + 1] = 0;
    started = time(0);

    gettimeofday(&before, 0);
    pids[0] = fork();
    if (pids[0] == 0) {
        mendel_begin(0, first);
        return;
    }
    if (pids[0] < 0 || waitpid(pids[0], &status, 0) != pids[0])
        return;
    gettimeofday(&after, 0);
    verdicts[0] = mendel_verdict(status);
    limit = (after.tv_sec - before.tv_sec) * 1000 + (after.tv_usec - before.tv_usec) / 1000;
    limit = verdicts[0] == 't' ? first : limit * times + slack;

    for (slot = 0; slot < at_once; ++slot)
        pids[slot] = 0;
    for (;;) {
        for (slot = 0; slot < at_once; ++slot) {
            if (pids[slot] > 0 || next > count || time(0) - started >= seconds)
                continue;
            pids[slot] = fork();
            if (pids[slot] == 0) {
                mendel_begin(next, limit);
                return;
            }
            variants[slot] = next++;
            running += pids[slot] > 0;
        }
        if (running == 0)
            break;
        ended = waitpid(-1, &status, 0);
        if (ended < 0)
            break;
        for (slot = 0; slot < at_once; ++slot)
            if (pids[slot] == ended) {
                verdicts[variants[slot]] = mendel_verdict(status);
                pids[slot] = 0;
                --running;
            }
    }
    setenv("MENDEL_VARIANT", "0", 1);
    mendel_write_row(path, verdicts, argc, argv);
}

#endif
