/* jobpack.c: rows of the job repository to bytes and back (format.h). */
#include "ledger/jobrows.h"

#include <string.h>

void job_key(struct text *key, char kind, struct slice job, struct slice period)
{
	text_clear(key);
	text_add_char(key, kind);
	text_add(key, job.bytes, job.size);
	if (kind == 'J')
		return;
	text_add_char(key, '\0');
	text_add(key, period.bytes, period.size);
}

void job_key_start(struct text *key, uint32_t start)
{
	unsigned char bytes[4];

	put_u32(bytes, start);
	text_clear(key);
	text_add_char(key, 'X');
	text_add(key, (const char *)bytes, sizeof bytes);
}

/* A string into a field of `size` bytes with its NUL. */
static bool keep(struct slice text, char *out, size_t size)
{
	if (text.size >= size)
		return false;
	memcpy(out, text.bytes, text.size);
	out[text.size] = '\0';
	return true;
}

static enum job_state read_state(struct reader *reader)
{
	unsigned int state = read_byte(reader);

	if (state >= JOB_STATE_COUNT)
		reader->bad = true;
	return reader->bad ? JOB_DUE : (enum job_state)state;
}

static uint32_t read_run(struct reader *reader)
{
	uint64_t number = read_varint(reader);

	if (number > UINT32_MAX)
		reader->bad = true;
	return (uint32_t)number;
}

static bool ended(const struct reader *reader)
{
	return !reader->bad && reader->at == reader->end;
}

void job_instance_pack(const struct job_instance *instance, struct text *out)
{
	size_t i;

	text_clear(out);
	pack_byte(out, (unsigned int)instance->state);
	pack_varint(out, instance->first);
	pack_varint(out, instance->start);
	pack_varint(out, instance->last);
	pack_varint(out, instance->starts);
	pack_varint(out,
		    instance->known ? (uint64_t)instance->known_at + 1 : 0);
	pack_varint(out, instance->step_count);
	for (i = 0; i < instance->step_count; i++) {
		const struct job_done *done = &instance->steps[i];

		pack_string(out, done->step, strlen(done->step));
		pack_varint(out, done->run);
	}
}

static bool split_key(struct slice key, struct job_instance *instance)
{
	const char *nul =
		key.size < 2 ? NULL : memchr(key.bytes + 1, '\0', key.size - 1);
	struct slice job;
	struct slice period;

	if (nul == NULL)
		return false;
	job.bytes = key.bytes + 1;
	job.size = (size_t)(nul - job.bytes);
	period.bytes = nul + 1;
	period.size = key.size - job.size - 2;
	return keep(job, instance->job, sizeof instance->job) &&
	       keep(period, instance->period, sizeof instance->period);
}

bool job_instance_unpack(struct slice key, struct slice value,
			 struct job_instance *instance)
{
	struct reader reader = reader_of(value.bytes, value.size);
	uint64_t known;
	size_t i;

	memset(instance, 0, sizeof *instance);
	instance->state = read_state(&reader);
	instance->first = read_run(&reader);
	instance->start = read_run(&reader);
	instance->last = read_run(&reader);
	instance->starts = read_run(&reader);
	known = read_varint(&reader);
	instance->known = known > 0;
	instance->known_at = known > 0 ? (uint32_t)(known - 1) : 0;
	instance->step_count = read_run(&reader);
	if (instance->step_count > JOB_STEPS_MAX || !split_key(key, instance))
		return false;
	for (i = 0; i < instance->step_count; i++) {
		struct job_done *done = &instance->steps[i];

		if (!keep(read_string(&reader), done->step, sizeof done->step))
			return false;
		done->run = read_run(&reader);
	}
	return ended(&reader);
}

void job_execution_pack(const struct job_execution *execution, struct text *out)
{
	text_clear(out);
	pack_byte(out, (unsigned int)execution->state);
	pack_string(out, execution->job, strlen(execution->job));
	pack_string(out, execution->period, strlen(execution->period));
	pack_varint(out, execution->end);
}

bool job_execution_unpack(uint32_t start, struct slice value,
			  struct job_execution *execution)
{
	struct reader reader = reader_of(value.bytes, value.size);

	memset(execution, 0, sizeof *execution);
	execution->start = start;
	execution->state = read_state(&reader);
	if (!keep(read_string(&reader), execution->job,
		  sizeof execution->job) ||
	    !keep(read_string(&reader), execution->period,
		  sizeof execution->period))
		return false;
	execution->end = read_run(&reader);
	return ended(&reader);
}

void job_summary_pack(const struct job_summary *summary, struct text *out)
{
	text_clear(out);
	pack_varint(out, summary->start);
	pack_varint(out, summary->good);
	pack_string(out, summary->period, strlen(summary->period));
}

bool job_summary_unpack(struct slice value, struct job_summary *summary)
{
	struct reader reader = reader_of(value.bytes, value.size);

	memset(summary, 0, sizeof *summary);
	summary->start = read_run(&reader);
	summary->good = read_run(&reader);
	return keep(read_string(&reader), summary->period,
		    sizeof summary->period) &&
	       ended(&reader);
}
