/*
 * mapheader.h: the first record of an office's own file, by its map.
 *
 * Refusals    as in header.h: bad-header, then unknown-column; the
 *             sentences name the map's part in it.
 */
#ifndef BATCH_ENGINE_MAPHEADER_H
#define BATCH_ENGINE_MAPHEADER_H

#include "batch/engine/header.h"

/*
 * Match a good record to header->map: count, column, ignored and own are
 * filled. False: *refusal says why.
 */
bool map_header(struct header *header, const struct csv_record *record,
		struct refusal *refusal);

#endif /* BATCH_ENGINE_MAPHEADER_H */
