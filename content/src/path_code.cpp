#include "path_code.hpp"

#include <limits>
#include <optional>

namespace content {
namespace {

void append(std::string& out, std::uint64_t value) {
    while (value >= 0x80) {
        out += static_cast<char>(value | 0x80);
        value >>= 7;
    }
    out += static_cast<char>(value);
}

void appendSigned(std::string& out, std::int64_t value) {
    append(out, static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
}

class Reader {
public:
    explicit Reader(std::string_view bytes) : m_bytes(bytes) {}

    std::optional<std::uint64_t> number() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            if (m_bytes.empty()) return std::nullopt;
            const auto byte = static_cast<unsigned char>(m_bytes.front());
            m_bytes.remove_prefix(1);
            value |= std::uint64_t{byte & 0x7fU} << shift;
            if ((byte & 0x80) == 0) return value;
        }
        return std::nullopt;
    }

    /// A number of things that take at least one byte each.
    std::optional<std::size_t> count() {
        const auto value = number();
        if (!value || *value > m_bytes.size()) return std::nullopt;
        return static_cast<std::size_t>(*value);
    }

    std::optional<std::int32_t> moved(std::int32_t from) {
        const auto coded = number();
        if (!coded) return std::nullopt;
        const auto half = static_cast<std::int64_t>(*coded >> 1);
        const std::int64_t to = from + ((*coded & 1) != 0 ? ~half : half);
        if (to < std::numeric_limits<std::int32_t>::min() || to > std::numeric_limits<std::int32_t>::max()) {
            return std::nullopt;
        }
        return static_cast<std::int32_t>(to);
    }

    [[nodiscard]] bool atEnd() const { return m_bytes.empty(); }

private:
    std::string_view m_bytes;
};

std::optional<Shape> decode(std::string_view bytes) {
    Reader in(bytes);
    const auto kind = in.number();
    if (!kind || *kind < 1 || *kind > 3) return std::nullopt;
    const auto groups = in.count();
    if (!groups) return std::nullopt;
    Shape shape{static_cast<ShapeKind>(*kind), {}};
    WholePoint last;
    for (std::size_t g = 0; g < *groups; ++g) {
        const auto paths = in.count();
        if (!paths) return std::nullopt;
        auto& group = shape.groups.emplace_back();
        for (std::size_t p = 0; p < *paths; ++p) {
            const auto points = in.count();
            if (!points) return std::nullopt;
            WholePath& path = group.emplace_back();
            for (std::size_t i = 0; i < *points; ++i) {
                const auto x = in.moved(last.x);
                const auto y = in.moved(last.y);
                if (!x || !y) return std::nullopt;
                last = {*x, *y};
                path.push_back(last);
            }
        }
    }
    return in.atEnd() ? std::optional(std::move(shape)) : std::nullopt;
}

}  // namespace

std::string encodeShape(const Shape& shape) {
    std::string out;
    append(out, static_cast<std::uint64_t>(shape.kind));
    append(out, shape.groups.size());
    WholePoint last;
    for (const auto& group : shape.groups) {
        append(out, group.size());
        for (const WholePath& path : group) {
            append(out, path.size());
            for (const WholePoint at : path) {
                appendSigned(out, std::int64_t{at.x} - last.x);
                appendSigned(out, std::int64_t{at.y} - last.y);
                last = at;
            }
        }
    }
    return out;
}

base::Result<Shape> decodeShape(std::string_view bytes) {
    auto shape = decode(bytes);
    if (!shape) return base::Error{base::Errc::Corrupt, "geometry cannot be decoded"};
    return std::move(*shape);
}

}  // namespace content
