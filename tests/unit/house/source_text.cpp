#include "source_text.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace house {

namespace {

namespace fs = std::filesystem;
using mendel::base::Regex;

std::string blank(std::string_view text) {
    std::string blanked(text);
    for (auto& c : blanked)
        if (c != '\n')
            c = ' ';
    return blanked;
}

/// Length of the comment, include line or literal at the front of `rest`; 0 for plain code.
std::size_t quoted_length(std::string_view rest) {
    for (std::size_t i = 1; i < rest.size(); ++i) {
        if (rest[i] == '\\')
            ++i;
        else if (rest[i] == rest[0] || rest[i] == '\n')
            return i + 1;
    }
    return rest.size();
}

std::size_t raw_length(std::string_view rest) {
    const auto open = rest.find('(');
    if (open == std::string_view::npos)
        return rest.size();
    const auto close = ")" + std::string(rest.substr(2, open - 2)) + "\"";
    const auto end = rest.find(close, open);
    return end == std::string_view::npos ? rest.size() : end + close.size();
}

std::size_t comment_length(std::string_view rest) {
    if (rest.substr(0, 2) == "//")
        return std::min(rest.find('\n'), rest.size());
    if (rest.substr(0, 2) != "/*")
        return 0;
    const auto end = rest.find("*/", 2);
    return end == std::string_view::npos ? rest.size() : end + 2;
}

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::size_t literal_length(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    const bool after_word = at > 0 && is_word(text[at - 1]);
    if (rest.substr(0, 2) == "R\"" && !after_word)
        return raw_length(rest);
    if (rest[0] == '"' || (rest[0] == '\'' && !after_word))  // 1'000 is no literal
        return quoted_length(rest);
    return 0;
}

bool begins_include(std::string_view text, std::size_t at) {
    return text[at] == '#' && (at == 0 || text[at - 1] == '\n') && text.substr(at, 8) == "#include";
}

}  // namespace

SourceParts take_apart(std::string_view text) {
    SourceParts parts;
    const auto add = [&](std::string_view code, std::string_view comments) {
        parts.code += code;
        parts.comments += comments;
    };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 1;
        if (begins_include(text, at)) {
            length = std::min(text.find('\n', at), text.size()) - at;
            add(text.substr(at, length), blank(text.substr(at, length)));
        } else if (const auto comment = comment_length(text.substr(at)); comment > 0) {
            length = comment;
            add(blank(text.substr(at, length)), text.substr(at, length));
        } else if (const auto literal = literal_length(text, at); literal > 0) {
            length = literal;
            add(blank(text.substr(at, length)), blank(text.substr(at, length)));
        } else {
            add(text.substr(at, 1), blank(text.substr(at, 1)));
        }
        at += length;
    }
    return parts;
}

std::vector<Include> includes_of(std::string_view text) {
    static const Regex pattern("^#include +([<\"])([^>\"]+)[>\"]");
    std::vector<Include> includes;
    const auto code = take_apart(text).code;
    int number = 0;
    for (const auto line : mendel::base::split_lines(code)) {
        ++number;
        if (const auto groups = pattern.match(line))
            includes.push_back({std::string((*groups)[2]), (*groups)[1] == "\"", number});
    }
    return includes;
}

std::string text_of(const std::string& path) {
    std::ifstream file(fs::path(MENDEL_SOURCE_FOLDER) / path, std::ios::binary);
    if (!file)
        throw std::runtime_error("cannot read " + path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<SourceFile> files_below(const std::string& folder,
                                    const std::vector<std::string>& endings) {
    std::vector<SourceFile> files;
    const fs::path root(MENDEL_SOURCE_FOLDER);
    if (!fs::exists(root / folder))
        return files;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
        const auto path = fs::relative(entry.path(), root).string();
        const auto fits = [&](const std::string& ending) { return ends_in(path, ending); };
        if (entry.is_regular_file() && std::any_of(endings.begin(), endings.end(), fits))
            files.push_back({path, text_of(path)});
    }
    std::sort(files.begin(), files.end(),
              [](const auto& left, const auto& right) { return left.path < right.path; });
    return files;
}

std::vector<std::string> folders_in(const std::string& folder) {
    std::vector<std::string> folders;
    for (const auto& entry : fs::directory_iterator(fs::path(MENDEL_SOURCE_FOLDER) / folder))
        if (entry.is_directory())
            folders.push_back(entry.path().filename().string());
    std::sort(folders.begin(), folders.end());
    return folders;
}

bool ends_in(std::string_view path, std::string_view ending) {
    return path.size() >= ending.size() && path.substr(path.size() - ending.size()) == ending;
}

std::vector<std::string> parts_of(const std::string& path) {
    std::vector<std::string> parts;
    for (const auto part : mendel::base::split(path, '/'))
        parts.emplace_back(part);
    return parts;
}

std::string problem(const std::string& path, int line, const std::string& message) {
    return path + ":" + std::to_string(line) + ": " + message;
}

}  // namespace house
