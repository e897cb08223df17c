/*
 * memory.h: when memory runs out, the program ends cleanly.
 *
 * memory.c puts malloc, calloc and realloc of its own before those of the C
 * library, for all libraries; see there. memory_guard does nothing but ask
 * the linker for that file.
 */
#ifndef BATCH_CLI_MEMORY_H
#define BATCH_CLI_MEMORY_H

void memory_guard(void);

#endif /* BATCH_CLI_MEMORY_H */
