#include "app/pipeline_replay.hpp"

#include <nlohmann/json.hpp>

#include "app/scratch.hpp"
#include "base/json.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

base::Result<evaluate::Receipt> read_receipt(const std::string& path) {
    const auto file = sys::is_folder(path) ? sys::join_path(path, "receipt.json") : path;
    const auto text = sys::read_file(file);
    if (!text)
        return base::fail(text.error());
    const auto json = base::parse_json(*text, file);
    return json ? evaluate::receipt_from_json(*json) : base::fail(json.error());
}

}  // namespace

base::Result<evaluate::Replay> replay(const Session& session, const std::string& receipt_file,
                                      const Approve& approve) {
    const auto receipt = read_receipt(receipt_file);
    if (!receipt)
        return base::fail(receipt.error());
    if (!approve(evaluate::replay_commands(*receipt)))
        return base::fail(base::ErrorKind::refused,
                          "Nothing was run. Answer yes, or give --yes, to replay.");
    const auto scratch = Scratch::make();
    if (!scratch)
        return base::fail(scratch.error());
    return evaluate::replay(*receipt, session.repository,
                            {.repository = &session.repository,
                             .base = receipt->base,
                             .scratch = scratch->path(),
                             .stop = session.stop},
                            session.events);
}

}  // namespace mendel::app
