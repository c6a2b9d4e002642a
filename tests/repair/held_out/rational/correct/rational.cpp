#include "rational.hpp"

#include <cstdlib>
#include <numeric>
#include <stdexcept>

Rational::Rational(long top, long bottom) : m_top(top), m_bottom(bottom) {
    if (bottom == 0) throw std::domain_error("division by zero");
    long common = std::gcd(std::labs(top), std::labs(bottom));
    if (bottom < 0) common = -common;
    m_top /= common;
    m_bottom /= common;
}

Rational operator+(const Rational& a, const Rational& b) {
    return {a.top() * b.bottom() + b.top() * a.bottom(), a.bottom() * b.bottom()};
}

Rational operator*(const Rational& a, const Rational& b) {
    return {a.top() * b.top(), a.bottom() * b.bottom()};
}

Rational operator/(const Rational& a, const Rational& b) {
    return {a.top() * b.bottom(), a.bottom() * b.top()};
}

bool operator<(const Rational& a, const Rational& b) {
    return a.top() * b.bottom() < b.top() * a.bottom();
}

bool operator==(const Rational& a, const Rational& b) {
    return a.top() == b.top() && a.bottom() == b.bottom();
}

std::string Rational::text() const {
    if (m_bottom == 1) return std::to_string(m_top);
    return std::to_string(m_top) + "/" + std::to_string(m_bottom);
}
