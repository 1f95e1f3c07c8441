#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "base/result.hpp"
#include "content/store.hpp"
#include "platform/file_system.hpp"
#include "platform/jobs.hpp"
#include "platform/log.hpp"
#include "ui/image_cache.hpp"

namespace app {

/// The open pack, asked from the main thread, answered on it: queries run on the content lane, one after the other, and
/// their results arrive with `Jobs::deliver`.
/// Threading: main thread only. Ownership: borrows jobs and log, which outlive it.
class ContentService {
public:
    ContentService(platform::Jobs& jobs, platform::Log& log)
        : m_jobs(jobs), m_log(log), m_store(std::make_shared<Slot>()) {}

    /// Opens a pack folder. `done` gets what `Store::open` said; queries posted meanwhile wait behind it.
    void open(const std::filesystem::path& packFolder, std::function<void(base::Status)> done);

    /// Runs `query(const content::Store&)`, which returns a Result, and passes it to `done`. Without an open pack, and
    /// when the query fails because the file went bad, `done` gets the error. Keep the handle as a last member.
    template <typename Query, typename Done>
    [[nodiscard]] platform::JobHandle query(Query query, Done done) {
        using Answer = decltype(query(std::declval<const content::Store&>()));
        return m_jobs.post(
            platform::Lane::Content,
            [slot = m_store, withheld = m_progressWithheld, query = std::move(query)]() -> Answer {
                if (!slot->store) return base::Error{base::Errc::Unavailable, "no pack is open"};
                slot->store->setProgressWithheld(withheld);
                return query(*slot->store);
            },
            [this, done = std::move(done)](Answer answer) mutable {
                if (!answer.ok()) noteError(answer.error());
                done(std::move(answer));
            });
    }

    /// Whether queries posted from now on get answers without claims of progress (content::Store::setProgressWithheld).
    void withholdProgress(bool withheld) { m_progressWithheld = withheld; }
    [[nodiscard]] bool withholdsProgress() const { return m_progressWithheld; }

    /// Reads the bytes of an object of the open pack; thread-safe, for ImageCache.
    [[nodiscard]] ui::ImageCache::Loader objectLoader(const platform::FileSystem& files,
                                                      const std::filesystem::path& assets) const;

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

private:
    struct Slot {
        std::optional<content::Store> store;  ///< touched on the content lane only
    };
    void noteError(const base::Error& error);

    platform::Jobs& m_jobs;
    platform::Log& m_log;
    std::shared_ptr<Slot> m_store;
    std::filesystem::path m_folder;
    std::shared_ptr<std::filesystem::path> m_objects = std::make_shared<std::filesystem::path>();
    bool m_open = false;
    bool m_progressWithheld = false;
    platform::JobHandle m_opening;
};

/// Files of a picture as an image source.
[[nodiscard]] ui::ImageSource imageOf(const content::Picture& picture);
/// One of the application's own pictures (assets/<name>), of known size.
[[nodiscard]] ui::ImageSource assetImage(const std::string& name, base::SizePx size);

}  // namespace app
