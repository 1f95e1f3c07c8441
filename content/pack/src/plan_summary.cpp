#include "plan_summary.hpp"

#include <algorithm>

namespace content_pack {
namespace {

std::string counted(std::size_t count, const char* one, const char* many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

}  // namespace

std::string planSummary(const PlanSource& plan) {
    if (plan.empty()) return "";
    const auto nodes = [&](auto matches) {
        return static_cast<std::size_t>(std::count_if(plan.nodes.begin(), plan.nodes.end(), matches));
    };
    const auto ofKind = [&](std::string_view kind) {
        return nodes([&](const PlanNodeRow& node) { return node.kind == kind; });
    };
    std::string perDimension;
    for (const PlanNodeRow& dimension : plan.nodes) {
        if (dimension.kind != "dimension") continue;
        const std::size_t count =
            nodes([&](const PlanNodeRow& node) { return node.kind == "commitment" && node.parent == dimension.code; });
        perDimension += (perDimension.empty() ? "" : ", ") + dimension.code + " " + std::to_string(count);
    }
    // The document ends with how it wants to be followed up: headings, and items below them.
    const std::size_t blocks = nodes([](const PlanNodeRow& node) {
        return node.kind == "statement" && node.detail == "monitoring" && node.parent.empty();
    });
    std::string text = counted(ofKind("dimension"), "dimension", "dimensions") + "; " +
                       counted(ofKind("commitment"), "commitment", "commitments");
    if (!perDimension.empty()) text += " (" + perDimension + ")";
    text += "; " + counted(ofKind("part"), "part", "parts") + "; " +
            counted(blocks, "follow-up block", "follow-up blocks") + "; " +
            counted(ofKind("statement"), "statement", "statements") + "; " +
            counted(ofKind("indicator"), "indicator", "indicators") + " with " +
            counted(plan.observations.size(), "figure", "figures") + "; " +
            counted(ofKind("notice"), "notice", "notices") + "; " + counted(plan.quotes.size(), "quote", "quotes") +
            "; " + counted(plan.reports.size(), "report", "reports");
    return text;
}

}  // namespace content_pack
