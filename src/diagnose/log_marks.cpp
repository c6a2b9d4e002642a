#include "diagnose/log_marks.hpp"

#include <deque>
#include <string>

#include "base/text.hpp"

namespace mendel::diagnose {

namespace {

constexpr Reach k_around_step{30, 40};
constexpr Reach k_around_end{60, 10};
constexpr Reach k_around_word{8, 8};
constexpr Reach k_line_alone{0, 1};

constexpr std::string_view k_step_begins[] = {"##[group]",
                                              "##[section]",
                                              "##[command]",
                                              "section_start:",
                                              "section_end:",
                                              "travis_fold:",
                                              "travis_time:",
                                              "[Pipeline] ",
                                              "[Container] ",
                                              "Running commands",
                                              "Executing \"",
                                              "#!/bin/",
                                              "\n~~~ ",
                                              "\n--- :",
                                              "\n+++ :",
                                              "^^^ +++",
                                              "\n====>",
                                              "Running with gitlab-runner",
                                              "Declarative: Post",
                                              "========= Starting",
                                              "shell: ",
                                              "Post job cleanup.",
                                              "Cleaning up orphan"};

constexpr std::string_view k_step_ends[] = {"##[error]",
                                            "::error",
                                            "The command \"",
                                            "exited with ",
                                            "exit code",
                                            "exit status",
                                            "Exit code",
                                            "exit-code",
                                            "Your build exited",
                                            "output has been received",
                                            "exceeded the maximum",
                                            "timed out",
                                            "took longer than",
                                            "Job failed",
                                            "Job succeeded",
                                            "marked build as failure",
                                            "\nFinished: ",
                                            "Exited with code",
                                            "operation was cancel",
                                            "CircleCI received",
                                            "Terminated",
                                            "Killed",
                                            "core dumped"};

constexpr std::string_view k_prompts[] = {"\n$ ", "\n+ ", "\n> ", "Z $ ", "Z + ",
                                          "Z > ", "O $ ", "] $ ", "] + "};

constexpr std::string_view k_words[] = {
    "error",        "failure",   "failed",    "fatal",      "cannot",  "could not", "unable to",
    "denied",       "not found", "undefined", "unexpected", "refused", "aborted",   "crashed",
    "no such file", "panic",     "exception", "traceback",  "invalid", "assertion"};

/// The three usual spellings of a word: lower case, first letter large, all large.
void add_word(std::deque<std::string>& texts, std::string_view word) {
    std::string text(word);
    texts.push_back(text);
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    texts.push_back(text);
    for (auto& c : text)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    texts.push_back(text);
}

}  // namespace

const std::vector<Mark>& log_marks() {
    static const auto k_all = [] {
        static std::deque<std::string> texts;
        for (const auto word : k_words)
            add_word(texts, word);
        std::vector<Mark> all;
        for (const auto& text : texts)
            all.push_back({text, k_around_word});
        all.push_back({"Error", k_around_word});
        all.push_back({"Exception", k_around_word});
        all.push_back({"\nE: ", k_around_word});
        for (const auto text : k_step_begins)
            all.push_back({text, k_around_step});
        for (const auto text : k_step_ends)
            all.push_back({text, k_around_end});
        for (const std::string_view text : {"\n--- ", "\n+++ "})  // Buildkite's groups, or a diff
            all.push_back({text, {2, 4}});
        for (const auto text : k_prompts)
            all.push_back({text, k_line_alone, true});
        return all;
    }();
    return k_all;
}

}  // namespace mendel::diagnose
