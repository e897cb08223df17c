/* exits.c: from statuses to exit codes. */
#include "batch/cli/exits.h"

#include <stdio.h>

enum exit_code exit_of(enum status status)
{
	switch (status) {
	case STATUS_OK:
	case STATUS_END:
		return EXIT_DONE;
	case STATUS_INVALID:
		return EXIT_USAGE;
	case STATUS_NOT_FOUND:
		return EXIT_UNAVAILABLE;
	case STATUS_EXISTS:
	case STATUS_OUTPUT:
		return EXIT_OUTPUT;
	case STATUS_OVERFLOW:
		return EXIT_REFUSED;
	case STATUS_CORRUPT:
		return EXIT_FINDINGS;
	case STATUS_BUSY:
		return EXIT_BUSY;
	case STATUS_DENIED:
		return EXIT_DENIED;
	case STATUS_IO:
	case STATUS_FULL:
		return EXIT_IO;
	case STATUS_STOPPED:
		return EXIT_STOPPED;
	}
	return EXIT_SYSTEM;
}

enum exit_code exit_with(enum status status, const struct err *err)
{
	fprintf(stderr, "redress: %s\n", err->text);
	return exit_of(status);
}

int config_exit(enum status status, const struct err *err)
{
	enum exit_code code = exit_with(status, err);

	return status == STATUS_INVALID || status == STATUS_NOT_FOUND
		       ? EXIT_CONFIG
		       : (int)code;
}
