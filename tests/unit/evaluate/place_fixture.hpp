#pragma once

#include <memory>
#include <string>

#include "evaluate/place.hpp"
#include "git/checkout.hpp"
#include "git/repository.hpp"
#include "support/catch.hpp"
#include "sys/environment.hpp"
#include "sys/files.hpp"
#include "sys/process.hpp"

namespace mendel::evaluate::test {

/// A small repository at a snapshot, with a scratch folder beside it; both go with the fixture.
struct Bench {
    sys::TemporaryFolder folder = sys::TemporaryFolder::make("mendel-evaluate").value();
    git::Repository repository;
    std::string base;

    explicit Bench(const std::map<std::string, std::string>& files)
        : repository(git::Repository::initialise(path("tree")).value()) {
        for (const auto& [name, text] : files)
            REQUIRE(sys::write_file(path("tree/" + name), text).has_value());
        base = repository.snapshot("base").value();
    }

    std::string path(const std::string& name) const { return folder.path() + "/" + name; }

    std::string read(const std::string& name) const {
        return sys::read_file(path("tree/" + name)).value_or("(none)");
    }

    /// Makes what is there the first commit of a branch, with an index that agrees.
    void commit() const {
        for (const auto& words : std::vector<std::vector<std::string>>{
                 {"add", "-A"},
                 {"-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"}}) {
            std::vector<std::string> argv = {"git", "-C", path("tree")};
            argv.insert(argv.end(), words.begin(), words.end());
            const auto ran =
                sys::run_process({.argv = argv, .environment = sys::allowed_environment()});
            REQUIRE((ran && ran->exit_code == 0));
        }
    }

    PlaceOptions options(const std::string& scratch = "scratch") const {
        REQUIRE(sys::make_folders(path(scratch)).has_value());
        return {
            .repository = &repository, .base = base, .scratch = path(scratch), .disposable = false};
    }

    std::unique_ptr<Place> open(PlaceKind kind) const {
        auto place = open_place(options(), kind);
        INFO((place ? std::string() : base::describe(place.error())));
        REQUIRE(place.has_value());
        return std::move(*place);
    }
};

inline model::Command shell(const std::string& text) {
    return {.body = model::Script{"bash", text}};
}

inline std::string output_of(Place& place, const std::string& text,
                             model::Effects effects = model::Effects::discard) {
    const auto ran = place.run({.command = shell(text), .effects = effects});
    INFO((ran ? ran->output : base::describe(ran.error())));
    REQUIRE(ran.has_value());
    return ran->output;
}

inline model::Patch change(const std::string& file, std::optional<std::string> before,
                           std::optional<std::string> after) {
    model::Patch patch;
    patch.changes.push_back({.path = file, .before = std::move(before), .after = std::move(after)});
    return patch;
}

}  // namespace mendel::evaluate::test
