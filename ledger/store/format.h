/*
 * format.h: the stored format, version 1, as byte tables.
 *
 * A book is a directory of mode 0700:
 *
 *   lock         empty; carries the kernel lock (lock.h)
 *   anchor       text, outside the environment (anchor.h)
 *   logend       text: where the log ended (logend.h)
 *   cipher       text, of an encrypted book: what scrypt needs (cipher.h)
 *   ballast      no content: room for a full disk (ballast.h)
 *   unfinished   only while a book or a copy is being made
 *   backup       text, of a backup: when it was made (ledger/backup.h)
 *   *.db, log.*  one Berkeley DB environment: B-trees of 4096-byte pages
 *                with page checksums, opened privately; encrypted with
 *                AES-128 where there is a file cipher
 *
 * Number shapes (varint, zigzag, string, u32) are those of pack.h. Keys sort
 * by their bytes. Limits: 2,000,000,000 entries a book.
 *
 * meta       key: a name                     value
 *   "format"                                 u32 version (1)
 *   "entries"                                u32 number of entries
 *   "head"                                   64 hex digits: journal head
 *   "runs"                                   u32 number of runs
 *   "run-head"                               64 hex digits: run chain head
 *   "closed"                                 u32 last day of the last closed
 *                                            month, days from 1970-01-01; 0
 *   "seal"                                   of the last closing: u32 run (0:
 *                                            none), u32 entries, 64 hex digits
 *                                            each of journal head, run chain
 *                                            head, totals_digest; may be absent
 *
 * journal    key: u32 number of the block's last entry
 *   0   1      block version (1)
 *   1   varint number n of entries
 *   ..         n times: string holding a packed entry
 *              A block is at most BLOCK_BYTES unless one entry alone is
 *              longer. Packed, it costs one third of the log and of the
 *              time of one entry a key.
 *
 * packed entry
 *   0   1      event number (vocabulary.h)
 *   1   varint days from 1990-01-01 to `date`
 *   ..  string id
 *   ..         fields until a byte 255: column number, then by its form
 *                date      zigzag days before `date`
 *                currency  3 letters
 *                choice    1 byte, number in the column's list
 *                amount    varint minor units
 *                else      string
 *   ..  varint number of lines; each line:
 *              1 byte account, 1 byte item reference (0 none, 1 the item
 *              the event moves, 2 that of the line before, 3 a string
 *              follows), 1 byte currency (0 the event's, 1 three letters
 *              follow), zigzag minor units, debit positive
 *
 * segments   key: u32 k = 1, 2, ...          value: 64 hex digits H(k)
 *              of the k-th full segment of SEGMENT_ENTRIES entries
 *
 * items-KK   one table a kind of items (KK: its number, vocabulary.h);
 *            key: code                       value
 *   0   1      number of currencies; 3 letters each
 *   ..  1      1 if the first of them is the item's own, else 0
 *   ..  varint number of changes of state; each: a place, varint days
 *              since lies before its day, 1 byte event (high bit: an entry
 *              that it takes back follows, varint), 1 byte state
 *   ..  varint number of facts; each: 1 byte column (high bit: the place
 *              of what was told before), else a place; string
 *   ..  varint number of moves, then groups of moves of one entry: a place,
 *              varint days since lies before its day, 1 byte event, 1 byte
 *              number of moves; each: 1 byte account or sum, varint of the
 *              currency's place in the list above times 4, plus 0: zigzag
 *              minor units follow, 1: as in the move before, 2: the same
 *              with the other sign (before the first: 0)
 *              A place is a day and an entry, both as zigzag from those
 *              told last in its list; the first change is told from
 *              1990-01-01 and 0, facts and moves from the first change.
 *
 * totals     key: 1 byte account, 3 letters, u16 year
 *              value: per day with postings: varint day of the year from 0,
 *              zigzag minor units
 *
 * ids        key: u32 sorted run, last id of the block
 *              value: varint number of ids; each: 1 byte size of what it
 *              shares with the id before, string rest, varint entry
 *
 * runs       key: u32 number of the run      value: run line (runs.h)
 *
 * files      key: 64 hex digits, SHA-256 of an imported file's content
 *              value: u32 number of the run that posted every row of it
 *
 * sources    key: name of a source           value: varint last sequence,
 *              64 hex digits of the file that had it
 *
 * configs    (made when first written)
 *            key: u32 version, from 1        value: u32 first run that had
 *              it, 64 hex digits (spaces: it was taken away), the text of
 *              redress.conf
 *
 * debts      (made when first written)
 *            key: u32 number, from 1         value
 *   ..  varint run, varint line, varint days from 1990-01-01, string id,
 *              string print, string code, 1 byte 1 if there is money; then
 *              3 letters, zigzag minor units
 *   ..  varint run that cleared it or 0; then varint entry or 0, varint
 *              days from 1990-01-01
 *
 * jobs       the job repository: an index of the run chain (jobs.h), made
 *            when a job first runs. key: 1 byte kind, then
 *   "I"        job, NUL, period: an instance
 *              value: 1 byte state, varint run that first started it, run
 *              of its last start, run that last changed it, number of
 *              starts, entries it reports on + 1 or 0; varint number of
 *              steps done; each: string name, varint run that did it
 *   "O"        job, NUL, period of an instance that was begun and is not
 *              completed; value empty
 *   "X"        u32 run that started an execution
 *              value: 1 byte state, string job, string period, varint run
 *              that ended it or 0
 *   "J"        job; value: varint run of its last start, run that last
 *              completed an instance, string period of that
 */
#ifndef LEDGER_STORE_FORMAT_H
#define LEDGER_STORE_FORMAT_H

enum {
	FORMAT_VERSION = 1,
	FORMAT_PAGE_BYTES = 4096,
	FORMAT_LOG_BYTES = 8 << 20, /* of a log file, full or not */
	BLOCK_VERSION = 1,
	BLOCK_BYTES = 4000, /* fits a page's overflow with encryption too */
	SEGMENT_ENTRIES = 4096
};

#endif /* LEDGER_STORE_FORMAT_H */
