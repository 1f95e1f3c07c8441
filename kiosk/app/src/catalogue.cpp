#include "app/catalogue.hpp"

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>

namespace app {

using content::Lang;

namespace {

constexpr std::uint64_t kMaxCatalogueBytes = 8U << 20U;
using Messages = boost::locale::message_format<char>;

std::uint64_t word(const platform::Bytes& file, std::uint64_t at) {
    std::uint64_t value = 0;
    for (std::uint64_t i = 0; i < 4; ++i)
        value |= std::to_integer<std::uint64_t>(file[at + i]) << (8 * i);
    return value;
}

/// What is wrong with a compiled catalogue; nullptr when every text of it lies inside the file. Boost follows the
/// places that a file gives without looking where they lead.
const char* problemOf(const platform::Bytes& file) {
    constexpr std::uint64_t kHeaderBytes = 28;
    constexpr std::uint64_t kMagic = 0x950412DE;  // as msgfmt writes it on the machines we ship for
    if (file.size() < kHeaderBytes || word(file, 0) != kMagic) return "it does not begin like one";
    const std::uint64_t count = word(file, 8);
    for (const std::uint64_t table : {word(file, 12), word(file, 16)}) {
        if (table + count * 8 > file.size()) return "it is cut off";
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint64_t end = word(file, table + i * 8 + 4) + word(file, table + i * 8);
            if (end >= file.size() || file[end] != std::byte{0}) return "it is cut off";
        }
    }
    const std::uint64_t hashes = word(file, 20);
    if (hashes > 0 && word(file, 24) + hashes * 4 > file.size()) return "it is cut off";
    return nullptr;
}

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
        const auto refuse = [&](const std::string& problem) {
            return base::Error{base::Errc::Corrupt, path.string() + ": not a gettext catalogue: " + problem};
        };
        if (const char* problem = problemOf(*bytes)) {
            if (lang == Lang::Es) return refuse(problem);
            log.warning("app", refuse(problem).message + "; Spanish is shown instead");
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
        // Boost throws at what it does not understand; nothing may leave this function but a result.
        try {
            catalogue->m_locales[at] =
                std::locale(std::locale::classic(), boost::locale::gnu_gettext::create_messages_facet<char>(info));
        } catch (const std::exception& problem) {
            if (lang == Lang::Es) return refuse(problem.what());
            log.warning("app", refuse(problem.what()).message + "; Spanish is shown instead");
            continue;
        }
        // Every catalogue names its language; one without reviewed entries does not even do that.
        catalogue->m_present[at] = true;
        catalogue->m_present[at] = catalogue->find(lang, "language.name", nullptr) != nullptr;
        if (lang == Lang::Es && !catalogue->m_present[at]) return refuse("it has no words for the key 'language.name'");
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
