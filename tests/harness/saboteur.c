/* Stands between a program and its disk (LD_PRELOAD): from the n-th writing call on, the process dies or the calls fail.
   What goes to the standard streams is not counted. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>

static long counted = 0, limit = -1;
static int failure = 0, torn = 0;

void sabotage(long n, int error, int tears) { counted = 0; limit = n; failure = error; torn = tears; }
long calls(void) { return counted; }

/* 0: go on. 1: fail. Does not return when the process dies. */
static int step(void) {
    if (limit < 0) return 0;
    if (counted++ < limit) return 0;
    if (!failure) { kill(getpid(), SIGKILL); for (;;) pause(); }
    errno = failure;
    return 1;
}
static int is_last(void) { return limit >= 0 && torn && !failure && counted == limit; }

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (fd > 2) { if (is_last()) real(fd, data, size / 2); if (step()) return -1; }
    return real(fd, data, size);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    if (is_last()) real(fd, data, size / 2, at);
    return step() ? -1 : real(fd, data, size, at);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    if (is_last()) real(fd, data, size / 2, at);
    return step() ? -1 : real(fd, data, size, at);
}
int fsync(int fd) { REAL(int, "fsync", int); return step() ? -1 : real(fd); }
int fdatasync(int fd) { REAL(int, "fdatasync", int); return step() ? -1 : real(fd); }
int ftruncate(int fd, off_t size) { REAL(int, "ftruncate", int, off_t); return step() ? -1 : real(fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(int, "ftruncate64", int, off64_t); return step() ? -1 : real(fd, size); }
int rename(const char *a, const char *b) { REAL(int, "rename", const char *, const char *); return step() ? -1 : real(a, b); }
int renameat(int d, const char *a, int e, const char *b) {
    REAL(int, "renameat", int, const char *, int, const char *);
    return step() ? -1 : real(d, a, e, b);
}
int link(const char *a, const char *b) { REAL(int, "link", const char *, const char *); return step() ? -1 : real(a, b); }
int unlink(const char *a) { REAL(int, "unlink", const char *); return step() ? -1 : real(a); }
int unlinkat(int d, const char *a, int f) { REAL(int, "unlinkat", int, const char *, int); return step() ? -1 : real(d, a, f); }
int rmdir(const char *a) { REAL(int, "rmdir", const char *); return step() ? -1 : real(a); }
int mkdir(const char *a, mode_t m) { REAL(int, "mkdir", const char *, mode_t); return step() ? -1 : real(a, m); }
int mkdirat(int d, const char *a, mode_t m) { REAL(int, "mkdirat", int, const char *, mode_t); return step() ? -1 : real(d, a, m); }
