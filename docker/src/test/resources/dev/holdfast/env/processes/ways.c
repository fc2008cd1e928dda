/* Asks for the time in every way that the library stands in front of, and in some that it leaves
   alone, and prints by how many seconds each differs from the kernel's answer. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static double kernel(clockid_t clock) {
    struct timespec now;
    syscall(SYS_clock_gettime, clock, &now);
    return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static void say(const char *way, clockid_t clock, double shown) {
    double off = shown - kernel(clock);
    /* Asking takes its time, and coarse clocks are behind: to the nearest second. */
    printf("%s %lld\n", way, (long long) (off < 0 ? off - 0.5 : off + 0.5));
}

static double library(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

int main(void) {
    struct timeval day;
    struct timespec now;
    time_t seconds;
    say("realtime", CLOCK_REALTIME, library(CLOCK_REALTIME));
    say("coarse", CLOCK_REALTIME, library(CLOCK_REALTIME_COARSE));
    gettimeofday(&day, NULL);
    say("gettimeofday", CLOCK_REALTIME, (double) day.tv_sec + (double) day.tv_usec / 1e6);
    /* Whole seconds: asked in between two looks of the kernel at the same one. */
    time_t before, after;
    do {
        before = (time_t) kernel(CLOCK_REALTIME_COARSE);
        if (time(&seconds) != seconds) {
            return 1;
        }
        after = (time_t) kernel(CLOCK_REALTIME_COARSE);
    } while (before != after);
    printf("time %lld\n", (long long) (seconds - before));
    if (timespec_get(&now, TIME_UTC) != TIME_UTC || timespec_get(&now, 77) != 0) {
        return 1;
    }
    say("timespec_get", CLOCK_REALTIME, (double) now.tv_sec + (double) now.tv_nsec / 1e9);
    say("monotonic", CLOCK_MONOTONIC, library(CLOCK_MONOTONIC));
    say("boottime", CLOCK_BOOTTIME, library(CLOCK_BOOTTIME));
    say("cputime", CLOCK_PROCESS_CPUTIME_ID, library(CLOCK_PROCESS_CPUTIME_ID));
    int result = clock_gettime(12345, &now);
    printf("invalid %d %s\n", result, errno == EINVAL ? "EINVAL" : "another error");
    return 0;
}
