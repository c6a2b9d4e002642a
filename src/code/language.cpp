#include "code/language.hpp"

#include <algorithm>
#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "code/tree.hpp"

namespace mendel::code {

namespace {

struct Ending {
    std::string_view ending;
    Language language;
};

constexpr std::array k_endings = {
    Ending{"py", Language::python},      Ending{"pyi", Language::python},
    Ending{"pyw", Language::python},     Ending{"js", Language::javascript},
    Ending{"mjs", Language::javascript}, Ending{"cjs", Language::javascript},
    Ending{"jsx", Language::javascript}, Ending{"ts", Language::typescript},
    Ending{"mts", Language::typescript}, Ending{"cts", Language::typescript},
    Ending{"tsx", Language::tsx},        Ending{"c", Language::c},
    Ending{"cc", Language::cpp},         Ending{"cpp", Language::cpp},
    Ending{"cxx", Language::cpp},        Ending{"c++", Language::cpp},
    Ending{"C", Language::cpp},          Ending{"hh", Language::cpp},
    Ending{"hpp", Language::cpp},        Ending{"hxx", Language::cpp},
    Ending{"h++", Language::cpp},        Ending{"H", Language::cpp},
    Ending{"ipp", Language::cpp},        Ending{"tpp", Language::cpp},
    Ending{"inl", Language::cpp},        Ending{"txx", Language::cpp},
    Ending{"cppm", Language::cpp},       Ending{"ixx", Language::cpp},
    Ending{"go", Language::go},          Ending{"java", Language::java},
    Ending{"rs", Language::rust},
};

std::string_view ending_of(std::string_view path) {
    const auto slash = path.rfind('/');
    const auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    const auto dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot + 1);
}

bool speaks_cpp(std::string_view header) {
    static const base::Regex words(
        R"((?m)^\s*(class|namespace|template|using|public:|private:|protected:)\b|\bconstexpr\b|)"
        R"(\bstd::|^\s*#\s*include\s*<[a-z_]+>)");
    return words.found_in(header);
}

std::optional<Language> language_of_script(std::string_view text) {
    static const base::Regex first_line(R"(^#![^\n]*\b(python|node)[0-9.]*\b)");
    const auto found = first_line.match(text);
    if (!found)
        return std::nullopt;
    return (*found)[1] == "python" ? Language::python : Language::javascript;
}

}  // namespace

std::optional<Language> language_of(std::string_view path, std::string_view text) {
    const auto ending = ending_of(path);
    if (ending.empty())
        return language_of_script(text);
    if (ending == "h")
        return speaks_cpp(text) ? Language::cpp : Language::c;
    const auto row = std::find_if(k_endings.begin(), k_endings.end(),
                                  [&](const Ending& known) { return known.ending == ending; });
    if (row == k_endings.end())
        return std::nullopt;
    return row->language;
}

std::string_view name_of(Language language) {
    switch (language) {
        case Language::python:
            return "python";
        case Language::javascript:
            return "javascript";
        case Language::typescript:
            return "typescript";
        case Language::tsx:
            return "tsx";
        case Language::c:
            return "c";
        case Language::cpp:
            return "cpp";
        case Language::go:
            return "go";
        case Language::java:
            return "java";
        case Language::rust:
            return "rust";
    }
    return "";
}

bool is_script(Language language) {
    return language == Language::javascript || language == Language::typescript ||
           language == Language::tsx;
}

bool is_c_family(Language language) {
    return language == Language::c || language == Language::cpp;
}

bool is_test_file(std::string_view path) {
    static const base::Regex k_pattern(
        R"((^|/)(tests?|__tests__|specs?|testing|test_?suite|t)/|(^|/)(test_[^/]*)"
        R"(|[^/]*_test|[^/]*[.-](test|spec)|)"
        R"(tests?|conftest|[^/]*Tests?|[^/]*_spec|[^/]*IT|test[^/]*)\.[A-Za-z]+$)");
    return k_pattern.found_in(path);
}

}  // namespace mendel::code
