#pragma once

#include <functional>
#include <string>
#include <vector>

namespace mendel::model {

/// What a stage reports while it works; cli renders it, observe writes it to events.jsonl.
enum class EventKind {
    stage,      ///< a stage begins: `text` says what it does
    diagnosed,  ///< a Failure was found: `text` is its message
    tried,      ///< a rung proposed a Patch: `subject` is the rung, `text` what it does
    refused,    ///< a try was refused: `subject` is the rung, `text` why
    accepted,   ///< a try was accepted: `subject` is the rung, `text` what it does
    skipped,    ///< a rung had nothing to offer: `subject` is the rung, `text` why
    note,       ///< anything else that a reader should know
};

struct StageEvent {
    EventKind kind = EventKind::note;
    std::string stage = {};    ///< "reproduce", "diagnose", "heal", "judge", "gate", "publish"
    std::string subject = {};  ///< rung, check or file concerned
    std::string text = {};
    int round = 0;  ///< 1-based round of healing, 0 outside one
};

/// Takes events as they happen; called from one thread at a time.
using EventSink = std::function<void(const StageEvent&)>;

std::string_view name_of(EventKind kind);

}  // namespace mendel::model
