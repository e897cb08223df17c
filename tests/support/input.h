/*
 * input.h: bytes of a fuzzer as a file that has a path, for what opens one.
 *
 * The file lies in memory (memfd_create) and is gone once it is closed.
 */
#ifndef TESTS_SUPPORT_INPUT_H
#define TESTS_SUPPORT_INPUT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { INPUT_PATH_SIZE = 32 };

struct input {
	int fd;
	char path[INPUT_PATH_SIZE];
};

static inline void input_make(struct input *input, const uint8_t *data,
			      size_t size)
{
	input->fd = memfd_create("input", MFD_CLOEXEC);
	if (input->fd < 0 || write(input->fd, data, size) != (ssize_t)size)
		abort();
	(void)snprintf(input->path, sizeof input->path, "/proc/self/fd/%d",
		       input->fd);
}

static inline void input_close(struct input *input)
{
	(void)close(input->fd);
}

#endif /* TESTS_SUPPORT_INPUT_H */
