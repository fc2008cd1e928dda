/* Looks at the clock a million times and counts what is neither 1000 nor 5000 seconds ahead,
   which the test sets in turn. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int main(void) {
    long torn = 0;
    long looks = 1000000;
    for (long i = 0; i < looks; i++) {
        struct timespec shown, now;
        clock_gettime(CLOCK_REALTIME, &shown);
        syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
        long ahead = (long) (shown.tv_sec - now.tv_sec);
        int is_one = ahead >= 995 && ahead <= 1001;
        int is_other = ahead >= 4995 && ahead <= 5060;
        torn += !is_one && !is_other;
    }
    printf("torn %ld of %ld\n", torn, looks);
    return 0;
}
