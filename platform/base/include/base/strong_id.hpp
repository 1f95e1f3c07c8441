#pragma once

#include <cstdint>
#include <functional>

namespace base {

/// An integer that cannot be mixed up with another kind of id: `using PlaceId = StrongId<struct PlaceTag>;`.
/// Zero means "none"; database rows start at 1.
template <typename Tag>
struct StrongId {
    std::int64_t value = 0;

    [[nodiscard]] constexpr bool valid() const { return value != 0; }
    friend constexpr auto operator<=>(const StrongId&, const StrongId&) = default;
};

/// Slot plus generation: a stale handle to a reused slot is recognised instead of showing somebody else's data.
template <typename Tag>
struct Handle {
    std::uint32_t index = 0;
    std::uint32_t generation = 0;  ///< 0 = the null handle; live slots start at 1

    [[nodiscard]] constexpr bool valid() const { return generation != 0; }
    friend constexpr bool operator==(const Handle&, const Handle&) = default;
};

}  // namespace base

template <typename Tag>
struct std::hash<base::StrongId<Tag>> {
    std::size_t operator()(const base::StrongId<Tag>& id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
