#include <iterator>

#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

constexpr auto k_dependency = Category::dependency_error;
constexpr LineRule k_lines[] = {
    {"Could not find gem", "^(?P<message>Could not find gem '(?P<subject>[^' (]+).*)$",
     k_dependency, "missing-gem", "", "Gemfile"},
    {"Could not find ",
     "^(?P<message>Could not find (?P<subject>[\\w.-]+?)-\\d[\\w.-]* in (?:any of "
     "the sources|locally installed gems|rubygems repository|cached gems).*)$",
     k_dependency, "missing-gem", "", "Gemfile.lock"},
    {"could not find compatible versions",
     "^(?P<message>Bundler could not find compatible versions "
     "for gem \"(?P<subject>[^\"]+)\".*)$",
     k_dependency, "conflict", "", "Gemfile"},
    {"version solving has failed", "^(?P<message>.*version solving has failed.*)$", k_dependency,
     "conflict", "", "Gemfile"},
    {"Could not find a valid gem",
     "^ERROR: +(?P<message>Could not find a valid gem "
     "'(?P<subject>[^']+)'.*)$",
     k_dependency, "missing-gem"},
    {"Your Ruby version is",
     "^(?P<message>Your Ruby version is \\S+, but your Gemfile specified "
     ".*)$",
     k_dependency, "ruby-version", "ruby", "Gemfile"},
    {"requires Ruby version",
     "(?P<message>(?P<subject>[\\w-]+?)(?:-\\d[\\w.]*)? requires (?:R|r)uby version "
     "[^.]*\\d[\\w., <>=~]*)",
     k_dependency, "ruby-version", "", "Gemfile"},
    {"deployment mode after changing",
     "^(?P<message>You are trying to install in deployment mode "
     "after changing.*)$",
     k_dependency, "locked", "Gemfile.lock", "Gemfile.lock", "dependencies"},
    {"but the lockfile can't be updated",
     "^(?P<message>.*but the lockfile can't be updated because "
     "(?:frozen|deployment) mode.*)$",
     k_dependency, "locked", "Gemfile.lock", "Gemfile.lock", "dependencies"},
    {"command not found: ", "^bundler: (?P<message>command not found: (?P<subject>\\S+))",
     k_dependency, "command-not-found", "", "Gemfile"},
    {"failed to load command: ",
     "^bundler: (?P<message>failed to load command: (?P<subject>\\S+).*)$", Category::runtime_error,
     "command-failed", "", "", "", "", Weight::consequence},
    {"Failed to build gem native extension",
     "(?P<message>ERROR: Failed to build gem native "
     "extension\\.)",
     k_dependency, "native-extension"},
    {"and Bundler cannot continue",
     "^(?P<message>An error occurred while installing (?P<subject>"
     "[\\w.-]+) .*and Bundler cannot continue\\.)",
     k_dependency, "install", "", "Gemfile", "", "", Weight::consequence},
    {"There was an error parsing", "(?P<message>There was an error parsing `(?P<file>[^`]+)`.*)$",
     Category::syntax_error, "gemfile"},
    {"Could not locate Gemfile", "^(?P<message>Could not locate Gemfile.*)$",
     Category::build_failure, "no-gemfile"},
    {"which is the version specified", "^(?P<message>You must use Bundler .*)$", k_dependency,
     "bundler-version"},
    {"Gem::GemNotFoundException", "(?P<message>can't find gem (?P<subject>\\S+) .*)$", k_dependency,
     "missing-gem"},
    {"Could not fetch specs from", "^(?P<message>Could not fetch specs from .*)$",
     Category::infrastructure, "network"},
};

void match_bundler(const Section& section, Sink& sink) {
    static const LineRules k_rules("bundler", {std::begin(k_lines), std::end(k_lines)});
    k_rules.read(section, sink);
}

}  // namespace

const Matcher bundler_matcher = {
    "bundler",
    {"Could not find gem", "in any of the sources", "in locally installed gems",
     "in rubygems repository", "could not find compatible versions", "version solving has failed",
     "Could not find a valid gem", "Your Ruby version is", "requires Ruby version",
     "deployment mode after changing", "lockfile can't be updated",
     "bundler: ", "gem native extension", "Bundler cannot continue", "There was an error parsing",
     "Could not locate Gemfile", "You must use Bundler", "Gem::GemNotFoundException",
     "Could not fetch specs"},
    match_bundler};

}  // namespace mendel::diagnose
