/* money.c: decimal text to minor units and back, and exact shares. */
#include "ledger/base/money.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

int64_t money_share(int64_t a, int64_t b, int64_t c, int64_t *remainder)
{
	wide product;

	assert(a >= 0 && b >= 0 && c > 0);
	assert(a <= c || b <= c);
	product = (wide)(uint64_t)a * (uint64_t)b;
	*remainder = (int64_t)(product % (uint64_t)c);
	return (int64_t)(product / (uint64_t)c);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool push_digit(int64_t *value, char c)
{
	return !__builtin_mul_overflow(*value, (int64_t)10, value) &&
	       !__builtin_add_overflow(*value, (int64_t)(c - '0'), value);
}

/* Digits, at most one point, and a digit on each side of it. */
static bool well_formed(const char *text, size_t size, size_t *point)
{
	size_t i;

	*point = size;
	for (i = 0; i < size; i++) {
		if (text[i] == '.' && *point == size)
			*point = i;
		else if (!is_digit(text[i]))
			return false;
	}
	return size > 0 && *point > 0 && *point != size - 1;
}

enum decimal_result decimal_parse(const char *text, size_t size, int places_max,
				  struct decimal *out)
{
	struct decimal value = {0, 0, false};
	size_t point;
	size_t i;

	if (!well_formed(text, size, &point))
		return DECIMAL_FORM;
	if (point < size && (int64_t)(size - point - 1) > places_max)
		return DECIMAL_FORM;
	if (point < size)
		value.places = (uint8_t)(size - point - 1);
	for (i = 0; i < size; i++) {
		if (i == point || push_digit(&value.mantissa, text[i]))
			continue;
		if (i < point)
			return DECIMAL_OVERFLOW;
		value.mantissa = INT64_MAX;
		value.huge = true;
		break;
	}
	*out = value;
	return DECIMAL_OK;
}

enum decimal_result decimal_minor(struct decimal value, int digits,
				  int64_t *minor)
{
	int64_t result = value.mantissa;
	int i;

	if (value.places > digits)
		return DECIMAL_FORM;
	if (value.huge)
		return DECIMAL_OVERFLOW;
	for (i = value.places; i < digits; i++) {
		if (__builtin_mul_overflow(result, (int64_t)10, &result))
			return DECIMAL_OVERFLOW;
	}
	*minor = result;
	return DECIMAL_OK;
}

static wide power_of_ten(int exponent)
{
	wide power = 1;

	while (exponent-- > 0)
		power *= 10;
	return power;
}

/*
 * magnitude * 10^(digits to) / (10^(digits from) * factor), where the factor
 * is mantissa / 10^places: all in whole numbers of 128 bits.
 */
uint64_t money_redenominate(uint64_t magnitude, struct decimal factor,
			    int digits_from, int digits_to)
{
	wide numerator = magnitude * power_of_ten(digits_to + factor.places);
	wide divisor =
		(wide)(uint64_t)factor.mantissa * power_of_ten(digits_from);
	wide result = (2 * numerator + divisor) / (2 * divisor);

	return result > UINT64_MAX ? UINT64_MAX : (uint64_t)result;
}

size_t money_format(int64_t minor, int digits, char out[MONEY_TEXT_SIZE])
{
	char reversed[MONEY_TEXT_SIZE];
	uint64_t rest = minor < 0 ? 0 - (uint64_t)minor : (uint64_t)minor;
	size_t size = 0;
	size_t i;

	assert(digits >= 0 && digits <= 6);
	do {
		reversed[size++] = (char)('0' + rest % 10);
		rest /= 10;
		if (digits > 0 && size == (size_t)digits)
			reversed[size++] = '.';
	} while (rest != 0 || (digits > 0 && size < (size_t)digits + 2));
	if (minor < 0)
		reversed[size++] = '-';
	assert(size < MONEY_TEXT_SIZE);
	for (i = 0; i < size; i++)
		out[i] = reversed[size - 1 - i];
	out[size] = '\0';
	return size;
}
