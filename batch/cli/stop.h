/*
 * stop.h: SIGTERM and SIGINT ask to stop at a safe point; a second one ends
 * the process at once, which the store survives.
 */
#ifndef BATCH_CLI_STOP_H
#define BATCH_CLI_STOP_H

#include <signal.h>

/* Set once a signal came, or the time was over. */
extern volatile sig_atomic_t stop_asked;

void stop_catch(void);

/* Ask likewise after so many seconds; 0: never. */
void stop_after(unsigned int seconds);

#endif /* BATCH_CLI_STOP_H */
