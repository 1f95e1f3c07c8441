#include "app/content_service.hpp"

namespace app {
namespace {

constexpr std::uint64_t kMaxObjectBytes = 64ULL << 20U;
constexpr std::string_view kAssetPrefix = "asset:";

}  // namespace

void ContentService::open(const std::filesystem::path& packFolder, std::function<void(base::Status)> done) {
    m_folder = packFolder;
    *m_objects = packFolder / "objects";
    m_open = false;
    m_opening = m_jobs.post(
        platform::Lane::Content,
        [slot = m_store, packFolder]() -> base::Status {
            slot->store.reset();
            auto store = content::Store::open(packFolder);
            if (!store) return store.error();
            slot->store = std::move(*store);
            return {};
        },
        [this, done = std::move(done)](const base::Status& status) {
            m_open = status.ok();
            if (!status) noteError(status.error());
            done(status);
        });
}

void ContentService::noteError(const base::Error& error) {
    m_log.error("content", error.message + " [" + base::toString(error.code) + "]");
}

ui::ImageCache::Loader ContentService::objectLoader(const platform::FileSystem& files,
                                                    const std::filesystem::path& assets) const {
    // The folder is set before the first picture is asked for and read by workers afterwards.
    return [&files, assets, objects = m_objects](const std::string& name) -> base::Result<platform::Bytes> {
        if (name.rfind(kAssetPrefix, 0) == 0)
            return files.read(assets / name.substr(kAssetPrefix.size()), kMaxObjectBytes);
        if (name.size() < 2) return base::Error{base::Errc::NotFound, "object without a name"};
        return files.read(*objects / name.substr(0, 2) / name, kMaxObjectBytes);
    };
}

ui::ImageSource imageOf(const content::Picture& picture) {
    ui::ImageSource source;
    for (const content::PictureFile& file : picture.files) {
        source.files.push_back({file.sha256, {file.widthPx, file.heightPx}});
    }
    return source;
}

ui::ImageSource assetImage(const std::string& name, base::SizePx size) {
    return {{{std::string(kAssetPrefix) + name, size}}};
}

}  // namespace app
