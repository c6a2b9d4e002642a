#include "repair/spectrum.hpp"

#include <algorithm>
#include <cmath>

namespace mendel::repair {

double ochiai(const LineCounts& line, double failed) {
    const double ran = line.failing + line.passing;
    return failed <= 0 || ran <= 0 ? 0 : line.failing / std::sqrt(failed * ran);
}

double dstar(const LineCounts& line, double failed) {
    if (line.failing <= 0)
        return 0;
    const double other = line.passing + std::max(0.0, failed - line.failing);
    if (other <= 0)
        return 1;
    const double value = line.failing * line.failing / other;
    return value / (1 + value);
}

double suspicion(const LineCounts& line, double failed) {
    return std::min(1.0, (ochiai(line, failed) + dstar(line, failed)) / 2);
}

}  // namespace mendel::repair
