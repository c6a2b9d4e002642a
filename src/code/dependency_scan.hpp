#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mendel::code {

/// The languages whose imports are read for the graph of a whole repository. JavaScript and
/// TypeScript are one: their modules import each other.
enum class SourceKind { python, script, c, go, java, rust };

/// By the file's ending; nothing for what holds no imports.
std::optional<SourceKind> source_kind_of(std::string_view path);

/// How a module is asked for; a package may answer each differently (conditional exports).
enum class ImportStyle {
    module,    ///< Python `import`, ES `import` and `export from`, Go, Java, Rust `use`
    from,      ///< Python `from a import b`
    require,   ///< `require("x")`, TypeScript `import x = require("x")`
    quoted,    ///< `#include "x"`
    system,    ///< `#include <x>`
    declared,  ///< Rust `mod x;`
};

/// One import as it is written.
struct ScannedImport {
    std::string module;
    ImportStyle style = ImportStyle::module;
    std::vector<std::string> names = {};  ///< Python: after `from a import`; Java: {"*"} for all
    int level = 0;                        ///< Python: leading dots
    int line = 1;                         ///< 1-based

    bool operator==(const ScannedImport&) const = default;
};

/// All imports of a source text in source order, wherever they stand: at the top, in functions,
/// under conditions. A lexer alone, which passes over comments, strings and regular expressions;
/// text that is not valid source yields what can be read of it.
std::vector<ScannedImport> scan_imports(SourceKind kind, std::string_view text);

std::vector<ScannedImport> scan_python(std::string_view text);
std::vector<ScannedImport> scan_script(std::string_view text);
std::vector<ScannedImport> scan_c(std::string_view text);
std::vector<ScannedImport> scan_go(std::string_view text);
std::vector<ScannedImport> scan_java(std::string_view text);
std::vector<ScannedImport> scan_rust(std::string_view text);

}  // namespace mendel::code
