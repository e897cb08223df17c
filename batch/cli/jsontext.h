/* jsontext.h: a text as a JSON string on stdout, RFC 8259 section 7. */
#ifndef BATCH_CLI_JSONTEXT_H
#define BATCH_CLI_JSONTEXT_H

void json_print_text(const char *text);

#endif /* BATCH_CLI_JSONTEXT_H */
