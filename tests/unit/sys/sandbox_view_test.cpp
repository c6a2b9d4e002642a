// Overlays, binds and hidden places.
#include <fmt/format.h>
#include <unistd.h>

#include "run_support.hpp"
#include "sys/beneath.hpp"

using namespace mendel;
using namespace mendel::sys;

namespace {

base::Result<ProcessResult> run_walled(const std::string& script, const Sandbox& sandbox,
                                       const std::string& directory = "/") {
    ProcessSpec spec = shell(script, directory);
    spec.sandbox = sandbox;
    return run_process(spec);
}

/// Where there are no namespaces the request must be refused; @return whether there are.
bool has_view(const base::Result<ProcessResult>& result) {
    if (sandbox_host().mount_namespaces) {
        INFO((result ? std::string() : base::describe(result.error())));
        REQUIRE(result);
        return true;
    }
    CHECK(result.error().kind == base::ErrorKind::refused);
    return false;
}

}  // namespace

TEST_CASE("secrets are shown empty where without walls they can be read") {
    const auto home = scratch_folder();
    REQUIRE(write_file(home.path() + "/.ssh/id", "secret"));
    REQUIRE(write_file(home.path() + "/.netrc", "secret"));
    REQUIRE(write_file(home.path() + "/.profile", "plain"));
    const std::string script = "cat .ssh/id .netrc .profile; ls -A .ssh; echo x > .ssh/new";
    CHECK(run(shell("cat .ssh/id .netrc", home.path())).output == "secretsecret");
    Sandbox sandbox;
    sandbox.hidden = secret_places(home.path());
    sandbox.writable = {home.path()};
    const auto walled = run_walled(script, sandbox, home.path());
    if (!has_view(walled))
        return;
    CHECK(walled->output.find("secret") == std::string::npos);
    CHECK(walled->output.find("plain") != std::string::npos);
    CHECK_FALSE(exists(home.path() + "/.ssh/new"));
}

TEST_CASE("a tree inside a hidden folder stays in view, its neighbours do not") {
    const auto home = scratch_folder();
    REQUIRE(write_file(home.path() + "/hidden/work/tree/file", "mine"));
    REQUIRE(write_file(home.path() + "/hidden/secret", "secret"));
    Sandbox sandbox;
    sandbox.hidden = {home.path() + "/hidden"};
    sandbox.writable = {home.path() + "/hidden/work/tree"};
    const auto walled = run_walled("cat file; echo new > file; cat ../../secret; ls ../..", sandbox,
                                   home.path() + "/hidden/work/tree");
    if (!has_view(walled))
        return;
    CHECK(walled->output.rfind("mine", 0) == 0);
    CHECK(walled->output.find("No such file") != std::string::npos);
    CHECK(read_file(home.path() + "/hidden/work/tree/file") == std::string("new\n"));
}

TEST_CASE("an overlay takes all writes into its upper folder and leaves the lower one alone") {
    const auto root = scratch_folder();
    // The characters mean something to overlayfs.
    const std::string tree = root.path() + "/a,b:c\\d";
    for (const char* layer : {"/upper", "/work"})
        REQUIRE(make_folders(root.path() + layer));
    REQUIRE(write_file(tree + "/kept", "kept"));
    REQUIRE(write_file(tree + "/changed", "old"));
    REQUIRE(write_file(tree + "/removed", "old"));
    REQUIRE(write_file(tree + "/folder/inside", "old"));
    Sandbox sandbox;
    sandbox.overlays = {{tree, root.path() + "/upper", root.path() + "/work", tree}};
    sandbox.writable = {tree};
    const auto walled = run_walled(
        "cat kept && echo new > changed && rm removed && mkdir sub && echo x > sub/new "
        "&& mv folder moved && ls",
        sandbox, tree);
    if (!has_view(walled))
        return;
    INFO(walled->output);
    CHECK(walled->exit_code == 0);
    CHECK(walled->output == "keptchanged\nkept\nmoved\nsub\n");
    CHECK(list_tree(tree) ==
          std::vector<std::string>{"changed", "folder/inside", "kept", "removed"});
    CHECK(read_file(tree + "/changed") == std::string("old"));
    const std::string upper = root.path() + "/upper";
    CHECK(read_beneath(upper, "changed")->value() == "new\n");
    CHECK(read_beneath(upper, "sub/new")->value() == "x\n");
    CHECK(read_beneath(upper, "moved/inside")->value() == "old");
    CHECK(entry_beneath(upper, "removed")->whiteout);
    CHECK(entry_beneath(upper, "kept")->kind == EntryKind::none);
}

TEST_CASE("read-only layers lie between the upper and the lower folder, the topmost first") {
    const auto root = scratch_folder();
    for (const char* layer : {"/target", "/upper", "/work"})
        REQUIRE(make_folders(root.path() + layer));
    REQUIRE(write_file(root.path() + "/lower/a", "lower "));
    REQUIRE(write_file(root.path() + "/lower/b", "lower "));
    REQUIRE(write_file(root.path() + "/lower/c", "lower "));
    REQUIRE(write_file(root.path() + "/first/b", "first "));
    REQUIRE(write_file(root.path() + "/first/c", "first "));
    REQUIRE(write_file(root.path() + "/second/c", "second "));
    Sandbox sandbox;
    sandbox.overlays = {{.lower = root.path() + "/lower",
                         .upper = root.path() + "/upper",
                         .work = root.path() + "/work",
                         .target = root.path() + "/target",
                         .layers = {root.path() + "/second", root.path() + "/first"}}};
    const auto walled = run_walled("cat a b c", sandbox, root.path() + "/target");
    if (!has_view(walled))
        return;
    CHECK(walled->output == "lower first second ");
}

TEST_CASE("an overlay that is not listed as writable cannot be written") {
    const auto root = scratch_folder();
    for (const char* layer : {"/tree", "/upper", "/work"})
        REQUIRE(make_folders(root.path() + layer));
    Sandbox sandbox;
    sandbox.overlays = {{root.path() + "/tree", root.path() + "/upper", root.path() + "/work",
                         root.path() + "/tree"}};
    const auto walled = run_walled("echo x > new", sandbox, root.path() + "/tree");
    if (!has_view(walled))
        return;
    CHECK(walled->exit_code != 0);
    CHECK(list_tree(root.path() + "/upper")->empty());
}

TEST_CASE("a bound folder is seen and written at its target") {
    const auto root = scratch_folder();
    REQUIRE(write_file(root.path() + "/original/file", "original"));
    REQUIRE(write_file(root.path() + "/copy/file", "copy"));
    Sandbox sandbox;
    sandbox.binds = {{root.path() + "/copy", root.path() + "/original"}};
    sandbox.writable = {root.path() + "/original"};
    const auto walled = run_walled("cat file; echo new > file", sandbox, root.path() + "/original");
    if (!has_view(walled))
        return;
    CHECK(walled->output == "copy");
    CHECK(read_file(root.path() + "/original/file") == std::string("original"));
    CHECK(read_file(root.path() + "/copy/file") == std::string("new\n"));
}

TEST_CASE("overlays and binds that cannot be mounted are refused, not left out") {
    const auto root = scratch_folder();
    Sandbox sandbox;
    sandbox.binds = {{root.path() + "/none", root.path()}};
    const auto missing = run_walled("true", sandbox);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == base::ErrorKind::refused);
    sandbox.level = SandboxLevel::landlock;
    CHECK(run_walled("true", sandbox).error().kind == base::ErrorKind::refused);
}
