#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace state {

/// "HNKS" in ASCII, in the SQLite header of every state.db.
inline constexpr std::uint32_t kStateApplicationId = 0x484E4B53;

/// How much the device may keep for sending.
struct Limits {
    std::uint64_t outboxBytes = 50U << 20U;  ///< of what waits, sealed
    std::uint64_t fileBytes = 96U << 20U;    ///< of state.db with its indexes: it can never eat the disk
};

/// What the device itself writes: one file, state.db, in a folder of its own. It holds what is to be sent (the outbox),
/// sealed; a row tells a random name, a kind, a day and a length.
/// Ownership: move-only, owns the connection. Threading: everything on one thread (the state lane); never shared.
/// Errors: Errc::Io when the disk is full, read-only or broken; Errc::Corrupt when the file is damaged or not the state
/// of a kiosk; Errc::Unsupported when a newer program wrote it; Errc::Unavailable when the outbox is full or another
/// process holds the file. Whatever goes wrong, a file that was there is never deleted and nothing that was accepted is
/// dropped.
class StateStore {
public:
    /// Makes folder and file where there are none, brings an older file up to date in one transaction for each version,
    /// and reads the whole file once, because what is written into a damaged one is lost later.
    [[nodiscard]] static base::Result<StateStore> open(const std::filesystem::path& folder, const Limits& limits = {});
    StateStore(StateStore&&) noexcept;
    StateStore& operator=(StateStore&&) noexcept;
    ~StateStore();

    /// Puts a sealed observation into the outbox under a new random name. When it returns without error the observation
    /// is on the disk. @pre `day` is YYYY-MM-DD and `sealed` is not empty
    [[nodiscard]] base::Status addFeedback(std::string_view day, std::string_view sealed);
    /// Sum of the sealed bytes that wait.
    [[nodiscard]] base::Result<std::uint64_t> outboxBytes() const;
    /// How many wait.
    [[nodiscard]] base::Result<int> count() const;

private:
    struct Impl;
    explicit StateStore(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace state
