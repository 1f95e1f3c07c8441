#include "content/plan_log.hpp"

#include "hash.hpp"

namespace content {

std::string planLogHash(const PlanLogRow& row) {
    std::string bytes;
    const auto add = [&](std::string_view field) {
        bytes += std::to_string(field.size());
        bytes += ':';
        bytes += field;
    };
    add(std::to_string(row.seq));
    for (const std::string* field : {&row.at, &row.actor, &row.entity, &row.before, &row.after, &row.previous})
        add(*field);
    return sha256Hex(bytes);
}

}  // namespace content
