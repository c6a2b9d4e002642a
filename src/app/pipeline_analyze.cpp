#include "app/pipeline_analyze.hpp"

#include "diagnose/diagnose.hpp"
#include "sys/files.hpp"
#include "sys/standard_input.hpp"

namespace mendel::app {

base::Result<std::vector<model::Failure>> analyze(const AnalyzeRequest& request) {
    std::vector<model::Failure> all;
    for (const auto& log : request.logs) {
        const auto text = log == "-" ? sys::read_standard_input() : sys::read_file(log);
        if (!text)
            return base::fail(text.error());
        const auto offset = all.size();
        for (auto& failure : diagnose::diagnose({.text = *text, .root = request.root})) {
            if (failure.caused_by)
                *failure.caused_by += offset;
            all.push_back(std::move(failure));
        }
    }
    return all;
}

}  // namespace mendel::app
