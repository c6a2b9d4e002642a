#include "lines.hpp"

#include <map>
#include <set>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace house {

namespace {

using mendel::base::Regex;

constexpr int k_most_lines = 500;
constexpr std::size_t k_most_columns = 100;
constexpr std::size_t k_most_files = 25;  // a source and its header are one
constexpr std::size_t k_most_kinds = 2;   // one sub-folder for each kind of many members

std::size_t columns(std::string_view line) {
    std::size_t count = 0;
    for (const auto c : line)
        count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    return count;
}

std::vector<std::string> line_problems(const SourceFile& file) {
    std::vector<std::string> problems;
    int number = 0;
    for (const auto line : mendel::base::split_lines(file.text)) {
        ++number;
        if (columns(line) > k_most_columns)
            problems.push_back(problem(file.path, number, "the line is over 100 columns"));
        if (line.find('\t') != std::string_view::npos)
            problems.push_back(problem(file.path, number, "the line holds a tab"));
        if (mendel::base::trim_right(line).size() != line.size())
            problems.push_back(problem(file.path, number, "the line ends in white space"));
    }
    if (number > k_most_lines)
        problems.push_back(problem(file.path, number, "the file is over 500 lines"));
    if (!file.text.empty() && file.text.back() != '\n')
        problems.push_back(problem(file.path, number, "the file does not end in a line break"));
    return problems;
}

std::vector<std::string> found_in(const SourceFile& file, const std::string& text,
                                  const Regex& pattern, const std::string& message) {
    std::vector<std::string> problems;
    int number = 0;
    for (const auto line : mendel::base::split_lines(text)) {
        ++number;
        if (const auto groups = pattern.match(line))
            problems.push_back(
                problem(file.path, number, std::string((*groups)[1]) + " " + message));
    }
    return problems;
}

void append(std::vector<std::string>& all, const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

std::vector<std::string> word_problems(const SourceFile& file) {
    static const Regex unfinished("\\b(TODO|FIXME|XXX|HACK)\\b");
    static const Regex process(
        "\\b(fork|vfork|clone3?|exec[lv][pe]*|execveat|system|popen|posix_spawnp?)\\s*\\(");
    static const Regex machine(
        "\\b(getenv|secure_getenv|setenv|unsetenv|random_device|(?:system|steady|high_resolution)"
        "_clock::now)\\b");
    const auto parts = take_apart(file.text);
    auto problems = found_in(file, parts.comments, unfinished, "marks unfinished work");
    if (file.path.rfind("src/sys/", 0) == 0)
        return problems;
    append(problems, found_in(file, parts.code, process, "starts a process outside sys"));
    append(problems, found_in(file, parts.code, machine, "asks the machine outside sys"));
    return problems;
}

bool is_code(const std::string& path) {
    return ends_in(path, ".cpp") || ends_in(path, ".hpp");
}

}  // namespace

std::vector<std::string> file_problems(const SourceFile& file) {
    auto problems = line_problems(file);
    if (ends_in(file.path, ".hpp") && file.text.rfind("#pragma once\n", 0) != 0)
        problems.push_back(problem(file.path, 1, "the header does not begin with #pragma once"));
    append(problems, word_problems(file));
    return problems;
}

std::vector<std::string> folder_problems(const std::vector<std::string>& paths) {
    std::map<std::string, std::set<std::string>> stems;
    std::map<std::string, std::set<std::string>> below;
    std::set<std::string> nested;
    for (const auto& path : paths) {
        const auto parts = parts_of(path);
        if (parts.size() < 3 || !is_code(path))
            continue;
        if (parts.size() == 3)
            stems[parts[1]].insert(parts[2].substr(0, parts[2].rfind('.')));
        else if (parts[2] != "data")
            below[parts[1]].insert(parts[2]);
        if (parts.size() > 4 && parts[2] != "data")
            nested.insert("src/" + parts[1] + "/" + parts[2] + " has a sub-folder");
    }
    std::vector<std::string> problems(nested.begin(), nested.end());
    for (const auto& [folder, names] : stems)
        if (names.size() > k_most_files)
            problems.push_back("src/" + folder + " holds " + std::to_string(names.size()) +
                               " files: it is two concerns");
    for (const auto& [folder, names] : below)
        if (names.size() > k_most_kinds)
            problems.push_back("src/" + folder + " has more than two sub-folders");
    return problems;
}

std::vector<std::string> schema_nouns(const SourceFile& file) {
    static const Regex name("\"mendel\\.([a-z_]+)/[0-9]+\"");
    std::vector<std::string> nouns;
    for (const auto& groups : name.match_all(file.text))
        nouns.emplace_back(groups[1]);
    return nouns;
}

std::vector<std::string> unlisted_sources(const SourceFile& list,
                                          const std::vector<std::string>& names) {
    std::set<std::string> listed;
    for (const auto& line : mendel::base::split_lines(list.text))
        for (const auto word : mendel::base::split_words(line.substr(0, line.find('#'))))
            listed.emplace(word.substr(0, word.find(')')));
    std::vector<std::string> problems;
    for (const auto& name : names)
        if (listed.count(name) == 0)
            problems.push_back(list.path + " does not list " + name);
    return problems;
}

}  // namespace house
