#include "base/ini.hpp"

#include "base/text.hpp"

namespace mendel::base {

IniFile parse_ini(std::string_view text) {
    IniFile file;
    std::map<std::string, std::string>* section = nullptr;
    std::string* value = nullptr;
    for (const auto raw : split_lines(text)) {
        const auto line = trim(raw);
        if (line.empty() || line.front() == '#' || line.front() == ';')
            continue;
        if ((raw.front() == ' ' || raw.front() == '\t') && value != nullptr) {
            *value += value->empty() ? std::string(line) : "\n" + std::string(line);
            continue;
        }
        value = nullptr;
        if (line.front() == '[' && line.back() == ']') {
            section = &file[std::string(trim(line.substr(1, line.size() - 2)))];
            continue;
        }
        const auto equals = line.find_first_of("=:");
        if (section == nullptr || equals == std::string_view::npos)
            continue;
        value = &(*section)[to_lower(trim(line.substr(0, equals)))];
        *value = std::string(trim(line.substr(equals + 1)));
    }
    return file;
}

std::string ini_value(const IniFile& file, const std::string& section, const std::string& key) {
    const auto found = file.find(section);
    if (found == file.end())
        return {};
    const auto value = found->second.find(key);
    return value == found->second.end() ? std::string() : value->second;
}

}  // namespace mendel::base
