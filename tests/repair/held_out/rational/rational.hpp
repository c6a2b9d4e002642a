#pragma once
#include <string>

class Rational {
public:
    Rational(long top = 0, long bottom = 1);
    long top() const { return m_top; }
    long bottom() const { return m_bottom; }
    std::string text() const;

private:
    long m_top;
    long m_bottom;
};

Rational operator+(const Rational& a, const Rational& b);
Rational operator*(const Rational& a, const Rational& b);
Rational operator/(const Rational& a, const Rational& b);
bool operator<(const Rational& a, const Rational& b);
bool operator==(const Rational& a, const Rational& b);
