#include "app/agents/forge_reading.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/action/github_access.hpp"
#include "app/run_logs.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "forge/forge_local.hpp"
#include "forge/github_api.hpp"
#include "observe/run_folder.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

using base::Result;

constexpr std::size_t k_most_log = 200'000;
constexpr std::size_t k_most_comments = 100;

tl::unexpected<base::Error> none(std::string message) {
    return base::fail(base::ErrorKind::user, std::move(message));
}

template <class Item>
std::string item_text(const Item& item) {
    return fmt::format("#{} {} ({})\nby {} at {}\n\n{}\n", item.number, item.title,
                       item.open ? "open" : "closed", item.author, item.created, item.body);
}

/// Nothing where the local forge has no such item.
Result<std::optional<std::string>> local_text(const Session& session, long number) {
    const forge::LocalForge local(session.repository);
    std::string text;
    const auto take = [&](const auto& items) {
        for (const auto& item : items)
            if (item.number == number)
                text = item_text(item);
    };
    const auto issues = local.issues({.closed_too = true});
    const auto pulls = local.pull_requests({.closed_too = true});
    if (!issues || !pulls)
        return base::fail(!issues ? issues.error() : pulls.error());
    take(*issues);
    take(*pulls);
    if (text.empty())
        return std::nullopt;
    const auto comments = local.comments(static_cast<int>(number));
    if (!comments)
        return base::fail(comments.error());
    for (const auto& comment : *comments)
        text += fmt::format("\ncomment by {} at {}\n{}\n", comment.author, comment.created,
                            comment.body);
    return text;
}

Result<std::string> github_text(const Session& session, long number) {
    auto context = github_context(session.repository.root());
    if (!context)
        return base::fail(context.error());
    auto access = github_access(*context, session.stop);
    if (!access)
        return base::fail(access.error());
    forge::GitHubApi api(std::move(*access));
    const auto item = api.get(fmt::format("/repos/{{}}/issues/{}", number));
    if (!item)
        return base::fail(item.error());
    auto text =
        fmt::format("#{} {} ({})\nby {} at {}\n\n{}\n", number, base::text_at(*item, "title"),
                    base::text_at(*item, "state"), base::text_at(*item, "user.login"),
                    base::text_at(*item, "created_at"), base::text_at(*item, "body"));
    const auto comments =
        api.get_all(fmt::format("/repos/{{}}/issues/{}/comments", number), {}, k_most_comments);
    if (!comments)
        return base::fail(comments.error());
    for (const auto& comment : *comments)
        text += fmt::format("\ncomment by {} at {}\n{}\n", base::text_at(comment, "user.login"),
                            base::text_at(comment, "created_at"), base::text_at(comment, "body"));
    return text;
}

Result<std::string> github_logs(const Session& session, const std::string& id) {
    const auto logs = run_logs(id, session.repository.root(), session.stop);
    if (!logs)
        return base::fail(logs.error());
    std::string text;
    for (const auto& log : *logs) {
        text += log.name + "\n";
        const auto read = log.open([&text](const model::ReadBytes& bytes) {
            std::string part(std::size_t{64} << 10U, '\0');
            while (const auto count = bytes(part.data(), part.size())) {
                text.append(part, 0, count);
                if (text.size() > 2 * k_most_log)
                    text.erase(0, text.size() - k_most_log);
            }
        });
        if (!read)
            return base::fail(read.error());
    }
    return text;
}

bool is_number(const std::string& id) {
    return !id.empty() && std::all_of(id.begin(), id.end(),
                                      [](char letter) { return letter >= '0' && letter <= '9'; });
}

}  // namespace

Result<std::string> issue_text(const Session& session, long number) {
    auto local = local_text(session, number);
    if (!local)
        return base::fail(local.error());
    if (*local)
        return std::move(**local);
    auto remote = github_text(session, number);
    if (!remote && remote.error().kind == base::ErrorKind::user)
        return none(fmt::format("The local forge has no item {}, and GitHub is not asked: {}",
                                number, remote.error().message));
    return remote;
}

Result<std::string> run_text(const Session& session, const std::string& id) {
    if (is_number(id))
        return github_logs(session, id);
    const auto folders = observe::run_folders(session.repository.common_folder());
    if (!folders)
        return base::fail(folders.error());
    const auto found = std::find_if(folders->begin(), folders->end(), [&](const auto& folder) {
        return id == "last" || folder.substr(folder.rfind('/') + 1) == id;
    });
    if (found == folders->end())
        return none("There is no such run. Ask for \"last\", or take an id from mendel status.");
    const auto report = sys::read_file(sys::join_path(*found, "report.md"));
    return report ? Result<std::string>(*report)
                  : none("This run left no report: it was broken off.");
}

}  // namespace mendel::app
