#pragma once

#include <array>
#include <filesystem>
#include <locale>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "content/models.hpp"
#include "platform/file_system.hpp"
#include "platform/log.hpp"
#include "ui/ui.hpp"

namespace app {

/// Words of the interface: gettext catalogues `<folder>/<lang>/LC_MESSAGES/kiosk.mo`, read through Boost.Locale without
/// the locale of the operating system (`LANG=C` shows the same kiosk). Keys are dotted names ("places.title"). Entries
/// marked fuzzy in the .po files (not reviewed by a speaker) are left out by msgfmt and fall back to Spanish.
/// Threading: main thread only. Ownership: borrows file system and log for the time of `create` and the log for ever.
class Catalogue final : public ui::Strings {
public:
    /// Errc::NotFound when the Spanish catalogue is missing: nothing could be said. Other languages may be missing.
    [[nodiscard]] static base::Result<std::unique_ptr<Catalogue>> create(const std::filesystem::path& folder,
                                                                         const platform::FileSystem& files,
                                                                         platform::Log& log);

    void setLanguage(content::Lang lang) { m_lang = lang; }
    [[nodiscard]] content::Lang lang() const { return m_lang; }
    /// False when the interface speaks Spanish in place of this language.
    [[nodiscard]] bool hasLanguage(content::Lang lang) const { return m_present[static_cast<std::size_t>(lang)]; }

    [[nodiscard]] ui::Words get(std::string_view key) const override;
    [[nodiscard]] ui::Words plural(std::string_view key, long count) const override;
    [[nodiscard]] std::string_view language() const override { return content::code(m_lang); }

private:
    Catalogue(platform::Log& log) : m_log(log) {}
    [[nodiscard]] const char* find(content::Lang lang, const std::string& key, const long* count) const;

    platform::Log& m_log;
    std::array<std::locale, 4> m_locales;
    std::array<bool, 4> m_present{};
    content::Lang m_lang = content::Lang::Es;
    mutable std::set<std::string> m_reported;
};

/// Content text as words of the tree.
[[nodiscard]] inline ui::Words words(const content::Text& text) { return {text.value, content::code(text.lang)}; }
/// Words that are the same in every language (names, figures).
[[nodiscard]] ui::Words verbatim(std::string text, const ui::Strings& strings);

}  // namespace app
