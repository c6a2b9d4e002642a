#include "layers.hpp"

#include "support/catch.hpp"

using namespace house;

namespace {

const char* const k_layers = R"(
# comment
0 base :
1 model :
1 sys :
2 git : sys    # reason
3 heal : sys
home git2 git
home yaml-cpp base/yaml
home fmt *
home nlohmann/json.hpp *
home filesystem sys
home linux/ sys
home regex -
)";

std::vector<std::string> problems_in(const std::string& path, const std::string& text) {
    return include_problems(parse_layers(k_layers), {path, text});
}

std::vector<std::string> all_include_problems() {
    const auto layers = parse_layers(text_of("src/LAYERS"));
    std::vector<std::string> problems;
    for (const auto& file : files_below("src", {".cpp", ".hpp"}))
        for (const auto& found : include_problems(layers, file))
            problems.push_back(found);
    return problems;
}

}  // namespace

TEST_CASE("every include in src is one that src/LAYERS allows") {
    for (const auto& found : all_include_problems())
        FAIL_CHECK(found);
    CHECK(files_below("src", {".hpp"}).size() > 40);
}

TEST_CASE("src/LAYERS has no cycle, no link upwards and a line for every folder") {
    const auto layers = parse_layers(text_of("src/LAYERS"));
    for (const auto& found : order_problems(layers))
        FAIL_CHECK(found);
    for (const auto& folder : folders_in("src")) {
        INFO(folder);
        CHECK(layers.folders.count(folder) == 1);
    }
}

TEST_CASE("an include of a folder that is not linked is found") {
    CHECK(problems_in("src/heal/a.cpp", "#include \"git/diff.hpp\"\n") ==
          std::vector<std::string>{"src/heal/a.cpp:1: heal may not include git (src/LAYERS)"});
    CHECK(problems_in("src/base/a.cpp", "#include \"model/patch.hpp\"\n").size() == 1);
    CHECK(problems_in("src/model/a.cpp", "#include \"base/text.hpp\"\n").empty());
    CHECK(problems_in("src/heal/rungs/a.cpp", "#include \"git/diff.hpp\"\n").size() == 1);
}

TEST_CASE("an include that is no full path is found") {
    CHECK(problems_in("src/heal/a.cpp", "#include \"a.hpp\"\n").size() == 1);
    CHECK(problems_in("src/heal/a.cpp", "#include \"other/a.hpp\"\n").size() == 1);
    CHECK(problems_in("src/heal/a.cpp", "#include \"heal/a.hpp\"\n").empty());
}

TEST_CASE("a third-party header away from its home is found") {
    CHECK(problems_in("src/heal/a.cpp", "#include <git2.h>\n").size() == 1);
    CHECK(problems_in("src/heal/a.cpp", "#include <git2/oid.h>\n").size() == 1);
    CHECK(problems_in("src/git/a.cpp", "#include <git2/oid.h>\n").empty());
    CHECK(problems_in("src/base/yaml.cpp", "#include <yaml-cpp/yaml.h>\n").empty());
    CHECK(problems_in("src/base/yaml_more.cpp", "#include <yaml-cpp/yaml.h>\n").size() == 1);
    CHECK(problems_in("src/heal/a.cpp", "#include <fmt/format.h>\n").empty());
}

TEST_CASE("the whole JSON header in a header of ours is found") {
    CHECK(problems_in("src/heal/a.hpp", "#include <nlohmann/json.hpp>\n").size() == 1);
    CHECK(problems_in("src/heal/a.cpp", "#include <nlohmann/json.hpp>\n").empty());
}

TEST_CASE("headers of the operating system, banned and unknown ones are found") {
    CHECK(problems_in("src/heal/a.cpp", "#include <filesystem>\n").size() == 1);
    CHECK(problems_in("src/sys/a.cpp", "#include <filesystem>\n").empty());
    CHECK(problems_in("src/heal/a.cpp", "#include <poll.h>\n").size() == 1);
    CHECK(problems_in("src/sys/a.cpp", "#include <poll.h>\n#include <linux/audit.h>\n").empty());
    CHECK(problems_in("src/sys/a.cpp", "#include <regex>\n").size() == 1);
    CHECK(problems_in("src/sys/a.cpp", "#include <boost/asio.hpp>\n").size() == 1);
    CHECK(problems_in("src/heal/a.cpp", "#include <vector>\n").empty());
}

TEST_CASE("a file in a folder without a line is found") {
    CHECK(problems_in("src/util/a.cpp", "").size() == 1);
}

TEST_CASE("cycles, links upwards, unknown links and unreadable lines are found") {
    CHECK(order_problems(parse_layers(k_layers)).empty());
    const auto problems_of = [](const char* text) { return order_problems(parse_layers(text)); };
    CHECK(problems_of("0 base :\n1 model :\n2 a : b\n2 b : a\n").size() == 2);
    CHECK(problems_of("0 base :\n1 model :\n1 a : b\n2 b :\n").size() == 1);
    CHECK(problems_of("0 base :\n1 model :\n1 a : c\n").size() == 1);
    CHECK(problems_of("0 base :\nnonsense\n").size() == 1);
    CHECK(problems_of("0 base :\n0 base :\n").size() == 1);
}
