#pragma once

#include <memory>
#include <vector>

#include "base/result.hpp"
#include "evaluate/place.hpp"
#include "git/repository.hpp"
#include "model/run.hpp"

namespace mendel::app {

/// Places besides the first that show the same tree, opened when asked for and kept for later
/// rounds. Each has a repository handle of its own, so that one thread can use each.
class MorePlaces {
  public:
    /// The Place with this number, counted from 0, as a Run over the base with `so_far` applied.
    /// Refused where Places cannot stand side by side: in the checkout itself.
    /// @param like what the first Place was made of, with a scratch folder of its own
    base::Result<model::Run> run(std::size_t number, const evaluate::PlaceOptions& like,
                                 evaluate::PlaceKind kind, const model::Patch& so_far);

  private:
    struct One {
        git::Repository repository;
        std::unique_ptr<evaluate::Place> place;
    };
    std::vector<std::unique_ptr<One>> m_places;
};

}  // namespace mendel::app
