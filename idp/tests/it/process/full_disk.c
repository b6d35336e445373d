/* A disk without room, as a program sees it: no file of a table grows while the file that FULL_DISK names is there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int refuses(int file, off_t end)
{
    char link[64], path[4096];
    struct stat now;
    int before = errno;
    const char *flag = getenv("FULL_DISK");
    ssize_t length;

    if (flag == NULL || access(flag, F_OK) != 0 || fstat(file, &now) != 0 || end <= now.st_size) {
        errno = before;
        return 0;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = '\0';
    errno = strstr(path, "/base/") ? ENOSPC : before;
    return strstr(path, "/base/") != NULL;
}

static off_t size_of(const struct iovec *parts, int count)
{
    off_t size = 0;
    for (int part = 0; part < count; part++)
        size += parts[part].iov_len;
    return size;
}

#define WRITES(name)                                                                    \
    ssize_t name(int file, const void *from, size_t size, off_t at)                     \
    {                                                                                   \
        ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, #name);    \
        return refuses(file, at + size) ? -1 : real(file, from, size, at);              \
    }
#define WRITES_PARTS(name)                                                              \
    ssize_t name(int file, const struct iovec *parts, int count, off_t at)              \
    {                                                                                   \
        ssize_t (*real)(int, const struct iovec *, int, off_t) = dlsym(RTLD_NEXT, #name); \
        return refuses(file, at + size_of(parts, count)) ? -1 : real(file, parts, count, at); \
    }
#define RESERVES(name)                                                                  \
    int name(int file, off_t at, off_t size)                                            \
    {                                                                                   \
        int (*real)(int, off_t, off_t) = dlsym(RTLD_NEXT, #name);                       \
        return refuses(file, at + size) ? ENOSPC : real(file, at, size);                \
    }

WRITES(pwrite)
WRITES(pwrite64)
WRITES_PARTS(pwritev)
WRITES_PARTS(pwritev64)
RESERVES(posix_fallocate)
RESERVES(posix_fallocate64)
