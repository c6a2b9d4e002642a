#include "sys/database.hpp"

#include <unordered_map>

#include <fmt/format.h>
#include <sqlite3.h>

#include "sys/files.hpp"

namespace mendel::sys {

namespace {

constexpr int k_patience_milliseconds = 10'000;

base::ErrorKind kind_of(int code) {
    switch (code & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_NOMEM:
        case SQLITE_INTERRUPT:
            return base::ErrorKind::transient;
        case SQLITE_ERROR:
        case SQLITE_MISUSE:
        case SQLITE_RANGE:
            return base::ErrorKind::bug;
        default:
            return base::ErrorKind::user;
    }
}

std::string advice_for(int code) {
    switch (code & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return "Another process holds it: try again.";
        case SQLITE_FULL:
            return "The disk is full: make room and try again.";
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            return "Move the file away; a new one is made.";
        default:
            return "Check that the file and its folder can be written.";
    }
}

tl::unexpected<base::Error> failure(sqlite3* database, int code, const std::string& where) {
    const std::string words = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    return base::fail(kind_of(code),
                      fmt::format("The database said: {}. {}", words, advice_for(code)), where);
}

struct Finalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalizer>;

int bind(sqlite3_stmt* statement, int index, const SqlValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return sqlite3_bind_int64(statement, index, *number);
    if (const auto* real = std::get_if<double>(&value))
        return sqlite3_bind_double(statement, index, *real);
    const auto& text = std::get<std::string>(value);
    return sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_STATIC,
                               SQLITE_UTF8);
}

}  // namespace

std::string SqlRow::text(int column) const {
    const auto* bytes = sqlite3_column_text(m_statement, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
    return bytes == nullptr ? std::string()
                            : std::string(reinterpret_cast<const char*>(bytes), size);
}

std::int64_t SqlRow::number(int column) const {
    return sqlite3_column_int64(m_statement, column);
}

double SqlRow::real(int column) const {
    return sqlite3_column_double(m_statement, column);
}

struct Database::Handle {
    std::string path;
    sqlite3* database = nullptr;
    std::unordered_map<std::string, Statement> statements = {};

    Handle() = default;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        statements.clear();
        sqlite3_close(database);
    }

    base::Result<sqlite3_stmt*> prepared(const std::string& text) {
        auto& slot = statements[text];
        if (slot)
            return slot.get();
        sqlite3_stmt* made = nullptr;
        const int code = sqlite3_prepare_v3(database, text.data(), static_cast<int>(text.size()),
                                            SQLITE_PREPARE_PERSISTENT, &made, nullptr);
        if (code != SQLITE_OK)
            return failure(database, code, path);
        slot.reset(made);
        return made;
    }
};

Database::Database(std::unique_ptr<Handle> handle) : m_handle(std::move(handle)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

base::Result<Database> Database::open(const std::string& path) {
    if (const auto made = make_folders(parent_path(path)); !made)
        return base::fail(made.error());
    auto handle = std::make_unique<Handle>();
    handle->path = path;
    const int code =
        sqlite3_open_v2(path.c_str(), &handle->database,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK)
        return failure(handle->database, code, path);
    sqlite3_extended_result_codes(handle->database, 1);
    sqlite3_busy_timeout(handle->database, k_patience_milliseconds);
    Database database(std::move(handle));
    const auto ready = database.execute(
        "pragma journal_mode=wal; pragma synchronous=normal; "
        "pragma foreign_keys=on;");
    return ready ? base::Result<Database>(std::move(database)) : base::fail(ready.error());
}

base::Status Database::execute(const std::string& statements) {
    const int code =
        sqlite3_exec(m_handle->database, statements.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return failure(m_handle->database, code, m_handle->path);
    return {};
}

base::Status Database::run(const std::string& statement, const std::vector<SqlValue>& values,
                           const std::function<void(const SqlRow&)>& each) {
    const auto prepared = m_handle->prepared(statement);
    if (!prepared)
        return base::fail(prepared.error());
    int code = SQLITE_OK;
    for (std::size_t index = 0; index < values.size() && code == SQLITE_OK; ++index)
        code = bind(*prepared, static_cast<int>(index) + 1, values[index]);
    if (code == SQLITE_OK)
        code = sqlite3_step(*prepared);
    for (; code == SQLITE_ROW; code = sqlite3_step(*prepared))
        if (each)
            each(SqlRow(*prepared));
    const auto ended = code == SQLITE_DONE
                           ? base::Status()
                           : base::Status(failure(m_handle->database, code, m_handle->path));
    sqlite3_reset(*prepared);
    sqlite3_clear_bindings(*prepared);
    return ended;
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(m_handle->database);
}

base::Status Database::transaction(const std::function<base::Status()>& body) {
    if (const auto begun = run("begin immediate"); !begun)
        return begun;
    auto done = body();
    if (done)
        done = run("commit");
    if (!done)
        (void)run("rollback");
    return done;
}

}  // namespace mendel::sys
