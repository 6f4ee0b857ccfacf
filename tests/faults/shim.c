/* A fault between a program and its disk: fails, tears or kills at the Nth change of anything under one folder, and keeps a log.
 *
 * Laid before the C library with LD_PRELOAD and told what to do through the functions at the end (tests/faults/shim.py calls
 * them). Changes that count: write, pwrite, writev, sendfile, copy_file_range, ftruncate, fsync, fdatasync, rename, unlink, link,
 * mkdir, and an open that creates or empties. Reading is never disturbed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum mode { NO_SPACE = 1, BROKEN, SHORT, KILL, KILL_TORN };
enum { FILES = 65536, GO_ON = 0, REFUSE = 1, HALF = 2 };

static char folder[PATH_MAX];
static size_t folder_length;
static long handle_of[FILES]; /* 0: not under the folder; else a number of its own for every open */
static long handles, calls, at;
static int mode, lasting, log_file = -1;
static pthread_mutex_t guard = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

#define REAL(name, type, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int is_under(int at_folder, const char *path, char *whole) {
    if (!folder_length || !path) return 0;
    if (path[0] == '/') {
        snprintf(whole, PATH_MAX, "%s", path);
    } else {
        char base[PATH_MAX / 2], link[64];
        ssize_t length;
        if (at_folder == AT_FDCWD) {
            if (!getcwd(base, sizeof base)) return 0;
        } else {
            snprintf(link, sizeof link, "/proc/self/fd/%d", at_folder);
            if ((length = readlink(link, base, sizeof base - 1)) < 0) return 0;
            base[length] = 0;
        }
        if (snprintf(whole, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return 0;
    }
    return !strncmp(whole, folder, folder_length) && (whole[folder_length] == '/' || !whole[folder_length]);
}

static long handle(int file) { return folder_length && file >= 0 && file < FILES ? handle_of[file] : 0; }

/* One record: kind, handle, offset or length, then two texts and the bytes, each with its length before it. */
static void note(char kind, long which, long number, const char *one, const char *two, const void *bytes, size_t length) {
    if (log_file < 0) return;
    struct { int64_t kind, handle, number, one, two, bytes; } head = {
        kind, which, number, one ? (int64_t)strlen(one) : 0, two ? (int64_t)strlen(two) : 0, (int64_t)length};
    struct iovec parts[4] = {
        {&head, sizeof head}, {(void *)one, (size_t)head.one}, {(void *)two, (size_t)head.two}, {(void *)bytes, length}};
    if (syscall(SYS_writev, log_file, parts, 4) < 0) abort();
}

/* Count a change and say what becomes of it; does not come back where it kills. */
static int verdict(int is_write) {
    long call = ++calls;
    if (!at || call < at || (call > at && !lasting && mode != SHORT)) return GO_ON;
    switch (mode) {
    case NO_SPACE:
        errno = ENOSPC;
        return REFUSE;
    case BROKEN:
        errno = EIO;
        return REFUSE;
    case SHORT:
        if (call == at && is_write) return HALF;
        if (call > at + 1 && !lasting) return GO_ON;
        if (call == at + 1 && !lasting && !is_write) return GO_ON;
        errno = ENOSPC;
        return REFUSE;
    case KILL_TORN:
        if (is_write) return HALF;
        /* fall through */
    default:
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
}

static ssize_t ended(ssize_t done) {
    int told = errno;
    pthread_mutex_unlock(&guard);
    if (mode == KILL_TORN && at && calls == at) kill(getpid(), SIGKILL);
    errno = told;
    return done;
}

static ssize_t changed(int file, const void *bytes, size_t length, off_t offset, int placed) {
    REAL("pwrite", ssize_t, int, const void *, size_t, off_t);
    static ssize_t (*append)(int, const void *, size_t);
    if (!append) append = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    if (!handle(file)) return placed ? real(file, bytes, length, offset) : append(file, bytes, length);
    pthread_mutex_lock(&guard);
    int told = verdict(1);
    if (told == REFUSE) return ended(-1);
    if (told == HALF && length > 1) length /= 2;
    if (!placed) offset = lseek(file, 0, SEEK_CUR);
    ssize_t done = placed ? real(file, bytes, length, offset) : append(file, bytes, length);
    if (done > 0) note('w', handle(file), offset, NULL, NULL, bytes, (size_t)done);
    return ended(done);
}

ssize_t write(int file, const void *bytes, size_t length) { return changed(file, bytes, length, 0, 0); }
ssize_t pwrite(int file, const void *bytes, size_t length, off_t offset) { return changed(file, bytes, length, offset, 1); }
ssize_t pwrite64(int file, const void *bytes, size_t length, off_t offset) { return changed(file, bytes, length, offset, 1); }

ssize_t writev(int file, const struct iovec *parts, int count) {
    REAL("writev", ssize_t, int, const struct iovec *, int);
    return handle(file) && count > 0 ? changed(file, parts[0].iov_base, parts[0].iov_len, 0, 0) : real(file, parts, count);
}

/* Copies inside the system are made by hand, so that what they write is counted and known. */
ssize_t sendfile(int out, int in, off_t *offset, size_t length) {
    REAL("sendfile", ssize_t, int, int, off_t *, size_t);
    if (!handle(out)) return real(out, in, offset, length);
    char bytes[65536];
    off_t from = offset ? *offset : lseek(in, 0, SEEK_CUR);
    ssize_t read = pread(in, bytes, length < sizeof bytes ? length : sizeof bytes, from);
    ssize_t done = read > 0 ? changed(out, bytes, (size_t)read, 0, 0) : read;
    if (done > 0 && offset) *offset += done;
    if (done > 0 && !offset) lseek(in, from + done, SEEK_SET);
    return done;
}
ssize_t sendfile64(int out, int in, off_t *offset, size_t length) { return sendfile(out, in, offset, length); }
ssize_t copy_file_range(int in, off_t *from, int out, off_t *to, size_t length, unsigned flags) {
    REAL("copy_file_range", ssize_t, int, off_t *, int, off_t *, size_t, unsigned);
    if (!handle(out)) return real(in, from, out, to, length, flags);
    errno = ENOSYS;
    return -1;
}

static int shortened(int file, off_t length) {
    REAL("ftruncate64", int, int, off_t);
    if (!handle(file)) return real(file, length);
    pthread_mutex_lock(&guard);
    if (verdict(0) != GO_ON) return (int)ended(-1);
    int done = real(file, length);
    if (!done) note('t', handle(file), length, NULL, NULL, NULL, 0);
    return (int)ended(done);
}
int ftruncate(int file, off_t length) { return shortened(file, length); }
int ftruncate64(int file, off_t length) { return shortened(file, length); }

static int flushed(int file) {
    REAL("fsync", int, int);
    if (!handle(file)) return real(file);
    pthread_mutex_lock(&guard);
    if (verdict(0) != GO_ON) return (int)ended(-1);
    /* What is simulated needs no real flush: a kill loses nothing of the system's, and power losses are replayed from the log. */
    note('s', handle(file), 0, NULL, NULL, NULL, 0);
    return (int)ended(0);
}
int fsync(int file) { return flushed(file); }
int fdatasync(int file) { return flushed(file); }

static int renamed(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    char one[PATH_MAX], two[PATH_MAX];
    int ours = is_under(from_folder, from, one) | is_under(to_folder, to, two);
    if (!ours) return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    pthread_mutex_lock(&guard);
    if (verdict(0) != GO_ON) return (int)ended(-1);
    int done = (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    if (!done) note('r', 0, 0, one, two, NULL, 0);
    return (int)ended(done);
}
int rename(const char *from, const char *to) { return renamed(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    return renamed(from_folder, from, to_folder, to, 0);
}
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    return renamed(from_folder, from, to_folder, to, flags);
}

static int removed(int at_folder, const char *path, int flags) {
    char whole[PATH_MAX];
    if (!is_under(at_folder, path, whole)) return (int)syscall(SYS_unlinkat, at_folder, path, flags);
    pthread_mutex_lock(&guard);
    if (verdict(0) != GO_ON) return (int)ended(-1);
    int done = (int)syscall(SYS_unlinkat, at_folder, path, flags);
    if (!done) note('u', 0, 0, whole, NULL, NULL, 0);
    return (int)ended(done);
}
int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
int unlinkat(int at_folder, const char *path, int flags) { return removed(at_folder, path, flags); }
int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
    struct stat found;
    return removed(AT_FDCWD, path, !lstat(path, &found) && S_ISDIR(found.st_mode) ? AT_REMOVEDIR : 0);
}

static int linked(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    char one[PATH_MAX], two[PATH_MAX];
    if (!is_under(to_folder, to, two)) return (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
    is_under(from_folder, from, one);
    pthread_mutex_lock(&guard);
    if (verdict(0) != GO_ON) return (int)ended(-1);
    int done = (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
    if (!done) note('l', 0, 0, one, two, NULL, 0);
    return (int)ended(done);
}
int link(const char *from, const char *to) { return linked(AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    return linked(from_folder, from, to_folder, to, flags);
}

static int folder_made(int at_folder, const char *path, mode_t access) {
    char whole[PATH_MAX];
    if (!is_under(at_folder, path, whole)) return (int)syscall(SYS_mkdirat, at_folder, path, access);
    pthread_mutex_lock(&guard);
    if (verdict(0) != GO_ON) return (int)ended(-1);
    int done = (int)syscall(SYS_mkdirat, at_folder, path, access);
    if (!done) note('m', 0, 0, whole, NULL, NULL, 0);
    return (int)ended(done);
}
int mkdir(const char *path, mode_t access) { return folder_made(AT_FDCWD, path, access); }
int mkdirat(int at_folder, const char *path, mode_t access) { return folder_made(at_folder, path, access); }

static int opened(int at_folder, const char *path, int flags, mode_t access) {
    char whole[PATH_MAX];
    if (!is_under(at_folder, path, whole)) {
        int other = (int)syscall(SYS_openat, at_folder, path, flags, access);
        if (other >= 0 && other < FILES) handle_of[other] = 0;
        return other;
    }
    pthread_mutex_lock(&guard);
    struct stat found;
    int there = !stat(whole, &found);
    int makes = (flags & O_CREAT && !there) || (flags & O_TRUNC && there && found.st_size > 0);
    if (makes && verdict(0) != GO_ON) return (int)ended(-1);
    int file = (int)syscall(SYS_openat, at_folder, path, flags, access);
    if (file >= 0 && file < FILES) {
        handle_of[file] = ++handles;
        note(makes && there ? 'e' : makes ? 'c' : 'o', handles, 0, whole, NULL, NULL, 0);
    }
    return (int)ended(file);
}

#define ACCESS(flags) \
    mode_t access = 0; \
    if ((flags) & (O_CREAT | __O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        access = va_arg(rest, mode_t); \
        va_end(rest); \
    }
int open(const char *path, int flags, ...) { ACCESS(flags) return opened(AT_FDCWD, path, flags, access); }
int open64(const char *path, int flags, ...) { ACCESS(flags) return opened(AT_FDCWD, path, flags, access); }
int openat(int at_folder, const char *path, int flags, ...) { ACCESS(flags) return opened(at_folder, path, flags, access); }
int openat64(int at_folder, const char *path, int flags, ...) { ACCESS(flags) return opened(at_folder, path, flags, access); }

int close(int file) {
    if (handle(file)) handle_of[file] = 0;
    return (int)syscall(SYS_close, file);
}

/* What tests/faults/shim.py calls. */

void faults_watch(const char *path) {
    snprintf(folder, sizeof folder, "%s", path);
    folder_length = strlen(folder);
}

void faults_log(const char *path) {
    log_file = (int)syscall(SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_APPEND | O_TRUNC, 0600);
}

void faults_mark(long number) {
    pthread_mutex_lock(&guard);
    note('a', 0, number, NULL, NULL, NULL, 0);
    pthread_mutex_unlock(&guard);
}

void faults_arm(long call, int wanted, int stays) {
    pthread_mutex_lock(&guard);
    calls = 0;
    at = call;
    mode = wanted;
    lasting = stays;
    pthread_mutex_unlock(&guard);
}

long faults_calls(void) { return calls; }
