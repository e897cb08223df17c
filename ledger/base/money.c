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

static bool times_ten(wide *value, int times)
{
	for (; times > 0; times--)
		if (__builtin_mul_overflow(*value, (wide)10, value))
			return false;
	return true;
}

/* amount * numerator / divisor is what is asked for. */
static bool spread_scale(const struct money_scale *scale, wide *numerator,
			 wide *divisor)
{
	wide mantissa = (uint64_t)scale->factor.mantissa;
	int up = scale->to_digits - scale->from_digits;
	int places = scale->factor.places;

	*numerator = scale->divide ? 1 : mantissa;
	*divisor = scale->divide ? mantissa : 1;
	up += scale->divide ? places : -places;
	return times_ten(numerator, up) && times_ten(divisor, -up);
}

bool money_rescale(int64_t amount, const struct money_scale *scale,
		   int64_t *out)
{
	wide magnitude = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
	wide numerator;
	wide divisor;

	assert(scale->factor.mantissa > 0);
	if (!spread_scale(scale, &numerator, &divisor) ||
	    __builtin_mul_overflow(magnitude, numerator, &numerator) ||
	    __builtin_mul_overflow(numerator, (wide)2, &numerator) ||
	    __builtin_add_overflow(numerator, divisor, &numerator) ||
	    __builtin_mul_overflow(divisor, (wide)2, &divisor))
		return false;
	numerator /= divisor;
	if (numerator > INT64_MAX)
		return false;
	*out = amount < 0 ? -(int64_t)numerator : (int64_t)numerator;
	return true;
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
