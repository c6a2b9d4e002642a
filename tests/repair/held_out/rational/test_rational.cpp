#undef NDEBUG
#include <cassert>
#include <iostream>
#include <stdexcept>

#include "rational.hpp"

int main() {
    assert(Rational(6, 4) == Rational(3, 2));
    assert(Rational(1, 2) + Rational(1, 3) == Rational(5, 6));
    assert(Rational(2, 3) * Rational(3, 4) == Rational(1, 2));
    assert(Rational(1, 2) / Rational(3, 4) == Rational(2, 3));
    assert(Rational(1, 3) < Rational(1, 2));
    assert(!(Rational(1, 2) < Rational(1, 2)));
    assert(Rational(8, 4).text() == "2");
    assert(Rational(3, 4).text() == "3/4");
    assert(Rational(-3, 4).text() == "-3/4");
    assert(Rational(3, -4).text() == "-3/4");
    assert(Rational(0, 5).text() == "0");
    try {
        Rational(1, 0);
        return 1;
    } catch (const std::domain_error&) {
    }
    std::cout << "ok\n";
}
