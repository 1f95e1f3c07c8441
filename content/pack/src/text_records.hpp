#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/models.hpp"
#include "findings.hpp"

namespace content_pack {

/// One record of a text/<language>/*.md file.
struct TextRow {
    Origin at;  ///< record = its key
    content::Lang lang = content::Lang::Es;
    std::string name;
    std::string shortLine;
    std::string summary;
    std::string body;  ///< paragraphs separated by an empty line
    bool approved = false;
};

/// Reads the Markdown of content/packs/README.md, "Words". Every line that does not fit is reported; the record is kept
/// with what could be read.
[[nodiscard]] std::vector<TextRow> parseTextRecords(std::string_view text, content::Lang lang, const Origin& file,
                                                    Findings& findings);

}  // namespace content_pack
