#include "base/literal_set.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "fuzz/fuzz.hpp"

using namespace mendel;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = text_of(data, size);
    const auto safe = base::redacted(text, base::PersonalData::mask);
    must_hold(base::redacted(text, base::PersonalData::keep).size() <= text.size() * 5 + 64,
              "marks are short");
    const auto what = base::secret_in(safe);
    must_hold(what.empty() || what == "credential", "no provider's token is left");
    static const base::LiteralSet k_set({"abc", "she", "ashes", "\n$ ", "error: "});
    std::vector<base::LiteralSet::Hit> hits;
    k_set.find(text, 0, hits);
    std::size_t wanted = 0;
    for (std::size_t i = 0; i < k_set.size(); ++i)
        for (auto at = text.find(k_set.literal(i)); at != std::string_view::npos;
             at = text.find(k_set.literal(i), at + 1))
            ++wanted;
    must_hold(hits.size() == wanted, "every string is found once");
    return 0;
}
