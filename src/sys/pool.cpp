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

struct Worker::State {
    std::jthread thread;
};

Worker::Worker(std::function<void(std::stop_token)> work) : m_state(std::make_unique<State>()) {
    m_state->thread = std::jthread(std::move(work));
}

Worker::~Worker() = default;
Worker::Worker(Worker&&) noexcept = default;

void Worker::ask_to_stop() {
    m_state->thread.request_stop();
}

bool pause(std::chrono::milliseconds duration, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any waiting;
    std::unique_lock lock(mutex);
    waiting.wait_for(lock, stop, duration, [] { return false; });
    return !stop.stop_requested();
}

Timer::Timer(std::chrono::milliseconds after, const std::stop_token& outer)
    : m_expired(std::make_shared<std::atomic<bool>>(false)),
      m_worker(
          [after, source = m_source, expired = m_expired](const std::stop_token& ended) mutable {
              std::mutex mutex;
              std::condition_variable_any waiting;
              std::unique_lock lock(mutex);
              if (waiting.wait_for(lock, ended, after, [&] { return ended.stop_requested(); }))
                  return;
              *expired = true;
              source.request_stop();
          }) {
    m_link.emplace(outer, [source = m_source]() mutable { source.request_stop(); });
}

bool Timer::expired() const {
    return *m_expired;
}

bool Channel::send(std::string text) {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_closed || m_texts.size() < m_capacity; });
    if (m_closed)
        return false;
    m_texts.push_back(std::move(text));
    m_changed.notify_all();
    return true;
}

std::optional<std::string> Channel::receive() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_closed || !m_texts.empty(); });
    if (m_texts.empty())
        return std::nullopt;
    auto text = std::move(m_texts.front());
    m_texts.pop_front();
    m_changed.notify_all();
    return text;
}

void Channel::close() {
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_changed.notify_all();
}

}  // namespace mendel::sys
