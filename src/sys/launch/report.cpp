#include "sys/launch/report.hpp"

#include <climits>

#include <unistd.h>

#include "base/text.hpp"

namespace mendel::sys {

void send_report(int descriptor, const Report& report) {
    std::string line(1, static_cast<char>(report.kind));
    line += std::to_string(report.number) + ' ';
    line += base::replace_all(report.text.substr(0, PIPE_BUF / 2), "\n", " ") + '\n';
    // Nobody is left to tell where this fails: mendel then sees an end without a report.
    [[maybe_unused]] const ssize_t count = ::write(descriptor, line.data(), line.size());
}

void send_failure(int descriptor, const base::Error& error) {
    send_report(descriptor,
                {ReportKind::failed, static_cast<int>(error.kind), base::describe(error)});
}

std::vector<Report> read_reports(std::string_view bytes) {
    std::vector<Report> reports;
    for (const std::string_view line : base::split_lines(bytes)) {
        const std::size_t blank = line.find(' ');
        if (blank == std::string_view::npos)
            continue;
        reports.push_back({static_cast<ReportKind>(line.front()),
                           static_cast<int>(base::to_number(line.substr(1, blank - 1))),
                           std::string(line.substr(blank + 1))});
    }
    return reports;
}

}  // namespace mendel::sys
