#include "cli/progress.hpp"

#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/style.hpp"
#include "sys/terminal.hpp"

namespace mendel::cli {

namespace {

constexpr int k_standard_error = 2;

class Progress {
  public:
    Progress(const GlobalOptions& global, model::Clock clock)
        : m_style(style_for(global, k_standard_error)),
          m_live(sys::is_terminal(k_standard_error)),
          m_clock(std::move(clock)),
          m_begin(m_clock.steady()) {}

    ~Progress() {
        clear_live_line();
        tell_left_out();
    }

    void show(const model::StageEvent& event) {
        clear_live_line();
        const bool is_failure = event.kind == model::EventKind::diagnosed;
        if (!is_failure || event.round > m_round)
            tell_left_out();
        if (event.round > m_round) {
            m_round = event.round;
            line(m_style.bold(fmt::format("round {}", m_round)));
        }
        if (is_failure && ++m_failures > k_most_failures_shown)
            return;
        const auto text = fmt::format("{} {}", mark_of(event.kind), text_of(event));
        const bool transient = event.kind == model::EventKind::tried;
        if (transient && m_live) {
            std::cerr << prefix() << text << std::flush;
            m_live_line = true;
        } else {
            line(text);
        }
    }

  private:
    /// Ends a list of failures that was longer than what was printed.
    void tell_left_out() {
        if (m_failures > k_most_failures_shown)
            line(fmt::format("{} and {} more", m_style.red("✗"),
                             m_failures - k_most_failures_shown));
        m_failures = 0;
    }

    std::string text_of(const model::StageEvent& event) const {
        const auto width = static_cast<std::size_t>(sys::terminal_width().value_or(100));
        const auto room = m_live && width > 40 ? width - 30 : 300;
        const auto text =
            base::ellipsize(printable(base::replace_all(event.text, "\n", " ")), room);
        const auto subject = event.kind == model::EventKind::stage ? event.stage : event.subject;
        return subject.empty() ? text : fmt::format("{} {}", m_style.bold(subject), text);
    }

    std::string mark_of(model::EventKind kind) const {
        switch (kind) {
            case model::EventKind::stage:
                return m_style.cyan("▸");
            case model::EventKind::diagnosed:
                return m_style.red("✗");
            case model::EventKind::tried:
                return m_style.yellow("…");
            case model::EventKind::refused:
                return m_style.yellow("–");
            case model::EventKind::accepted:
                return m_style.green("✓");
            case model::EventKind::skipped:
                return m_style.dim("·");
            case model::EventKind::note:
                return m_style.dim("i");
        }
        return " ";
    }

    std::string prefix() const {
        const auto elapsed = std::chrono::duration<double>(m_clock.steady() - m_begin).count();
        return m_style.dim(fmt::format("{:6.1f} s ", elapsed));
    }

    void line(const std::string& text) const { std::cerr << prefix() << text << "\n"; }

    void clear_live_line() {
        if (m_live_line)
            std::cerr << "\r\x1b[K" << std::flush;
        m_live_line = false;
    }

    Style m_style;
    bool m_live;
    model::Clock m_clock;
    std::chrono::steady_clock::time_point m_begin;
    int m_round = 0;
    std::size_t m_failures = 0;  ///< in a row
    bool m_live_line = false;
};

}  // namespace

model::EventSink progress_sink(const GlobalOptions& global, const model::Clock& clock) {
    if (global.quiet || global.json)
        return [](const model::StageEvent&) {};
    const auto progress = std::make_shared<Progress>(global, clock);
    return [progress](const model::StageEvent& event) { progress->show(event); };
}

}  // namespace mendel::cli
