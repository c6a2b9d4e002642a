#include "base/yaml.hpp"

#include <charconv>
#include <optional>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::base {

namespace {

constexpr std::size_t k_most_values = 100'000;
constexpr int k_most_depth = 100;

struct Problem {
    std::string message;
    Mark mark;
};

Mark mark_of(const YAML::Mark& mark) {
    return {mark.line + 1, mark.column + 1};
}

std::string escaped(const std::string& key) {
    return replace_all(replace_all(key, "~", "~0"), "/", "~1");
}

Json plain_scalar(const std::string& text) {
    static const Regex integer("^[-+]?[0-9]+$");
    static const Regex real("^[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?$");
    if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL")
        return nullptr;
    if (text == "true" || text == "True" || text == "TRUE")
        return true;
    if (text == "false" || text == "False" || text == "FALSE")
        return false;
    const char* begin = text.data() + (text[0] == '+' ? 1 : 0);
    const char* end = text.data() + text.size();
    long long whole = 0;
    if (integer.found_in(text) && std::from_chars(begin, end, whole).ec == std::errc())
        return whole;
    double value = 0;
    if (real.found_in(text) && std::from_chars(begin, end, value).ec == std::errc())
        return value;
    return text;
}

bool is_text(const std::string& tag) {
    return tag == "!" || tag == "tag:yaml.org,2002:str";
}

class Converter {
  public:
    explicit Converter(YamlDocument& document) : m_document(document) {}

    Json convert(const YAML::Node& node, const std::string& pointer, int depth) {
        if (++m_values > k_most_values || depth > k_most_depth)
            throw Problem{"This document is too large or too deep. Make it smaller.",
                          mark_of(node.Mark())};
        m_document.marks[pointer] = mark_of(node.Mark());
        switch (node.Type()) {
            case YAML::NodeType::Scalar:
                return is_text(node.Tag()) ? Json(node.Scalar()) : plain_scalar(node.Scalar());
            case YAML::NodeType::Sequence:
                return sequence(node, pointer, depth);
            case YAML::NodeType::Map:
                return mapping(node, pointer, depth);
            default:
                return nullptr;
        }
    }

  private:
    Json sequence(const YAML::Node& node, const std::string& pointer, int depth) {
        Json list = Json::array();
        for (const auto& item : node)
            list.push_back(convert(item, pointer + "/" + std::to_string(list.size()), depth + 1));
        return list;
    }

    Json mapping(const YAML::Node& node, const std::string& pointer, int depth) {
        Json object = Json::object();
        for (const auto& member : node) {
            const auto mark = mark_of(member.first.Mark());
            if (!member.first.IsScalar())
                throw Problem{"A key must be plain text. Write it as one word.", mark};
            const auto& key = member.first.Scalar();
            if (object.contains(key))
                throw Problem{fmt::format("The key '{}' stands here twice. Keep one.", key), mark};
            const auto place = pointer + "/" + escaped(key);
            m_document.key_marks[place] = mark;
            object[key] = convert(member.second, place, depth + 1);
        }
        return object;
    }

    YamlDocument& m_document;
    std::size_t m_values = 0;
};

/// Notes where a document begins and lets its values pass.
class DocumentStart : public YAML::EventHandler {
  public:
    void OnDocumentStart(const YAML::Mark& mark) override { m_mark = mark_of(mark); }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
    Mark mark() const { return m_mark; }

  private:
    Mark m_mark;
};

/// Where a second document begins. (YAML::LoadAll does not end on some broken texts.)
std::optional<Mark> second_document(const std::string& text) {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    DocumentStart first;
    DocumentStart second;
    if (parser.HandleNextDocument(first) && parser.HandleNextDocument(second))
        return second.mark();
    return std::nullopt;
}

}  // namespace

YamlDocument::YamlDocument() = default;
YamlDocument::YamlDocument(YamlDocument&&) noexcept = default;
YamlDocument& YamlDocument::operator=(YamlDocument&&) noexcept = default;
YamlDocument::~YamlDocument() = default;

Result<YamlDocument> parse_yaml(std::string_view text, std::string_view where) {
    const auto failed = [&](const std::string& message, Mark mark) {
        return fail(ErrorKind::user, message,
                    fmt::format("{}:{}:{}", where, mark.line, mark.column));
    };
    try {
        YamlDocument document;
        const auto node = YAML::Load(std::string(text));
        if (const auto second = second_document(std::string(text)))
            return failed("A second document begins here, but one is read. Keep one.", *second);
        document.value = std::make_unique<Json>(Converter(document).convert(node, "", 0));
        return document;
    } catch (const YAML::Exception& error) {
        return failed(
            fmt::format("This is not valid YAML: {}. Correct it at this place.", error.msg),
            mark_of(error.mark));
    } catch (const Problem& problem) {
        return failed(problem.message, problem.mark);
    }
}

}  // namespace mendel::base
