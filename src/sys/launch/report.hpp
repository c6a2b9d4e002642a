#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace mendel::sys {

/// What a trampoline says about itself, apart from the output of the program it runs.
enum class ReportKind : char {
    exited = 'e',   ///< number: wait status of the program
    missing = 'm',  ///< the program is not there or not executable; text says which
    failed = 'f',   ///< number: base::ErrorKind; text is the message
    probed = 'p',   ///< number: bits found
};

struct Report {
    ReportKind kind = ReportKind::failed;
    int number = 0;
    std::string text;
};

/// Writes one report with one write, so that reports of several processes do not mix.
void send_report(int descriptor, const Report& report);

/// Sends `failed` with the error.
void send_failure(int descriptor, const base::Error& error);

/// The reports in the bytes read so far, in order.
std::vector<Report> read_reports(std::string_view bytes);

}  // namespace mendel::sys
