#include "run/executor_board.hpp"

namespace mendel::run {

void Board::put(std::vector<std::shared_ptr<Running>> running) {
    const std::lock_guard lock(m_mutex);
    for (auto& one : running)
        m_waiting.push_back(std::move(one));
    if (running.size() == 1)
        m_work.notify_one();
    else
        m_work.notify_all();
}

std::shared_ptr<Running> Board::next() {
    std::unique_lock lock(m_mutex);
    m_work.wait(lock, [&] { return m_is_closed || !m_waiting.empty() || m_workers > m_wanted; });
    if (m_waiting.empty()) {
        --m_workers;
        return nullptr;
    }
    auto running = std::move(m_waiting.front());
    m_waiting.pop_front();
    return running;
}

void Board::tell(Ended ended) {
    const std::lock_guard lock(m_mutex);
    m_ended.push_back(std::move(ended));
    if (m_ended.size() == 1)
        m_news.notify_one();
}

std::vector<Ended> Board::ended(std::chrono::microseconds patience) {
    std::unique_lock lock(m_mutex);
    m_news.wait_for(lock, patience, [&] { return !m_ended.empty(); });
    return std::exchange(m_ended, {});
}

void Board::want(std::size_t workers) {
    const std::lock_guard lock(m_mutex);
    m_wanted = workers;
    if (m_workers > m_wanted)
        m_work.notify_all();
}

void Board::open() {
    const std::lock_guard lock(m_mutex);
    m_is_closed = false;
}

void Board::close() {
    const std::lock_guard lock(m_mutex);
    m_is_closed = true;
    m_work.notify_all();
}

void Board::joined() {
    const std::lock_guard lock(m_mutex);
    ++m_workers;
}

std::size_t Board::workers() {
    const std::lock_guard lock(m_mutex);
    return m_workers;
}

std::size_t Board::unstarted() {
    const std::lock_guard lock(m_mutex);
    return m_waiting.size();
}

std::vector<std::shared_ptr<Running>> Board::withdraw() {
    const std::lock_guard lock(m_mutex);
    std::vector<std::shared_ptr<Running>> taken(m_waiting.begin(), m_waiting.end());
    m_waiting.clear();
    return taken;
}

}  // namespace mendel::run
