#include "sys/pool.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include <sched.h>

namespace mendel::sys {

void parallel_for(std::size_t count, std::size_t workers,
                  const std::function<void(std::size_t)>& body) {
    std::atomic<std::size_t> next = 0;
    std::exception_ptr failure;
    std::mutex failure_mutex;
    const auto work = [&] {
        try {
            for (auto index = next++; index < count; index = next++)
                body(index);
        } catch (...) {
            next = count;
            const std::lock_guard lock(failure_mutex);
            failure = failure ? failure : std::current_exception();
        }
    };
    {
        std::vector<std::jthread> threads;
        const auto wanted = std::min(count, std::max<std::size_t>(workers, 1));
        for (std::size_t index = 1; index < wanted; ++index)
            threads.emplace_back(work);
        work();
    }
    if (failure)
        std::rethrow_exception(failure);
}

struct ThreadGroup::Member {
    std::atomic<bool> ended = false;
    std::jthread thread = {};
};

ThreadGroup::ThreadGroup() = default;
ThreadGroup::~ThreadGroup() = default;

void ThreadGroup::start(std::function<void()> body) {
    std::erase_if(m_members, [](const auto& member) { return member->ended.load(); });
    m_members.push_back(std::make_unique<Member>());
    auto* member = m_members.back().get();
    member->thread = std::jthread([member, body = std::move(body)] {
        body();
        member->ended = true;
    });
}

std::size_t processor_count() {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return std::max(1U, std::thread::hardware_concurrency());
    return static_cast<std::size_t>(std::max(1, CPU_COUNT(&set)));
}

void pause_for(std::chrono::milliseconds duration) {
    std::this_thread::sleep_for(duration);
}

}  // namespace mendel::sys
