#pragma once

#include <string>
#include <vector>

namespace mendel::repair {

/// How often a line ran in failing and in passing units (assertions, or whole tests).
struct LineCounts {
    double failing = 0;  ///< units that failed and ran the line
    double passing = 0;  ///< units that passed and ran the line
};

/// Ochiai's coefficient, 0 to 1. Abreu, Zoeteweij, van Gemund: "An Evaluation of Similarity
/// Coefficients for Software Fault Localization", PRDC 2006.
/// @param failed units that failed in all
double ochiai(const LineCounts& line, double failed);

/// D* with the exponent 2, mapped to 0..1 by x / (1 + x). Wong, Debroy, Gao, Li: "The DStar Method
/// for Effective Software Fault Localization", IEEE Transactions on Reliability 63(1), 2014.
double dstar(const LineCounts& line, double failed);

/// The mean of both: Ochiai orders what D* finds equally perfect.
double suspicion(const LineCounts& line, double failed);

}  // namespace mendel::repair
