#include "code/symbols.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace mendel;
using code::Language;
using code::Tree;

namespace {

std::string listed(Language language, const std::string& text) {
    const auto tree = Tree::parse(language, text);
    REQUIRE(tree);
    std::vector<std::string> names;
    for (const auto& symbol : code::symbols_of(*tree)) {
        const char* kinds[] = {"f", "t", "v", "m", "r"};
        names.push_back(std::string(kinds[static_cast<int>(symbol.kind)]) + ":" + symbol.name +
                        (symbol.is_default ? "!" : "") + (symbol.is_commonjs ? "$" : "") +
                        (symbol.source.empty() ? "" : "<" + symbol.source));
    }
    return base::join(names, " ");
}

}  // namespace

TEST_CASE("the symbols of a file are what it offers to others") {
    struct Case {
        Language language;
        std::string text;
        std::string symbols;
    };
    const std::vector<Case> cases = {
        {Language::python,
         "import os\nA = B = 1\nx, (y, z) = f()\nC: int = 2\nasync def g():\n    inner = 1\n"
         "@deco\nclass K:\n    def m(self): ...\ntry:\n    import q\nexcept ImportError:\n"
         "    q2 = None\n",
         "v:A v:B v:x v:y v:z v:C f:g t:K v:q2"},
        {Language::javascript,
         "function hidden() {}\nexport function a() {}\nexport const b = 1, {c, d: e} = o;\n"
         "export default class K {}\nexport {hidden as shown, f};\nexport * from './x';\n"
         "export {y as default} from './y';\n",
         "f:a v:b v:c v:e t:K! v:shown v:f r:*<./x r:default!<./y"},
        {Language::javascript,
         "function a() {}\nmodule.exports = {a, b: 1, c() {}, 'd': () => 1};\n",
         "f:a$ v:b$ f:c$ f:d$"},
        {Language::javascript,
         "exports.a = function () {};\nmodule.exports.b = 2;\nmodule.exports = Klass;\n",
         "f:a$ v:b$ v:Klass!$"},
        {Language::typescript,
         "export interface I {}\nexport type T = number;\nexport enum E {A}\n"
         "export abstract class C {}\nexport default function () {}\nexport declare const d: I;\n",
         "t:I t:T t:E t:C f:! v:d"},
        {Language::c,
         "#ifndef A_H\n#define A_H\n#define MAX(a, b) a\ntypedef struct s { int x; } s_t;\n"
         "enum colour { RED, BLUE };\nstruct ahead;\nextern int count;\nint add(int a, int b);\n"
         "char *name(void);\nstatic inline int two(void) { return 2; }\n#endif\n",
         "m:A_H m:MAX t:s t:s_t t:colour v:RED v:BLUE v:count f:add f:name f:two"},
        {Language::cpp,
         "namespace a::b {\nclass K { int x; };\ntemplate <class T> T twice(T t);\n"
         "using Alias = int;\nenum class E { one };\nconstexpr int k = 1;\n}\n",
         "t:a::b::K f:a::b::twice t:a::b::Alias t:a::b::E v:a::b::k"},
        {Language::go, "package a\nfunc Add() {}\nfunc hidden() {}\ntype T struct{}\nconst C = 1\n",
         "f:Add t:T v:C"},
    };
    for (const auto& item : cases) {
        INFO(item.text);
        CHECK(listed(item.language, item.text) == item.symbols);
    }
}
