#include "app/more_places.hpp"

namespace mendel::app {

base::Result<model::Run> MorePlaces::run(std::size_t number, const evaluate::PlaceOptions& like,
                                         evaluate::PlaceKind kind, const model::Patch& so_far) {
    if (kind == evaluate::PlaceKind::in_place)
        return base::fail(base::ErrorKind::refused,
                          "One checkout holds one run at a time. Use --place overlay or copy.");
    while (m_places.size() <= number) {
        auto repository = git::Repository::open(like.repository->root());
        if (!repository)
            return base::fail(repository.error());
        auto one = std::make_unique<One>(One{std::move(*repository), nullptr});
        auto options = like;
        options.repository = &one->repository;
        auto place = evaluate::open_place(options, kind);
        if (!place)
            return base::fail(place.error());
        one->place = std::move(*place);
        m_places.push_back(std::move(one));
    }
    auto* place = m_places[number]->place.get();
    return model::Run(
        [place, so_far](const model::RunRequest& wanted) -> base::Result<model::RunResult> {
            if (const auto set = place->set(so_far); !set)
                return base::fail(set.error());
            return place->run(wanted);
        });
}

}  // namespace mendel::app
