#include "sys/archive.hpp"

#include <algorithm>

#include <archive.h>
#include <archive_entry.h>

#include "base/text.hpp"
#include "sys/files.hpp"

namespace mendel::sys {

namespace {

constexpr std::size_t k_block = 65536;

/// A member's name without the parts that lead elsewhere.
std::string plain_name(const char* raw) {
    std::string text(raw == nullptr ? "" : raw);
    std::replace(text.begin(), text.end(), '\\', '/');
    std::string name;
    for (const auto part : base::split(text, '/'))
        if (!part.empty() && part != "." && part != ".." && part.back() != ':')
            name += (name.empty() ? "" : "/") + std::string(part);
    return base::ellipsize(name.empty() ? "(no name)" : name, 1000);
}

}  // namespace

struct ZipReader::State {
    explicit State(std::string file) : path(std::move(file)), reader(archive_read_new()) {
        archive_read_support_format_zip(reader);
    }
    ~State() { archive_read_free(reader); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void fail() {
        const char* reason = archive_error_string(reader);
        error = base::Error{
            base::ErrorKind::user,
            "The archive is broken: " + std::string(reason == nullptr ? "unknown" : reason) +
                ". Download it again.",
            path};
    }

    std::string path;
    archive* reader;
    std::string name = {};
    std::optional<base::Error> error = {};
};

bool is_zip(const std::string& path) {
    auto source = ByteSource::open(path);
    if (!source)
        return false;
    std::string head(4, '\0');
    head.resize(source->read(head.data(), head.size()));
    return head == "PK\x03\x04" || head == std::string_view("PK\x05\x06", 4);
}

ZipReader::ZipReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ZipReader::~ZipReader() = default;
ZipReader::ZipReader(ZipReader&&) noexcept = default;
ZipReader& ZipReader::operator=(ZipReader&&) noexcept = default;

base::Result<ZipReader> ZipReader::open(const std::string& path) {
    auto state = std::make_unique<State>(path);
    if (archive_read_open_filename(state->reader, path.c_str(), k_block) != ARCHIVE_OK) {
        state->fail();
        return base::fail(*state->error);
    }
    return ZipReader(std::move(state));
}

bool ZipReader::next() {
    archive_entry* entry = nullptr;
    while (!m_state->error) {
        const int result = archive_read_next_header(m_state->reader, &entry);
        if (result == ARCHIVE_EOF)
            return false;
        if (result < ARCHIVE_WARN) {
            m_state->fail();
            return false;
        }
        if (archive_entry_filetype(entry) != AE_IFREG)
            continue;
        m_state->name = plain_name(archive_entry_pathname(entry));
        return true;
    }
    return false;
}

const std::string& ZipReader::name() const {
    return m_state->name;
}

std::size_t ZipReader::read(char* to, std::size_t room) {
    if (m_state->error)
        return 0;
    const auto count = archive_read_data(m_state->reader, to, room);
    if (count < 0)
        m_state->fail();
    return count < 0 ? 0 : static_cast<std::size_t>(count);
}

const std::optional<base::Error>& ZipReader::error() const {
    return m_state->error;
}

}  // namespace mendel::sys
