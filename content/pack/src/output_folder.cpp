#include "output_folder.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace content_pack {
namespace {

namespace fs = std::filesystem;

base::Error io(const fs::path& path, const std::string& reason) {
    return {base::Errc::Io, path.string() + ": " + reason};
}

}  // namespace

OutputFolder::OutputFolder(fs::path target, fs::path work) : m_target(std::move(target)), m_work(std::move(work)) {}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept
    : m_target(std::move(other.m_target)), m_work(std::exchange(other.m_work, {})) {}

OutputFolder::~OutputFolder() {
    std::error_code code;  // a leftover beside the target harms nobody
    if (!m_work.empty()) fs::remove_all(m_work, code);
}

base::Result<OutputFolder> OutputFolder::begin(const fs::path& target, const std::string& marker) {
    std::error_code code;
    // A name of something that does not exist yet would stay relative, and a bare one has no folder to work beside it.
    const fs::path absolute = fs::absolute(target, code);
    if (code) return io(target, code.message());
    fs::path place = fs::weakly_canonical(absolute, code);
    if (code) return io(target, code.message());
    if (!place.has_filename()) place = place.parent_path();  // "out/"
    if (place.empty() || place == place.root_path()) {
        return base::Error{base::Errc::InvalidInput, target.string() + ": not a folder to write to"};
    }
    if (fs::exists(place, code)) {
        const bool replaceable =
            fs::is_directory(place, code) && (fs::is_empty(place, code) || fs::exists(place / marker, code));
        if (!replaceable) {
            return base::Error{base::Errc::InvalidInput,
                               target.string() + ": exists and has no " + marker + "; choose an empty or new folder"};
        }
    }
    fs::create_directories(place.parent_path(), code);
    if (code) return io(place.parent_path(), code.message());
    std::string work = (place.parent_path() / ("." + place.filename().string() + ".XXXXXX")).string();
    if (::mkdtemp(work.data()) == nullptr) return io(place.parent_path(), std::strerror(errno));
    OutputFolder folder(place, work);
    fs::permissions(folder.m_work,
                    fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read |
                        fs::perms::others_exec,
                    code);
    if (code) return io(folder.m_work, code.message());
    return folder;
}

base::Status OutputFolder::publish() {
    std::error_code code;
    const bool replaces = fs::exists(m_target, code);
    if (replaces && ::renameat2(AT_FDCWD, m_work.c_str(), AT_FDCWD, m_target.c_str(), RENAME_EXCHANGE) == 0) {
        return {};  // m_work now names the old folder, which the destructor removes
    }
    // No old folder, or a file system that cannot exchange two: then the name is missing for a moment, never half full.
    const fs::path old = m_work.string() + ".old";
    if (replaces) fs::rename(m_target, old, code);
    if (code) return io(m_target, "cannot be replaced: " + code.message());
    fs::rename(m_work, m_target, code);
    if (code) return io(m_target, code.message());
    m_work = replaces ? old : fs::path();
    return {};
}

}  // namespace content_pack
