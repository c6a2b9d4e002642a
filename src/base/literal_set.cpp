#include "base/literal_set.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>

namespace mendel::base {

namespace {

constexpr std::size_t k_pairs = 65536;
constexpr std::size_t k_bucket_bits = 13;
constexpr std::uint32_t k_group_bits = 0xFFFF;  ///< of first halves; those of second ones lie above
constexpr std::size_t k_full_groups = 14;
constexpr std::uint32_t k_three_known = 1U << 14U;  ///< the group of fragments of three bytes
constexpr std::uint32_t k_two_known = 1U << 15U;
constexpr std::uint32_t k_full = 0xFFFFFFFF;  // masks of the bytes that are known
constexpr std::uint32_t k_three = 0xFFFFFF;
constexpr std::uint32_t k_two = 0xFFFF;

/// What programs usually say: the pairs of bytes in it are those that fragments should avoid.
constexpr std::string_view k_usual =
    "2024-05-01T10:20:31.4567890Z [INFO] Downloading from central: https://repo.example.org/maven2/"
    "org/apache/commons/3.12.0/commons-3.12.0.pom (23 kB at 1.2 MB/s)\n"
    "Collecting requests>=2.28.1 Installing collected packages: urllib3, certifi, idna\n"
    "Get:12 http://archive.ubuntu.com/ubuntu jammy/main amd64 libssl-dev amd64 3.0.2 [2,345 kB]\n"
    "tests/unit/test_models.py::TestUser::test_name PASSED [ 45%] ok 123 - returns the value\n"
    "[ 67%] Building CXX object src/core/CMakeFiles/core.dir/parser.cpp.o -Wall -O2 -Iinclude\n"
    "   Compiling serde v1.0.190 Running `rustc --crate-name build_script --edition=2021`\n"
    "test result: ok. 14 passed; 0 ignored; finished in 0.03s    at "
    "com.example.Main(Main.java:41)\n"
    "npm WARN deprecated rimraf@2.7.1: added 1203 packages in 34s ==> Setting up node 18.17.0\n"
    "Selecting previously unselected package ... Unpacking (1.2-3ubuntu4) over --- 0x7ffd3a2b1c\n"
    "remote: Counting objects: 100% (345/345), done. Updating files sha256:9f86d081884c7d659a2f\n";

/// Eight bytes, the first one lowest.
std::uint64_t load(const char* at) {
    std::uint64_t value = 0;
    std::memcpy(&value, at, sizeof value);
    if constexpr (std::endian::native == std::endian::big)
        value = __builtin_bswap64(value);
    return value;
}

std::uint32_t load_up_to_four(std::string_view text, std::size_t at) {
    if (at + 8 <= text.size())
        return static_cast<std::uint32_t>(load(text.data() + at));
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4 && at + i < text.size(); ++i)
        value |= std::uint32_t{static_cast<unsigned char>(text[at + i])} << (8 * i);
    return value;
}

std::size_t bucket_of(std::uint32_t value) {
    return (value * 0x9E3779B1U) >> (32 - k_bucket_bits);
}

/// How often a pair of bytes stands in logs; a pair that was never seen is rare, not absent.
const std::vector<float>& pair_weights() {
    static const auto k_weights = [] {
        std::vector<float> weights(k_pairs, 0.05F);
        for (std::size_t i = 0; i + 1 < k_usual.size(); ++i)
            weights[load_up_to_four(k_usual, i) & k_two] += 1;
        return weights;
    }();
    return k_weights;
}

}  // namespace

/// The groups as they fill: literals go where they let the least pass that is none.
class LiteralSet::Grouping {
  public:
    struct Choice {
        std::size_t group = 0;
        std::size_t offset = 0;  ///< of the five bytes whose two fragments are looked for
    };

    Choice choose(std::string_view literal) {
        Choice best;
        float least = -1;
        for (std::size_t group = 0; group < k_full_groups; ++group)
            for (std::size_t at = 0; at + 5 <= literal.size(); ++at) {
                const auto cost = cost_of(m_groups[group], literal.substr(at, 5));
                if (least >= 0 && cost >= least)
                    continue;
                least = cost;
                best = {group, at};
            }
        take(m_groups[best.group], literal.substr(best.offset, 5));
        return best;
    }

  private:
    struct Group {
        float first = 0;  ///< weight of the pairs that are first halves
        float second = 0;
        std::vector<std::uint8_t> has = std::vector<std::uint8_t>(k_pairs, 0);
    };

    static float added(const Group& group, std::string_view five, std::size_t at, int half) {
        const auto pair = load_up_to_four(five, at) & k_two;
        return (group.has[pair] & half) != 0 ? 0 : pair_weights()[pair];
    }

    static float cost_of(const Group& group, std::string_view five) {
        const auto first = group.first + added(group, five, 0, 1) + added(group, five, 1, 1);
        const auto second = group.second + added(group, five, 2, 2) + added(group, five, 3, 2);
        return first * second - group.first * group.second;
    }

    static void take(Group& group, std::string_view five) {
        for (std::size_t at = 0; at < 4; ++at) {
            const int half = at < 2 ? 1 : 2;
            (half == 1 ? group.first : group.second) += added(group, five, at, half);
            group.has[load_up_to_four(five, at) & k_two] |= static_cast<std::uint8_t>(half);
        }
    }

    std::vector<Group> m_groups = std::vector<Group>(k_full_groups);
};

LiteralSet::LiteralSet(std::vector<std::string> literals)
    : m_literals(std::move(literals)), m_pairs(k_pairs, 0) {
    Grouping grouping;
    for (std::size_t i = 0; i < m_literals.size(); ++i)
        add(i, grouping);
    sort_fragments();
}

void LiteralSet::add(std::size_t index, Grouping& grouping) {
    const std::string_view literal = m_literals[index];
    if (literal.size() < k_shortest || literal.find('\n', 1) != std::string_view::npos)
        throw std::logic_error("a literal is shorter than 3 bytes or spans lines: " +
                               m_literals[index]);
    if (literal.size() == 3) {
        add_fragment({load_up_to_four(literal, 0), k_three, index, 0}, k_three_known);
        add_fragment({load_up_to_four(literal, 1) & k_two, k_two, index, 1}, k_two_known);
    } else if (literal.size() == 4) {
        add_fragment({load_up_to_four(literal, 0), k_full, index, 0}, 1);
        add_fragment({load_up_to_four(literal, 1) & k_three, k_three, index, 1}, k_three_known);
    } else {
        const auto [group, at] = grouping.choose(literal);
        for (std::size_t phase = 0; phase < 2; ++phase)
            add_fragment({load_up_to_four(literal, at + phase), k_full, index, at + phase},
                         1U << group);
    }
}

void LiteralSet::add_fragment(Fragment fragment, std::uint32_t group) {
    const std::string_view literal = m_literals[fragment.literal];
    fragment.head = load_up_to_four(literal, 0);
    fragment.head_mask = literal.size() > 3 ? k_full : k_three;
    m_fragments.push_back(fragment);
    m_pairs[fragment.value & k_two] |= group;
    const auto second = group << 16U;
    const std::size_t wanted = fragment.value >> 16U;
    const std::size_t step = fragment.mask == k_full ? k_pairs : fragment.mask == k_three ? 256 : 1;
    if (step == 1 && (m_pairs[0] & second) != 0)
        return;  // this group has no second half: every pair will do
    for (auto pair = wanted; pair < k_pairs; pair += step)
        m_pairs[pair] |= second;
}

void LiteralSet::sort_fragments() {
    std::stable_sort(m_fragments.begin(), m_fragments.end(),
                     [](const Fragment& left, const Fragment& right) {
                         return bucket_of(left.value) < bucket_of(right.value);
                     });
    m_buckets.assign((std::size_t{1} << k_bucket_bits) + 1, 0);
    for (const auto& fragment : m_fragments)
        ++m_buckets[bucket_of(fragment.value) + 1];
    for (std::size_t i = 1; i < m_buckets.size(); ++i)
        m_buckets[i] += m_buckets[i - 1];
}

void LiteralSet::find(std::string_view text, std::size_t from, std::vector<Hit>& hits) const {
    const auto* pairs = m_pairs.data();
    std::uint32_t before = 0;  // the groups whose first half ended where the next pair begins
    std::size_t at = from;
    for (; at + 8 <= text.size(); at += 8) {
        const auto bytes = load(text.data() + at);
        const std::uint32_t a = pairs[bytes & k_two];
        const std::uint32_t b = pairs[(bytes >> 16U) & k_two];
        const std::uint32_t c = pairs[(bytes >> 32U) & k_two];
        const std::uint32_t d = pairs[bytes >> 48U];
        const std::array<std::uint32_t, 4> passed = {before & (a >> 16U), a & (b >> 16U),
                                                     b & (c >> 16U), c & (d >> 16U)};
        before = d & k_group_bits;
        if ((passed[0] | passed[1] | passed[2] | passed[3]) == 0)
            continue;
        for (std::size_t i = 0; i < passed.size(); ++i)
            if (passed[i] != 0)
                confirm(text, at + 2 * i - 2, passed[i], hits);
    }
    for (; at < text.size() + 2; at += 2) {
        const auto pair =
            at < text.size() ? pairs[load_up_to_four(text, at) & k_two] : k_two_known << 16U;
        if (const auto groups = before & (pair >> 16U); groups != 0)
            confirm(text, at - 2, groups, hits);
        before = pair & k_group_bits;
    }
}

void LiteralSet::confirm(std::string_view text, std::size_t at, std::uint32_t groups,
                         std::vector<Hit>& hits) const {
    const auto value = load_up_to_four(text, at);
    if ((groups & ~(k_three_known | k_two_known)) != 0)
        compare(text, at, {value, k_full}, hits);
    if ((groups & k_three_known) != 0)
        compare(text, at, {value & k_three, k_three}, hits);
    if ((groups & k_two_known) != 0)
        compare(text, at, {value & k_two, k_two}, hits);
}

void LiteralSet::compare(std::string_view text, std::size_t at, const Fragment& seen,
                         std::vector<Hit>& hits) const {
    const auto bucket = bucket_of(seen.value);
    for (auto i = m_buckets[bucket]; i < m_buckets[bucket + 1]; ++i) {
        const auto& fragment = m_fragments[i];
        if (fragment.value != seen.value || fragment.mask != seen.mask || fragment.offset > at)
            continue;
        const auto begin = at - fragment.offset;
        if ((load_up_to_four(text, begin) & fragment.head_mask) != fragment.head)
            continue;
        const std::string_view literal = m_literals[fragment.literal];
        if (text.substr(begin, literal.size()) == literal)
            hits.push_back({begin + literal.size() - 1, fragment.literal});
    }
}

}  // namespace mendel::base
