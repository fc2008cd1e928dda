/*
 * A clock of its own for one process and its children: preloaded (LD_PRELOAD), it answers the C
 * library's questions for the time of day with the kernel's answer, moved as the file named by
 * HOLDFAST_CLOCK says. Every other clock, the monotonic ones above all, stays true.
 *
 * The file is mapped, so a change takes effect with the next question, in every process that has it
 * mapped. It holds 64-bit numbers in the machine's byte order: a generation, and two settings of
 * five numbers each. The generation's last bit says which setting is in force. A writer fills the
 * other one, then raises the generation: no reader ever sees half of a setting, and none waits,
 * also when the writer is killed in between.
 *
 * Nothing here allocates, locks or calls back into what it stands in front of: an allocator that
 * asks for the time while it starts would never end otherwise.
 *
 * What it cannot move: what asks the kernel without the C library (Go), and waits until a moment of
 * the wall clock, which the kernel ends by its own.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/select.h> /* struct timeval; <sys/time.h> would forbid to look whether it is there */
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define SECOND_NS 1000000000LL

_Static_assert(sizeof(time_t) == 8 && sizeof(long) == 8, "the raw calls are those of 64 bits");

/* What is added to the true time. */
struct setting {
    int64_t offset_ns; /* always */
    int64_t rate_ppm;  /* for a million units since base; negative for a clock that is slow */
    int64_t swing_ns;  /* in every second half period since base */
    int64_t half_ns;   /* half a period; 0: no swing */
    int64_t base_ns;   /* a true time */
};

struct clock_file {
    uint64_t generation;
    struct setting setting[2];
};

/* Set before main, and by nobody afterwards; null where there is no file: then time is true. */
static const struct clock_file *file;

__attribute__((constructor)) static void map_file(void) {
    const char *path = getenv("HOLDFAST_CLOCK");
    int fd = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    /* Reading beyond the end of a file that is too short would kill the process. */
    if (lseek(fd, 0, SEEK_END) >= (off_t) sizeof(struct clock_file)) {
        void *mapped = mmap(NULL, sizeof(struct clock_file), PROT_READ, MAP_SHARED, fd, 0);
        file = mapped == MAP_FAILED ? NULL : mapped;
    }
    close(fd);
}

static struct setting current(void) {
    struct setting setting;
    uint64_t generation = __atomic_load_n(&file->generation, __ATOMIC_ACQUIRE);
    for (;;) {
        setting = file->setting[generation & 1];
        __atomic_thread_fence(__ATOMIC_ACQUIRE);
        uint64_t again = __atomic_load_n(&file->generation, __ATOMIC_RELAXED);
        if (again == generation) {
            return setting;
        }
        generation = again;
    }
}

static int64_t shown_ns(int64_t true_ns) {
    struct setting s = current();
    int64_t since_ns = true_ns - s.base_ns;
    /* In microseconds: a month at ten times the speed still fits into 64 bits. */
    int64_t drift_ns = s.rate_ppm == 0 ? 0 : since_ns / 1000 * s.rate_ppm / 1000;
    int is_swung = s.half_ns > 0 && since_ns / s.half_ns % 2 != 0;
    return true_ns + s.offset_ns + drift_ns + (is_swung ? s.swing_ns : 0);
}

static int64_t now_ns(clockid_t clock) {
    struct timespec now = {0, 0};
    syscall(SYS_clock_gettime, clock, &now);
    return shown_ns(now.tv_sec * SECOND_NS + now.tv_nsec);
}

/* Rounds down also before 1970, where the remainder of a division is negative. */
static struct timespec timespec_of(int64_t ns) {
    int64_t rest = ns % SECOND_NS;
    struct timespec result = {ns / SECOND_NS - (rest < 0), rest + (rest < 0 ? SECOND_NS : 0)};
    return result;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int is_moved = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
    if (file == NULL || !is_moved) {
        return (int) syscall(SYS_clock_gettime, clock, now);
    }
    *now = timespec_of(now_ns(clock));
    return 0;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    if (zone != NULL) {
        syscall(SYS_gettimeofday, NULL, zone);
    }
    if (now != NULL) {
        struct timespec precise;
        clock_gettime(CLOCK_REALTIME, &precise);
        now->tv_sec = precise.tv_sec;
        now->tv_usec = precise.tv_nsec / 1000;
    }
    return 0;
}

time_t time(time_t *now) {
    struct timespec precise;
    clock_gettime(CLOCK_REALTIME_COARSE, &precise);
    if (now != NULL) {
        *now = precise.tv_sec;
    }
    return precise.tv_sec;
}

int timespec_get(struct timespec *now, int base) {
    if (base != TIME_UTC) {
        return 0;
    }
    clock_gettime(CLOCK_REALTIME, now);
    return base;
}
