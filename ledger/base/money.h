/*
 * money.h: exact sums of money.
 *
 * Units       int64_t of a currency's minor units (kopecks, cents; whole
 *             roubles for BYR and BYB). Never floating point.
 * Errors      the checked operations answer false on overflow and then
 *             leave *out as it was; money_parse answers one of its codes.
 * Ownership   plain values; money_format writes into the caller's buffer.
 */
#ifndef LEDGER_BASE_MONEY_H
#define LEDGER_BASE_MONEY_H

#include "ledger/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MONEY_TEXT_SIZE = 32 };

/*
 * A decimal number as it was sent, before its currency is known:
 * mantissa / 10^places.
 */
struct decimal {
	int64_t mantissa;
	uint8_t places;
	bool huge; /* the mantissa does not fit, the digits before . do */
};

enum decimal_result { DECIMAL_OK, DECIMAL_FORM, DECIMAL_OVERFLOW };

/* *out = a + b, or a - b; false when it does not fit. */
static inline MUST_CHECK bool money_add(int64_t a, int64_t b, int64_t *out)
{
	int64_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		return false;
	*out = sum;
	return true;
}

/* floor(a * b / c) and its remainder for 0 <= a, b <= c, c > 0. */
int64_t money_share(int64_t a, int64_t b, int64_t c, int64_t *remainder);

/*
 * A way from one currency to another: amounts are multiplied or divided by
 * `factor`, which is above 0, and counted in minor units of other digits.
 */
struct money_scale {
	struct decimal factor;
	bool divide;
	int from_digits;
	int to_digits;
};

/*
 * The amount in the other currency, half away from zero on the magnitude;
 * false when it does not fit.
 */
MUST_CHECK bool money_rescale(int64_t amount, const struct money_scale *scale,
			      int64_t *out);

/*
 * Read digits[.digits] with at most places_max fraction digits, no sign.
 * DECIMAL_OVERFLOW when it fits in no currency, whatever its minor digits.
 */
enum decimal_result decimal_parse(const char *text, size_t size, int places_max,
				  struct decimal *out);

/*
 * The decimal in minor units of a currency with `digits` minor digits:
 * DECIMAL_FORM when it has more fraction digits than that.
 */
enum decimal_result decimal_minor(struct decimal value, int digits,
				  int64_t *minor);

/* Write minor units with `digits` fraction digits; returns the length. */
size_t money_format(int64_t minor, int digits, char out[MONEY_TEXT_SIZE]);

#endif /* LEDGER_BASE_MONEY_H */
