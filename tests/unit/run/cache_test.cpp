#include "run/cache.hpp"

#include <random>

#include "support/catch.hpp"
#include "sys/files.hpp"

using namespace mendel::run;
using mendel::sys::TemporaryFolder;

TEST_CASE("what costs least per byte goes first") {
    Eviction eviction(100);
    eviction.add({.key = "dear", .bytes = 50, .cost = 100});
    eviction.add({.key = "cheap", .bytes = 50, .cost = 1});
    CHECK_FALSE(eviction.over());
    eviction.add({.key = "new", .bytes = 50, .cost = 10});
    CHECK(eviction.over() == "cheap");
    CHECK_FALSE(eviction.over());
}

TEST_CASE("what is asked for often stays, and old favourites age") {
    Eviction eviction(100);
    eviction.add({.key = "loved", .bytes = 50, .cost = 1});
    eviction.add({.key = "other", .bytes = 50, .cost = 1.5});
    eviction.hit("loved");
    eviction.add({.key = "new", .bytes = 10, .cost = 1});
    CHECK(eviction.over() == "other");
    bool is_gone = false;
    for (int number = 0; number < 1000 && !is_gone; ++number) {
        eviction.add({.key = std::to_string(number), .bytes = 40, .cost = 1});
        while (const auto gone = eviction.over())
            is_gone = is_gone || *gone == "loved";
    }
    CHECK(is_gone);
}

TEST_CASE("whatever is put in, the bound holds and the books are right") {
    std::mt19937 random(3);
    Eviction eviction(10'000);
    std::map<std::string, std::uint64_t> kept;
    for (int step = 0; step < 5000; ++step) {
        const auto key = std::to_string(random() % 300);
        if (random() % 3 == 0) {
            eviction.hit(key);
            continue;
        }
        const std::uint64_t bytes = random() % 500;
        eviction.add({.key = key, .bytes = bytes, .cost = static_cast<double>(random() % 100)});
        kept[key] = bytes;
        while (const auto gone = eviction.over())
            kept.erase(*gone);
        std::uint64_t sum = 0;
        for (const auto& [name, size] : kept)
            sum += size;
        REQUIRE(sum == eviction.bytes());
        REQUIRE(sum <= 10'000);
        REQUIRE(eviction.size() == kept.size());
    }
}

TEST_CASE("a result survives the process on disk, compressed, and within the bound") {
    const auto folder = TemporaryFolder::make("mendel-cache").value();
    const std::string text(100'000, 'x');
    {
        const auto cache = Cache::open({.folder = folder.path()}).value().release();
        cache->keep("key", text, 2);
        delete cache;
    }
    auto disk = DiskCache::open(folder.path(), 1 << 20).value();
    CHECK(disk.bytes() < 1000);
    const auto cache = std::move(Cache::open({.folder = folder.path()}).value());
    CHECK(cache->find("key") == text);
    CHECK_FALSE(cache->find("other"));
}

TEST_CASE("a disk cache throws away what does not fit") {
    const auto folder = TemporaryFolder::make("mendel-cache").value();
    auto disk = DiskCache::open(folder.path(), 2000).value();
    std::mt19937 random(5);
    for (int number = 0; number < 20; ++number) {
        std::string noise;
        for (int count = 0; count < 600; ++count)
            noise += static_cast<char>(random());
        REQUIRE(disk.keep(std::to_string(number), noise, 1));
        CHECK(disk.bytes() <= 2000);
    }
    CHECK(mendel::sys::list_folder(folder.path()).value().size() <= 3);
}

TEST_CASE("damaged bytes on disk are no result and are removed") {
    const auto folder = TemporaryFolder::make("mendel-cache").value();
    auto disk = DiskCache::open(folder.path(), 1 << 20).value();
    REQUIRE(disk.keep("key", std::string(500, 'y'), 1));
    const auto name = mendel::sys::list_folder(folder.path()).value().at(0);
    const auto path = mendel::sys::join_path(folder.path(), name);
    auto bytes = mendel::sys::read_file(path).value();
    bytes.back() = static_cast<char>(bytes.back() + 1);
    REQUIRE(mendel::sys::write_file(path, bytes));
    CHECK_FALSE(disk.find("key"));
    CHECK_FALSE(mendel::sys::exists(path));
}
