#include "diagnose/matchers/jvm_error.hpp"

#include "support/catch.hpp"

namespace mendel::diagnose {

TEST_CASE("marks of maven, sbt and ant are taken off, other brackets stay") {
    CHECK(without_mark("[ERROR] x") == "x");
    CHECK(without_mark("    [junit] Running a.B") == "Running a.B");
    CHECK(without_mark("[error]   x") == "  x");
    CHECK(without_mark("[1, 2] x") == "[1, 2] x");
    CHECK(without_mark("[not a mark] x") == "[not a mark] x");
    CHECK(without_mark("") == "");
}

TEST_CASE("a throwable is a qualified class with or without words") {
    const auto error = jvm_error_of("java.lang.IllegalStateException: no room");
    REQUIRE(error);
    CHECK(error->type == "IllegalStateException");
    CHECK(error->message == "no room");
    CHECK(jvm_error_of("Caused by: a.b.C$RoomException")->type == "C$RoomException");
    CHECK(!jvm_error_of("Error: no room"));
    CHECK(!jvm_error_of("the java.lang.Error was printed"));
}

TEST_CASE("frames name the file that the package implies, a library's in angle brackets") {
    const auto own = jvm_frame_of("\tat org.inn.Room$1.enter(Room.java:13)", "org.inn.");
    REQUIRE(own);
    CHECK(own->file == "org/inn/Room.java");
    CHECK(own->line == 13);
    CHECK(own->function == "org.inn.Room$1.enter");
    const auto jdk = jvm_frame_of("at java.base/java.util.List.get(List.java:3)", "org.inn.");
    REQUIRE(jdk);
    CHECK(jdk->file == "<java.util>/List.java");
    CHECK(!jvm_frame_of("at the end of the day", ""));
}

TEST_CASE("a message may span lines, causes are passed over") {
    const std::string text(
        "org.x.AError: first\n  second\n\tat org.inn.A.f(A.java:1)\n"
        "Caused by: java.io.IOException: disk\n\tat java.io.X.y(X.java:2)\n"
        "\t... 3 more\nnext\n");
    model::LogSource source;
    source.text = text;
    const Log log(source);
    const Section section(log, log.steps()[0], "");
    const auto error = read_jvm_error(section, 0, "org.inn.A");
    CHECK(error.message == "first\n  second");
    CHECK(error.end == 6);
    REQUIRE(error.frames.size() == 1);
    CHECK(error.frames[0].file == "org/inn/A.java");
}

TEST_CASE("expected and actual are read as each library words them") {
    const auto values = [](std::string_view message) {
        model::FailedTest test;
        read_jvm_values(message, test);
        return test.expected + "|" + test.actual;
    };
    CHECK(values("expected:<1> but was:<2>") == "1|2");
    CHECK(values("expected: <1> but was: <2>") == "1|2");
    CHECK(values("expected [1] but found [2]") == "1|2");
    CHECK(values("\nExpected: is <1>\n     but: was <2>") == "is <1>|<2>");
    CHECK(values("\nexpected: 1\n but was: 2") == "1|2");
    CHECK(values("Expected <1>, actual <2>.") == "1|2");
    CHECK(values("no room") == "|");
}

}  // namespace mendel::diagnose
