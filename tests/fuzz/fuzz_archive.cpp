#include <array>
#include <string>

#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "sys/archive.hpp"
#include "sys/files.hpp"

using namespace mendel;

namespace {

constexpr std::size_t k_most_bytes = std::size_t{1} << 24;

const std::string& scratch_file() {
    static const auto k_folder = sys::TemporaryFolder::make("mendel-fuzz-archive-").value();
    static const auto k_file = sys::join_path(k_folder.path(), "logs.zip");
    return k_file;
}

void check_name(std::string_view name) {
    must_hold(!name.empty() && name[0] != '/', "a name is relative");
    for (const auto part : base::split(name, '/'))
        must_hold(part != "..", "a name leads nowhere else");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (!sys::write_file(scratch_file(), text_of(data, size)))
        return 0;
    auto zip = sys::ZipReader::open(scratch_file());
    std::array<char, 4096> bytes{};
    std::size_t unpacked = 0;
    while (zip && unpacked < k_most_bytes && zip->next()) {
        check_name(zip->name());
        for (std::size_t count = 1; count != 0 && unpacked < k_most_bytes; unpacked += count)
            count = zip->read(bytes.data(), bytes.size());
    }
    return 0;
}
