#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "git/repository.hpp"
#include "model/clock.hpp"
#include "model/patch.hpp"
#include "model/run.hpp"

namespace mendel::evaluate {

/// Where checks run (docs/proof.md, PROOF "Place").
enum class PlaceKind {
    in_place,  ///< the checkout itself, patch applied and reverted: disposable CI checkouts only
    overlay,   ///< an overlay over the work tree, at its own path, in a private mount namespace
    copy,      ///< a clone elsewhere; needs the reach probe before anything is claimed
};

std::string_view name_of(PlaceKind kind);

/// A tree at one base commit in which commands run with walls around them. At rest it holds the
/// base with the patch last set. One thread at a time.
class Place {
  public:
    virtual ~Place() = default;
    virtual PlaceKind kind() const = 0;
    /// The absolute path at which commands see the tree.
    virtual const std::string& root() const = 0;
    /// Makes the tree the base with exactly this patch; products of earlier runs that were kept
    /// (Effects::keep) stay.
    virtual base::Status set(const model::Patch& patch) = 0;
    /// Runs a command in the tree with the sandbox of its level.
    virtual base::Result<model::RunResult> run(const model::RunRequest& request) = 0;
};

/// What a Place is made of.
struct PlaceOptions {
    const git::Repository* repository = nullptr;
    std::string base;         ///< the commit that the tree must show
    std::string scratch;      ///< an existing folder for overlays and clones, on a real disk
    bool disposable = false;  ///< the checkout may be changed and put back (--in-place, CI)
    std::stop_token stop = {};
};

/// The first kind that works here: in_place where disposable, overlay, copy. An error of kind
/// refused where no wall can be built.
base::Result<std::unique_ptr<Place>> open_place(const PlaceOptions& options);
base::Result<std::unique_ptr<Place>> open_place(const PlaceOptions& options, PlaceKind kind);

}  // namespace mendel::evaluate
