#include "sys/environment_rules.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"

namespace mendel::sys {
namespace {

using std::string_view;

constexpr std::array k_names = {"path",
                                "home",
                                "user",
                                "logname",
                                "shell",
                                "lang",
                                "language",
                                "term",
                                "colorterm",
                                "tz",
                                "tmpdir",
                                "hostname",
                                "virtual_env",
                                "java_home",
                                "cc",
                                "cxx",
                                "cpp",
                                "ld",
                                "ar",
                                "fc",
                                "ci",
                                "pkg_config",
                                "no_color",
                                "force_color",
                                "clicolor",
                                "http_proxy",
                                "https_proxy",
                                "all_proxy",
                                "no_proxy",
                                "ftp_proxy",
                                "ssl_cert_file",
                                "ssl_cert_dir",
                                "curl_ca_bundle",
                                "git_ssl_cainfo",
                                "requests_ca_bundle",
                                "manpath",
                                "infopath",
                                "gopath",
                                "goroot",
                                "gobin",
                                "editor",
                                "classpath",
                                "makeflags",
                                "display",
                                "debian_frontend",
                                "m2_home",
                                "maven_home",
                                "gradle_home",
                                "gradle_opts",
                                "maven_opts",
                                "cpath",
                                "c_include_path",
                                "library_path",
                                "cplus_include_path",
                                "runner_os",
                                "runner_arch",
                                "source_date_epoch"};

constexpr std::array k_prefixes = {
    "lc_",         "python",      "py_",         "pyenv_",        "pip_",      "pipenv_",
    "poetry_",     "uv_",         "pdm_",        "hatch_",        "conda_",    "mamba_",
    "tox_",        "nox_",        "pytest_",     "coverage_",     "mypy",      "ruff_",
    "black_",      "pylint",      "node_",       "nvm_",          "npm_",      "yarn_",
    "pnpm_",       "bun_",        "deno_",       "volta_",        "fnm_",      "corepack_",
    "go",          "cgo_",        "cargo_",      "rust",          "java_",     "jdk_",
    "jre_",        "sdkman_",     "kotlin_",     "android_",      "gradle_",   "maven_",
    "cmake_",      "ctest_",      "ninja_",      "ccache_",       "sccache_",  "meson_",
    "bazel",       "pkg_config_", "ld_library_", "dyld_library_", "xdg_data_", "xdg_config_",
    "xdg_cache_",  "xdg_state_",  "asdf_",       "mise_",         "rbenv_",    "gem_",
    "bundle_",     "ruby",        "php_",        "composer_",     "perl5",     "dotnet_",
    "nuget_",      "nix_",        "vcpkg_",      "conan_",        "llvm_",     "clang_",
    "gcc_",        "eslint_",     "prettier_",   "jest_",         "vitest_",   "cypress_",
    "playwright_", "puppeteer_",  "django_",     "flask_",        "rails_",    "terminfo",
    "runner_tool_"};

constexpr std::array k_suffixes = {"flags", "san_options", "_version_file"};

constexpr std::array k_secret_parts = {
    "token",        "secret",   "password",   "passwd", "passphrase", "credential",
    "apikey",       "api_key",  "access_key", "cookie", "webhook",    "connection_string",
    "database_url", "redis_url"};

constexpr std::array k_secret_words = {"key", "keys",    "pat",     "pass",    "auth", "oauth",
                                       "dsn", "private", "signing", "session", "jwt"};

constexpr std::array k_secret_prefixes = {"actions_", "input_",    "aws_",   "azure_", "gcp_",
                                          "google_",  "anthropic", "openai", "gemini"};

template <class Table, class Test>
bool any(const Table& table, Test test) {
    return std::any_of(table.begin(), table.end(), [&](string_view entry) { return test(entry); });
}

/// "KEY" as a word of its own: GPG_KEY, KEY_FILE, but not KEYBOARD, and GOPRIVATE is no secret.
bool has_secret_word(const std::string& name) {
    const auto words = base::split(name, '_');
    return std::any_of(words.begin(), words.end(), [](string_view word) {
        return any(k_secret_words, [&](string_view entry) { return word == entry; });
    });
}

/// "https://user:word@host": the form in which proxies and package indexes carry passwords.
bool has_url_credentials(string_view value) {
    for (std::size_t at = value.find("://"); at != string_view::npos;
         at = value.find("://", at + 3)) {
        const string_view rest = value.substr(at + 3);
        if (rest.substr(0, rest.find_first_of("/ ,;\n")).find('@') != string_view::npos)
            return true;
    }
    return false;
}

/// A make that called mendel lends its job slots by descriptor; our children do not have those.
bool is_lent_jobserver(string_view name, string_view value) {
    return base::to_lower(name) == "makeflags" && base::contains(value, "jobserver");
}

}  // namespace

bool is_secret_name(string_view name) {
    const std::string lower = base::to_lower(name);
    return has_secret_word(lower) ||
           any(k_secret_parts, [&](string_view part) { return base::contains(lower, part); }) ||
           any(k_secret_prefixes, [&](string_view start) { return lower.rfind(start, 0) == 0; });
}

bool is_allowed_variable(string_view name, string_view value) {
    const std::string lower = base::to_lower(name);
    const bool known =
        any(k_names, [&](string_view entry) { return lower == entry; }) ||
        any(k_prefixes, [&](string_view start) { return lower.rfind(start, 0) == 0; }) ||
        any(k_suffixes, [&](string_view end) {
            return lower.size() >= end.size() &&
                   lower.compare(lower.size() - end.size(), end.size(), end) == 0;
        });
    return known && !is_secret_name(name) && !has_url_credentials(value) &&
           !is_lent_jobserver(name, value);
}

}  // namespace mendel::sys
