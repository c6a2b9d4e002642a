#include "intake/slash_command.hpp"

#include "support/catch.hpp"

using namespace mendel;
using Values = std::map<std::string, std::string>;

namespace {

const std::vector<std::string> k_all = {"heal", "develop", "evolve", "create"};

intake::SlashCommand read(const std::string& line) {
    const auto command = intake::parse_command(line, k_all);
    INFO(line << (command ? "" : base::describe(command.error())));
    REQUIRE(command.has_value());
    return command->value_or(intake::SlashCommand{});
}

std::string error_of(const std::string& line) {
    const auto command = intake::parse_command(line, k_all);
    return command ? "" : command.error().message;
}

}  // namespace

TEST_CASE("lines that are no command of mendel's are nothing") {
    const auto line = GENERATE("", "/", "//", "hello", "/autofix", "/auto-fix:", "/auto-fixes",
                               " /auto-fix", "\t/mendel help", "/mendel-help", "/help");
    INFO(line);
    CHECK_FALSE(intake::command_name(line).has_value());
    const auto command = intake::parse_command(line, k_all);
    REQUIRE(command.has_value());
    CHECK_FALSE(command->has_value());
}

TEST_CASE("commands are read with their values") {
    CHECK(read("/auto-fix").values.empty());
    CHECK(read("/auto-fix\trun=5").values == Values{{"run", "5"}});
    CHECK(read("/auto-fix  rungs=format,lint   run=\"7\" ").values ==
          Values{{"rungs", "format,lint"}, {"run", "7"}});
    CHECK(read("/auto-fix apply=" + std::string(40, 'A')).values ==
          Values{{"apply", std::string(40, 'a')}});
    CHECK(read("/auto-fix run=0042").values == Values{{"run", "42"}});
    CHECK(read("/mendel help").word == "help");
    CHECK(read("/evolve").name == "/evolve");
    CHECK(read("/create-service").name == "/create-service");
    CHECK(read("/parallel-dev feature=\"dark mode, a=b\" strategy=test-driven instances=3 "
               "complexity=high pattern=tree")
              .values == Values{{"feature", "dark mode, a=b"},
                                {"strategy", "test-driven"},
                                {"instances", "3"},
                                {"complexity", "high"},
                                {"pattern", "tree"}});
}

TEST_CASE("what cannot be read is an error that helps") {
    struct Case {
        const char* line;
        const char* message;
    };
    const auto c = GENERATE(values<Case>({
        {"/auto-fix rnu=5", "The key \"rnu\" is not known. /auto-fix takes run, rungs, apply."},
        {"/auto-fix format",
         "The word \"format\" has no value. /auto-fix takes run, rungs, apply."},
        {"/auto-fix run=5 run=5", "The key run stands twice. Keep one of them."},
        {"/auto-fix run=", "run must be the id of a workflow run, but is \"\". Correct the value."},
        {"/auto-fix run=-5",
         "run must be the id of a workflow run, but is \"-5\". Correct the value."},
        {"/auto-fix rungs=lint,lint",
         "rungs must be a list that holds each rung once, but is \"lint,lint\". Correct the "
         "value."},
        {"/auto-fix =5", "A value stands without its key. Write key=value or key=\"two words\"."},
        {"/auto-fix \"run\"=5",
         "A value stands without its key. Write key=value or key=\"two words\"."},
        {"/auto-fix run=\"5",
         "The value of \"run\" has no closing quote. Write run=\"two words\"."},
        {"/auto-fix run=\"5\"x",
         "The value of \"run\" goes on after its quote. Put a blank between values."},
        {"/auto-fix run=5\"x\"",
         "The value of \"run\" goes on after its quote. Put a blank between values."},
        {"/mendel", "/mendel needs a word. Write one of help, status, stop, resume, approve."},
        {"/mendel stop stop",
         "/mendel takes one word. Write one of help, status, stop, resume, approve."},
        {"/mendel run=5", "The key \"run\" is not known. /mendel takes nothing more."},
        {"/mendel approve",
         "/mendel approve needs a commit. Write /mendel approve SHA, with the full id."},
        {"/mendel approve 12ab",
         "commit must be the full id of the head commit, 40 hexadecimal digits, but is \"12ab\". "
         "Correct the value."},
        {"/mendel dance",
         "The word \"dance\" is not known. Write one of help, status, stop, resume, approve."},
        {"/evolve now", "The word \"now\" has no value. /evolve takes nothing more."},
        {"/parallel-dev", "/parallel-dev needs a feature. Write feature=\"what is to be built\"."},
        {"/parallel-dev feature=\" \"",
         "feature must be text that is not empty, but is \" \". Correct the value."},
        {"/parallel-dev feature=x instances=51",
         "instances must be a whole number from 1 to 50, but is \"51\". Correct the value."},
        {"/parallel-dev feature=x pattern=star",
         "pattern must be one of competition, parallel, ab, roles, tree, but is \"star\". Correct "
         "the value."},
    }));
    CHECK(error_of(c.line) == c.message);
}

TEST_CASE("foreign text in an error is short and plain") {
    const auto error = error_of("/auto-fix " + std::string(1'000, 'x') + "=5");
    CHECK(error.size() < 150);
    CHECK(error_of("/auto-fix \xff=5").find("\xff") == std::string::npos);
}

TEST_CASE("a mission that is not built is refused whatever follows") {
    const auto line = GENERATE("/parallel-dev nonsense", "/evolve", "/create-service x=\"");
    const auto command = intake::parse_command(line, {"heal"});
    REQUIRE_FALSE(command.has_value());
    CHECK(command.error().kind == base::ErrorKind::refused);
    CHECK_THAT(command.error().message, Catch::Matchers::Contains("is not built yet"));
}

TEST_CASE("values that came apart are checked alike") {
    CHECK(intake::command_of("/auto-fix", {{"run", "5"}})->values == Values{{"run", "5"}});
    CHECK_FALSE(intake::command_of("/auto-fix", {{"run", "x"}}).has_value());
    CHECK_FALSE(intake::command_of("/auto-fix", {{"feature", "x"}}).has_value());
    CHECK(intake::command_of("/nothing", {}).error().kind == base::ErrorKind::bug);
}
