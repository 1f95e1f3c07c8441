#include "app/catalogue.hpp"

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>

namespace app {

using content::Lang;

namespace {

constexpr std::uint64_t kMaxCatalogueBytes = 8U << 20U;
using Messages = boost::locale::message_format<char>;

}  // namespace

base::Result<std::unique_ptr<Catalogue>> Catalogue::create(const std::filesystem::path& folder,
                                                           const platform::FileSystem& files, platform::Log& log) {
    std::unique_ptr<Catalogue> catalogue(new Catalogue(log));
    for (const Lang lang : content::kAllLangs) {
        const auto at = static_cast<std::size_t>(lang);
        const std::filesystem::path path = folder / content::code(lang) / "LC_MESSAGES" / "kiosk.mo";
        catalogue->m_locales[at] = std::locale::classic();
        auto bytes = files.read(path, kMaxCatalogueBytes);
        if (!bytes) {
            if (lang == Lang::Es) {
                return base::Error{base::Errc::NotFound,
                                   "the Spanish words of the interface are missing: " + bytes.error().message +
                                       " (install the assets, or name their folder with --assets)"};
            }
            continue;
        }
        boost::locale::gnu_gettext::messages_info info;
        info.language = content::code(lang);
        info.encoding = "UTF-8";
        info.domains.emplace_back("kiosk");
        info.paths.emplace_back("");
        const auto* data = reinterpret_cast<const char*>(bytes->data());
        std::vector<char> content(data, data + bytes->size());
        info.callback = [&content](const std::string&, const std::string&) { return content; };
        // A damaged file makes Boost throw; nothing may leave this function but a result.
        try {
            catalogue->m_locales[at] =
                std::locale(std::locale::classic(), boost::locale::gnu_gettext::create_messages_facet<char>(info));
        } catch (const std::exception& problem) {
            if (lang == Lang::Es) {
                return base::Error{base::Errc::Corrupt, path.string() + ": not a gettext catalogue: " + problem.what()};
            }
            log.warning("app",
                        path.string() + ": not a gettext catalogue: " + problem.what() + "; Spanish is shown instead");
            continue;
        }
        // Every catalogue names its language; one without reviewed entries does not even do that.
        catalogue->m_present[at] = true;
        catalogue->m_present[at] = catalogue->find(lang, "language.name", nullptr) != nullptr;
    }
    return catalogue;
}

const char* Catalogue::find(Lang lang, const std::string& key, const long* count) const {
    const auto at = static_cast<std::size_t>(lang);
    if (!m_present[at]) return nullptr;
    const auto& messages = std::use_facet<Messages>(m_locales[at]);
    return count != nullptr ? messages.get(0, nullptr, key.c_str(), static_cast<int>(*count))
                            : messages.get(0, nullptr, key.c_str());
}

ui::Words Catalogue::get(std::string_view key) const {
    const std::string name(key);
    for (const Lang lang : {m_lang, Lang::Es}) {
        if (const char* text = find(lang, name, nullptr)) return {text, content::code(lang)};
    }
    if (m_reported.insert(name).second) m_log.warning("app", "no Spanish words for the key '" + name + "'");
    return {name, "es"};
}

ui::Words Catalogue::plural(std::string_view key, long count) const {
    const std::string name(key);
    for (const Lang lang : {m_lang, Lang::Es}) {
        if (const char* text = find(lang, name, &count)) {
            return ui::withValue({text, content::code(lang)}, "n", std::to_string(count));
        }
    }
    if (m_reported.insert(name).second) m_log.warning("app", "no Spanish plural for the key '" + name + "'");
    return {name, "es"};
}

ui::Words verbatim(std::string text, const ui::Strings& strings) { return {std::move(text), strings.language()}; }

}  // namespace app
