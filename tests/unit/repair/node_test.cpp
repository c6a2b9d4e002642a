#include "repair/localise_script.hpp"
#include "repair/probe_script.hpp"
#include "repair/validate_node.hpp"
#include "unit/repair/project.hpp"

using namespace mendel;
using namespace mendel::repair;
using repair::test::Files;
using repair::test::Project;
using std::chrono::steady_clock;

namespace {

const std::string k_source = R"('use strict';
const WORDS = ['zero', 'one', 'two'];

function sum(values) {
  let total = 0;
  for (let i = 1; i < values.length; i++) total += values[i];
  return total;
}

const biggest = (values) => values.reduce((a, b) => a > b ? a : b);

function name(number) {
  if (number > 1) return 'many';
  return WORDS[number];
}

module.exports = { sum, biggest, name };
)";

const std::string k_script = R"(const assert = require('assert');
const { sum, biggest, name } = require('./calc.js');
assert.strictEqual(sum([0, 2]), 2);
assert.strictEqual(sum([1, 2]), 3);
assert.strictEqual(biggest([1, 5, 2]), 5);
assert.strictEqual(name(1), 'one');
)";

Localisation located(const model::Round& round) {
    auto where = localise_script(round);
    INFO((where ? std::string() : where.error().message));
    REQUIRE(where);
    return *where;
}

std::vector<Trial> trials(const model::Round& round, const Localisation& where,
                          const std::vector<Candidate>& candidates) {
    auto validator = make_node_validator(round, where);
    INFO((validator ? std::string() : validator.error().message));
    REQUIRE(validator);
    auto tried =
        (*validator)
            ->run(candidates, steady_clock::now() + std::chrono::minutes(2), Patience::usual);
    INFO((tried ? std::string() : tried.error().message));
    REQUIRE(tried);
    return *tried;
}

double score_at(const Localisation& where, int line) {
    for (const auto& suspect : where.lines)
        if (suspect.line == line)
            return suspect.score;
    return 0;
}

}  // namespace

TEST_CASE("probes keep the lines of a script and leave directives first") {
    const auto tree = code::Tree::parse(code::Language::javascript,
                                        "'use strict';\nif (a) b(); else c();\nx(y => y + 1);\n");
    REQUIRE(tree);
    const auto probed = probed_script(*tree, 7);
    CHECK(probed.text.rfind("'use strict';\n__mendel_7(2);if (a) {__mendel_7(2);b();} else "
                            "{__mendel_7(2);c();}\n__mendel_7(3);x(y => (__mendel_7(3),y + 1));\n",
                            0) == 0);
}

TEST_CASE("assertions of a test are made to tell and not to throw, but not inside try") {
    const auto tree = code::Tree::parse(
        code::Language::javascript,
        "it('a', () => {\n  assert(x);\n  try { assert(y); } catch (e) {}\n});\n");
    REQUIRE(tree);
    const auto text = softened_script(*tree);
    CHECK(text.find("try{assert(x);;__mendel_tests().asserted(true)}") != std::string::npos);
    CHECK(text.find("try { assert(y); }") != std::string::npos);
    CHECK(text.find("begin('line 1')") != std::string::npos);
}

TEST_CASE("a plain script is counted by its assertions and tried in workers") {
    Project project({{"calc.js", k_source}, {"calc.test.js", k_script}});
    const auto round = project.round(std::string("node calc.test.js"));
    const auto where = located(round);
    REQUIRE_FALSE(where.lines.empty());
    CHECK(where.lines.front().file == "calc.js");
    CHECK(score_at(where, 6) == where.lines.front().score);
    CHECK(score_at(where, 10) < score_at(where, 6));
    const auto tried =
        trials(round, where,
               {project.candidate("calc.js", "let i = 1", "let i = 0"),
                project.candidate("calc.js", "let i = 1", "let i = 2"),
                project.candidate("calc.js", "i++", "i += 0"),
                project.candidate("calc.js", "return total;", "return total; }"),
                project.candidate("calc.js", "return total;", "process.exit(0); return total;"),
                project.candidate("calc.js", "let total = 0;",
                                  "const hog = []; for (;;) hog.push(new Array(1e5).fill(hog));")});
    REQUIRE(tried.size() == 6);
    CHECK(tried[0].state == TrialState::passes);
    CHECK(tried[1].state == TrialState::fails);
    CHECK(tried[2].state == TrialState::timed_out);
    CHECK(tried[3].state == TrialState::does_not_load);
    CHECK(tried[5].state == TrialState::timed_out);
}

TEST_CASE("candidates of a script do not see what others before them did") {
    Project project(Files{
        {"seen.js",
         "globalThis.seen = (globalThis.seen || 0) + 1;\n"
         "exports.add = (a, b) => a - b + globalThis.seen - 1;\n"},
        {"seen.test.js", "require('assert').strictEqual(require('./seen.js').add(1, 2), 3);\n"}});
    const auto round = project.round(std::string("node seen.test.js"));
    const auto tried = trials(round, located(round),
                              {project.candidate("seen.js", "a - b", "a * b"),
                               project.candidate("seen.js", "a - b", "b - a"),
                               project.candidate("seen.js", "a - b", "a + b"),
                               project.candidate("seen.js", "a - b", "a / b")});
    REQUIRE(tried.size() == 4);
    CHECK(tried[0].state == TrialState::fails);
    CHECK(tried[1].state == TrialState::fails);
    CHECK(tried[2].state == TrialState::passes);
    CHECK(tried[3].state == TrialState::fails);
}

TEST_CASE("an endless loop in a script is found") {
    Project project(Files{
        {"loop.js",
         "exports.half = (n) => { let s = 0; while (n > 1) {\n n = Math.ceil(n / 2 + "
         "0.5); s++; } return s; };\n"},
        {"loop.test.js", "require('assert').strictEqual(require('./loop.js').half(8), 3);\n"}});
    const auto round = project.round(std::string("node loop.test.js"));
    const auto where = located(round);
    REQUIRE_FALSE(where.lines.empty());
    const auto tried = trials(round, where, {project.candidate("loop.js", " + 0.5", "")});
    REQUIRE(tried.size() == 1);
    CHECK(tried[0].state == TrialState::passes);
}

TEST_CASE("ES modules under node --test are counted and tried") {
    Project project({{"package.json", R"({"type": "module", "scripts": {"test": "node --test"}})"},
                     {"src/calc.js",
                      "export function area(w, h) {\n  return w + h;\n}\n\n"
                      "export function half(n) {\n  return n / 2;\n}\n"},
                     {"test/calc.test.js", R"(import test from 'node:test';
import assert from 'node:assert';
import { area, half } from '../src/calc.js';

test('area', () => {
  assert.equal(area(2, 2), 4);
  assert.equal(area(2, 3), 6);
});

test('half', async () => {
  assert.equal(half(4), 2);
});
)"}});
    const auto round = project.round(std::string("npm test"));
    const auto where = located(round);
    REQUIRE_FALSE(where.lines.empty());
    CHECK(where.lines.front().file == "src/calc.js");
    CHECK(where.lines.front().line == 2);
    CHECK(where.tests.size() == 2);
    const auto tried = trials(round, where,
                              {project.candidate("src/calc.js", "w + h", "w * h"),
                               project.candidate("src/calc.js", "w + h", "w - h"),
                               project.candidate("src/calc.js", "w + h", "w +")});
    REQUIRE(tried.size() == 3);
    CHECK(tried[0].state == TrialState::passes);
    CHECK(tried[1].state == TrialState::fails);
    CHECK(tried[2].state == TrialState::does_not_load);
}

TEST_CASE("mocha and jest suites are counted and tried in workers") {
    const std::string tests = R"(const assert = require('assert');
const { sum, biggest, name } = require('../calc.js');
describe('calc', () => {
  it('adds', async () => {
    assert.strictEqual(sum([1, 2]), 3);
  });
  it('names', () => {
    assert.strictEqual(name(1), 'one');
    assert.strictEqual(biggest([1, 5, 2]), 5);
  });
});
)";
    const auto* tool = GENERATE("mocha", "jest");
    INFO(tool);
    Project project({{"calc.js", k_source},
                     {"test/calc.test.js", tests},
                     {"package.json", std::string(R"({"scripts": {"test": ")") + tool + R"("}})"}});
    project.with_node_modules();
    const auto round = project.round(std::string("npm test"));
    const auto where = located(round);
    REQUIRE_FALSE(where.lines.empty());
    CHECK(where.lines.front().file == "calc.js");
    CHECK(score_at(where, 6) == where.lines.front().score);
    CHECK(where.tests.size() == 2);
    const auto tried = trials(round, where,
                              {project.candidate("calc.js", "let i = 1", "let i = 0"),
                               project.candidate("calc.js", "let i = 1", "let i = 2"),
                               project.candidate("calc.js", "a > b", "a < b")});
    REQUIRE(tried.size() == 3);
    CHECK(tried[0].state == TrialState::passes);
    CHECK(tried[1].state == TrialState::fails);
    CHECK(tried[2].state == TrialState::fails);
}
