#undef NDEBUG
#include <cassert>
#include <numeric>

#include "rational.hpp"

int main() {
    for (long a = -9; a <= 9; ++a) {
        for (long b = -6; b <= 6; ++b) {
            if (b == 0) continue;
            Rational x(a, b);
            assert(x.bottom() > 0);
            assert(std::gcd(x.top(), x.bottom()) == 1);
            assert(x.top() * b == a * x.bottom());
            for (long c = -5; c <= 5; ++c) {
                Rational y(c, 7);
                assert((x + y).top() * b * 7 == (a * 7 + c * b) * (x + y).bottom());
                assert((x < y) == (double(a) / b < double(c) / 7));
                if (c != 0) assert((x / y) * y == x);
            }
        }
    }
}
