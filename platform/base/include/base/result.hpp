#pragma once

#include <string>
#include <utility>
#include <variant>

/// Expected failure as a value. No exception crosses a target of this code base: functions that can fail for a reason
/// outside the program (files, content, devices, input) return `Result<T>`; bugs are caught by `KIOSK_ASSERT`.
namespace base {

/// What went wrong, coarse enough to decide what to do next. The message carries the detail.
enum class Errc {
    Io,            ///< the operating system refused (missing file, permission, full disk)
    NotFound,      ///< the thing asked for does not exist
    Corrupt,       ///< bytes are there but are not what they should be
    Unsupported,   ///< well formed, but newer or of a kind this program does not handle
    InvalidInput,  ///< written by a person: settings, scripts, content, command line
    Unavailable,   ///< a device or service is missing now and may come back
    Cancelled,     ///< the caller asked to stop
};

/// Short lower-case name for logs, e.g. "corrupt".
[[nodiscard]] constexpr const char* toString(Errc code) {
    switch (code) {
        case Errc::Io: return "io";
        case Errc::NotFound: return "not-found";
        case Errc::Corrupt: return "corrupt";
        case Errc::Unsupported: return "unsupported";
        case Errc::InvalidInput: return "invalid-input";
        case Errc::Unavailable: return "unavailable";
        case Errc::Cancelled: return "cancelled";
    }
    return "unknown";
}

/// A failure: code plus a sentence in English that names the file, field or device and, where there is one, the remedy.
struct Error {
    Errc code = Errc::Io;
    std::string message;

    /// Adds outer context in front: `error.in("content.db")` gives "content.db: <message>".
    [[nodiscard]] Error in(const std::string& context) const { return {code, context + ": " + message}; }
};

/// Either a value or an `Error`. Cheap to move; never empty except after being moved from.
template <typename T>
class [[nodiscard]] Result {
public:
    using Value = T;

    // Implicit on purpose: `return value;` and `return Error{...};` both read naturally.
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    /// @pre ok()
    [[nodiscard]] T& value() & { return std::get<0>(m_state); }
    [[nodiscard]] const T& value() const& { return std::get<0>(m_state); }
    [[nodiscard]] T&& value() && { return std::get<0>(std::move(m_state)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::get<0>(std::move(m_state)); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    /// @pre !ok()
    [[nodiscard]] const Error& error() const { return std::get<1>(m_state); }

    [[nodiscard]] T valueOr(T fallback) const& { return ok() ? value() : std::move(fallback); }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value, or an `Error`.
class [[nodiscard]] Status {
public:
    Status() = default;
    Status(Error error) : m_error(std::move(error)), m_ok(false) {}

    [[nodiscard]] bool ok() const { return m_ok; }
    explicit operator bool() const { return m_ok; }
    /// @pre !ok()
    [[nodiscard]] const Error& error() const { return m_error; }

private:
    Error m_error;
    bool m_ok = true;
};

}  // namespace base
