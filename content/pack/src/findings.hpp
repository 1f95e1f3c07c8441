#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content_pack/pack_builder.hpp"
#include "rules.hpp"

namespace content_pack {

/// Where in the source folder a record or value stands.
struct Origin {
    int folder = 0;      ///< 0 = the pack, 1... = overlays in order
    std::string file;    ///< as shown: inside the folder, with the overlay's name in front
    int line = 0;        ///< 1-based; 0 = the file as a whole
    std::string record;  ///< key, may be empty
};
/// "places.csv:12", for messages that name a second place.
[[nodiscard]] std::string toString(const Origin& origin);

/// Collects what the readers and rules find; bounded, so that a broken file of 200,000 rows stays readable.
class Findings {
public:
    void add(Rule rule, const Origin& at, std::string message, std::string remedy);
    void append(Findings other);
    /// Notes `words` (by whom, when and why) on every finding of the rule and record that must be accepted. Returns how
    /// many there were.
    int accept(std::string_view rule, std::string_view record, const std::string& words);
    [[nodiscard]] bool anyError() const;
    /// Everything found so far by file and line; leaves the collector empty.
    [[nodiscard]] std::vector<Finding> take();

private:
    std::vector<Finding> m_findings;
    std::size_t m_dropped = 0;
};

/// `value` in single quotes for a message: cut after 60 characters, control characters escaped.
[[nodiscard]] std::string inQuotes(std::string_view value);

}  // namespace content_pack
