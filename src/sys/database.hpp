#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace mendel::sys {

/// A value bound to a parameter of a statement.
using SqlValue = std::variant<std::int64_t, double, std::string>;

/// One row of an answer; columns count from 0. A null reads as "", 0 or 0.0.
class SqlRow {
  public:
    explicit SqlRow(sqlite3_stmt* statement) : m_statement(statement) {}
    std::string text(int column) const;
    std::int64_t number(int column) const;
    double real(int column) const;

  private:
    sqlite3_stmt* m_statement;
};

/// An embedded SQLite database (https://sqlite.org) in one file, shared safely by several
/// processes: write-ahead log, ten seconds of patience with other writers. One thread at a time.
///
///     auto database = sys::Database::open(path);
///     database->run("select name from lessons where kind = ?", {kind},
///                   [&](const sys::SqlRow& row) { names.push_back(row.text(0)); });
class Database {
  public:
    /// Opens or makes the file with its folders. Errors: user where the file is no database,
    /// transient where it is locked or the disk is full.
    static base::Result<Database> open(const std::string& path);

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// Runs statements without parameters, separated by ';'.
    base::Status execute(const std::string& statements);

    /// Runs one statement, kept prepared; `each` sees the rows of its answer.
    base::Status run(const std::string& statement, const std::vector<SqlValue>& values = {},
                     const std::function<void(const SqlRow&)>& each = {});

    /// Rows that the last statement changed.
    std::int64_t changes() const;

    /// Runs the body between BEGIN IMMEDIATE and COMMIT; its error rolls everything back.
    base::Status transaction(const std::function<base::Status()>& body);

  private:
    struct Handle;
    explicit Database(std::unique_ptr<Handle> handle);
    std::unique_ptr<Handle> m_handle;
};

}  // namespace mendel::sys
