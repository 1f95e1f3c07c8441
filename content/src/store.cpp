#include "content/store.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <sstream>

#include "base/assert.hpp"
#include "content/format.hpp"
#include "hash.hpp"
#include "store_impl.hpp"
#include "unicode.hpp"

namespace content {
namespace {

namespace fs = std::filesystem;

/// What stands in the first 100 bytes of every SQLite file.
struct FileHeader {
    std::uint32_t pageSize = 0;
    std::uint32_t pageCount = 0;
    std::uint32_t userVersion = 0;
    std::uint32_t applicationId = 0;
};

base::Error wrong(const fs::path& file, base::Errc code, const std::string& message) {
    return {code, file.string() + ": " + message};
}

/// Reads the header itself, because SQLite would take an empty file for an empty database and find a cut-off one only
/// when a query happens to touch what is missing.
base::Result<FileHeader> readHeader(const fs::path& file) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::fopen(file.c_str(), "rb"), &std::fclose);
    if (!in) {
        const base::Errc code = errno == ENOENT || errno == ENOTDIR ? base::Errc::NotFound : base::Errc::Io;
        return wrong(file, code, std::strerror(errno));
    }
    struct stat status {};
    if (::fstat(::fileno(in.get()), &status) != 0) return wrong(file, base::Errc::Io, std::strerror(errno));
    if (!S_ISREG(status.st_mode)) return wrong(file, base::Errc::Io, "not a regular file");
    std::array<unsigned char, 100> bytes{};
    const std::size_t got = std::fread(bytes.data(), 1, bytes.size(), in.get());
    if (std::ferror(in.get()) != 0) return wrong(file, base::Errc::Io, "cannot be read");
    if (got < bytes.size() || std::memcmp(bytes.data(), "SQLite format 3", 16) != 0) {
        return wrong(file, base::Errc::Corrupt, "not a SQLite database");
    }
    const auto big32 = [&](std::size_t at) {
        return static_cast<std::uint32_t>(bytes[at]) << 24 | static_cast<std::uint32_t>(bytes[at + 1]) << 16 |
               static_cast<std::uint32_t>(bytes[at + 2]) << 8 | static_cast<std::uint32_t>(bytes[at + 3]);
    };
    FileHeader header;
    header.pageSize = static_cast<std::uint32_t>(bytes[16]) << 8 | bytes[17];
    if (header.pageSize == 1) header.pageSize = 65536;
    header.pageCount = big32(28);
    header.userVersion = big32(60);
    header.applicationId = big32(68);
    if (std::uint64_t{header.pageSize} * header.pageCount != static_cast<std::uint64_t>(status.st_size)) {
        return wrong(file, base::Errc::Corrupt,
                     "has " + std::to_string(status.st_size) + " bytes instead of " +
                         std::to_string(std::uint64_t{header.pageSize} * header.pageCount) +
                         "; it was cut off or extended");
    }
    return header;
}

double number(const std::map<std::string, std::string>& meta, const std::string& key) {
    const auto found = meta.find(key);
    double value = 0;
    if (found != meta.end()) {
        std::from_chars(found->second.data(), found->second.data() + found->second.size(), value,
                        std::chars_format::fixed);
    }
    return value;
}

}  // namespace

Store::Store(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

base::Result<Store> Store::open(const fs::path& packFolder) {
    const fs::path file = packFolder / "content.db";
    const auto header = readHeader(file);
    if (!header) return header.error();
    if (header->applicationId != kContentApplicationId) {
        return wrong(file, base::Errc::Corrupt, "a database, but not of a content pack");
    }
    const auto version = static_cast<int>(std::min<std::uint32_t>(header->userVersion, 1'000'000'000));
    if (version < kOldestReadableSchema) {
        return wrong(file, base::Errc::Unsupported,
                     "schema version " + std::to_string(version) + " is too old; build the pack again");
    }
    auto connection = db::Connection::openImmutable(file);
    if (!connection) return connection.error();
    auto impl = std::make_unique<Impl>(packFolder, std::move(*connection), version);
    const auto meta = impl->meta();
    if (!meta) return meta.error();
    const double oldestReader = number(*meta, "oldest_reader");
    if (oldestReader > kContentSchemaVersion || (oldestReader == 0 && version > kContentSchemaVersion)) {
        return wrong(
            file, base::Errc::Unsupported,
            "written for a newer program (schema version " + std::to_string(version) + "); update the application");
    }
    return Store(std::move(impl));
}

base::Result<PackInfo> Store::info(Lang lang) const {
    const auto meta = m_impl->meta();
    if (!meta) return meta.error();
    const auto text = [&](const std::string& key) {
        const auto found = meta->find(key);
        return found != meta->end() ? found->second : std::string();
    };
    PackInfo info;
    info.packId = text("pack_id");
    info.schemaVersion = m_impl->schemaVersion;
    std::istringstream codes(text("languages"));
    for (std::string word; codes >> word;) {
        const auto listed = langFromCode(word);
        if (listed && number(*meta, "texts." + word) > 0) info.languages.push_back(*listed);
    }
    std::stable_sort(info.languages.begin(), info.languages.end(), [&](Lang a, Lang b) {
        return number(*meta, std::string("texts.") + code(a)) > number(*meta, std::string("texts.") + code(b));
    });
    info.title = shown(text(std::string("title.") + code(lang)), lang, text("title.es"));
    info.province = shown(text(std::string("province.") + code(lang)), lang, text("province.es"));
    info.centre = {number(*meta, "centre_lat_deg"), number(*meta, "centre_lon_deg")};
    info.hasMap = number(*meta, "map_features") > 0;
    info.hasPlan = number(*meta, "has_plan") > 0;
    info.hasExamples = number(*meta, "example_count") > 0;
    info.itemCount = static_cast<int>(number(*meta, "item_count"));
    info.officeKey = text("office_key");
    return info;
}

base::Result<Credits> Store::credits() const {
    Credits credits;
    base::Status read = m_impl->each(
        db::Query::SourceUses, [](auto&) {},
        [&](const db::Statement::Run& run) -> base::Status {
            credits.sources.push_back({readSource(run, 0), static_cast<int>(run.integer(7))});
            return {};
        });
    if (!read) return read.error();
    std::vector<std::pair<std::string, std::size_t>> titles;
    for (std::size_t i = 0; i < credits.sources.size(); ++i) {
        titles.emplace_back(collationKey(credits.sources[i].source.title, true), i);
    }
    std::sort(titles.begin(), titles.end());
    std::vector<SourceUse> sorted;
    for (const auto& [title, index] : titles)
        sorted.push_back(std::move(credits.sources[index]));
    credits.sources = std::move(sorted);

    read = m_impl->each(
        db::Query::PictureCredits, [](auto&) {},
        [&](const db::Statement::Run& run) -> base::Status {
            const PictureKind kind = run.text(2) == "photo" ? PictureKind::Photo : PictureKind::Illustration;
            credits.pictures.push_back({run.text(0), run.text(1), kind, static_cast<int>(run.integer(3))});
            return {};
        });
    if (!read) return read.error();
    return credits;
}

base::Status Store::verify() const {
    base::Status read = m_impl->each(
        db::Query::QuickCheck, [](auto&) {},
        [&](const db::Statement::Run& run) -> base::Status {
            const std::string line = run.text(0);
            if (line != "ok") return corrupt(line);
            return {};
        });
    if (!read) return read;
    if (base::Status log = m_impl->verifyPlanLog(); !log) return log;
    return m_impl->each(
        db::Query::Objects, [](auto&) {},
        [&](const db::Statement::Run& run) -> base::Status {
            const std::string sha256 = run.text(0);
            if (!isSha256Hex(sha256)) return corrupt("object '" + sha256 + "' is not named by a hash");
            const fs::path path = objectPath(sha256);
            std::error_code failed;
            const std::uintmax_t size = fs::file_size(path, failed);
            if (failed == std::errc::no_such_file_or_directory) {
                return base::Error{base::Errc::NotFound, path.string() + ": the object is missing"};
            }
            if (failed) return base::Error{base::Errc::Io, path.string() + ": " + failed.message()};
            if (size != static_cast<std::uintmax_t>(run.integer(1))) {
                return wrong(path, base::Errc::Corrupt,
                             "has " + std::to_string(size) + " bytes instead of " + run.text(1));
            }
            const auto found = sha256OfFile(path);
            if (!found) return found.error();
            if (*found != sha256) return wrong(path, base::Errc::Corrupt, "the content is not what its name says");
            return {};
        });
}

fs::path Store::objectPath(const std::string& sha256) const {
    KIOSK_ASSERT(isSha256Hex(sha256));
    return m_impl->folder / objectName(sha256);
}

}  // namespace content
