#include "platform_os/real_file_system.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <iostream>
#include <optional>
#include <thread>

#include "test_support/temp_dir.hpp"

namespace {

using base::Errc;
using platform_os::RealFileSystem;
using test_support::TempDir;
namespace fs = std::filesystem;

bool mentions(const base::Error& error, const std::string& text) {
    return error.message.find(text) != std::string::npos;
}

/// Runs `body` in a process of its own, which may limit, mount and become somebody else as it likes, and gives back
/// what it returns. `nullopt` when `body` returned that, or the process died.
std::optional<std::string> inChild(const std::function<std::optional<std::string>()>& body) {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    std::cout.flush();  // or the child's copy of what waits there might be printed as well
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        close(ends[0]);
        const auto said = body();
        bool sent = said.has_value();
        if (sent) sent = write(ends[1], said->data(), said->size()) == static_cast<ssize_t>(said->size());
        _exit(sent ? 0 : 1);
    }
    close(ends[1]);
    std::string said;
    char buffer[512];
    for (ssize_t got = 0; (got = read(ends[0], buffer, sizeof buffer)) > 0;) {
        said.append(buffer, static_cast<std::size_t>(got));
    }
    close(ends[0]);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
    return said;
}

/// Becomes the master of a user namespace in which it has its own name, as mounting takes without being root.
bool ownUserNamespace() {
    const std::string id = std::to_string(geteuid()) + " " + std::to_string(geteuid()) + " 1";
    const std::string group = std::to_string(getegid()) + " " + std::to_string(getegid()) + " 1";
    if (unshare(CLONE_NEWUSER) != 0) return false;
    const auto tell = [](const char* file, const std::string& text) {
        std::ofstream stream(file);
        stream << text << std::flush;
        return stream.good();
    };
    return tell("/proc/self/setgroups", "deny") && tell("/proc/self/uid_map", id) && tell("/proc/self/gid_map", group);
}

/// An empty file system of `kilobytes` over `folder`, seen by this process only. False where that is not allowed.
bool mountSmallDisk(const fs::path& folder, int kilobytes) {
    if (geteuid() != 0 && !ownUserNamespace()) return false;
    if (unshare(CLONE_NEWNS) != 0) return false;
    if (mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
    const std::string size = "size=" + std::to_string(kilobytes) + "k";
    return mount("tmpfs", folder.c_str(), "tmpfs", 0, size.c_str()) == 0;
}

/// What a failed write left behind: "<error code>: <message>|<old file>|<names in the folder>".
std::string outcome(RealFileSystem& files, const fs::path& path, const std::string& content) {
    const base::Status written = files.writeAtomically(path, content);
    if (written) return "written";
    std::string said = std::string(toString(written.error().code)) + ": " + written.error().message + "|";
    said += files.readText(path, 100).valueOr("unreadable") + "|";
    for (const auto& entry : fs::directory_iterator(path.parent_path()))
        said += entry.path().filename().string() + " ";
    return said;
}

struct Disk {
    TempDir dir;
    RealFileSystem files;
};

constexpr const char* kNotAllowed = "this machine allows no mounts here; the case was not tried";

}  // namespace

TEST_SUITE("platform_os/real_file_system") {
    // Reading.

    TEST_CASE_FIXTURE(Disk, "a file is read whole, up to the size allowed") {
        std::string content(700'000, 'x');
        content[699'999] = '\0';
        const fs::path path = dir.write("big", content);
        CHECK(*files.readText(path, 700'000) == content);
        CHECK(*files.size(path) == 700'000);
        const auto tooLarge = files.read(path, 699'999);
        REQUIRE_FALSE(tooLarge.ok());
        CHECK(tooLarge.error().code == Errc::InvalidInput);
        CHECK(mentions(tooLarge.error(), path.string()));
        CHECK(mentions(tooLarge.error(), "699999 bytes allowed here (700000)"));
    }

    TEST_CASE_FIXTURE(Disk, "an empty file is read as nothing, and any size may be allowed") {
        CHECK(files.read(dir.write("empty", ""), 0)->empty());
        CHECK(files.read(dir.write("short", "abc"), UINT64_MAX)->size() == 3);
    }

    TEST_CASE_FIXTURE(Disk,
                      "a file that does not tell its size beforehand is read whole, or refused when it is larger") {
        const auto status = files.readText("/proc/self/status", 1 << 20);
        REQUIRE(status.ok());
        CHECK(status->rfind("Name:", 0) == 0);
        CHECK(files.readText("/proc/self/status", 10).error().code == Errc::InvalidInput);
    }

    TEST_CASE_FIXTURE(Disk, "a file that is not there is not found, by name") {
        for (const auto& error :
             {files.read(dir / "none", 10).error(), files.size(dir / "none").error(),
              files.listFiles(dir / "none").error(), files.read(dir.write("f", "") / "x", 10).error()}) {
            CHECK(error.code == Errc::NotFound);
            CHECK(mentions(error, dir.path().string()));
        }
        CHECK_FALSE(files.exists(dir / "none"));
    }

    TEST_CASE_FIXTURE(Disk, "folders, pipes and devices are refused, and none of them hangs the program") {
        const auto folder = files.read(dir.path(), 100);
        REQUIRE_FALSE(folder.ok());
        CHECK(folder.error().code == Errc::Io);
        CHECK(folder.error().message == dir.path().string() + ": cannot read: it is a folder");

        REQUIRE(mkfifo((dir / "pipe").c_str(), 0600) == 0);
        CHECK(files.read(dir / "pipe", 100).error().code == Errc::Io);
        CHECK(files.read("/dev/zero", 100).error().code == Errc::Io);
        CHECK(files.size(dir.path()).error().code == Errc::Io);
        CHECK(files.writeAtomically(dir / "pipe", "x").error().code == Errc::Io);
        CHECK(files.writeAtomically(dir.path(), "x").error().code == Errc::Io);
        CHECK(files.writeAtomically("/dev/null", "x").error().code == Errc::Io);
    }

    TEST_CASE_FIXTURE(Disk, "a path with a NUL byte is not taken for the path before it") {
        dir.write("secret", "s");
        const fs::path forged = (dir / "secret").string() + std::string("\0.png", 5);
        CHECK(files.read(forged, 10).error().code == Errc::Io);
        CHECK(files.size(forged).error().code == Errc::Io);
        CHECK_FALSE(files.exists(forged));
        CHECK(files.writeAtomically(forged, "x").error().code == Errc::Io);
        CHECK(files.writeAtomically("", "x").error().code == Errc::Io);
        CHECK(dir.read("secret") == "s");
    }

    TEST_CASE_FIXTURE(Disk, "only regular files are listed, also through links, sorted bytewise") {
        dir.write("b", "");
        dir.write("Z", "");
        dir.write("ñ", "");
        dir.write("sub/inner", "");
        fs::create_symlink("b", dir / "a-link");
        fs::create_symlink("nowhere", dir / "dangling");
        fs::create_directory_symlink("sub", dir / "sub-link");
        REQUIRE(mkfifo((dir / "pipe").c_str(), 0600) == 0);
        CHECK(*files.listFiles(dir.path()) == std::vector<std::string>{"Z", "a-link", "b", "ñ"});
        CHECK(files.listFiles(dir / "b").error().code == Errc::NotFound);
    }

    // Writing.

    TEST_CASE_FIXTURE(Disk, "a new file is written whole and leaves nothing beside it") {
        const std::string content(1'000'000, 'n');
        REQUIRE(files.writeAtomically(dir / "state.json", content).ok());
        CHECK(dir.read("state.json") == content);
        CHECK(*files.listFiles(dir.path()) == std::vector<std::string>{"state.json"});
        CHECK(files.exists(dir / "state.json"));
    }

    TEST_CASE_FIXTURE(Disk, "writing replaces the file, so a reader of the old one keeps the old one") {
        const fs::path path = dir.write("state.json", "old");
        const int reader = open(path.c_str(), O_RDONLY | O_CLOEXEC);
        REQUIRE(reader >= 0);
        REQUIRE(files.writeAtomically(path, "").ok());
        REQUIRE(files.writeAtomically(path, "new").ok());
        CHECK(dir.read("state.json") == "new");
        char seen[8] = {};
        CHECK(read(reader, seen, sizeof seen) == 3);
        CHECK(std::string(seen) == "old");
        close(reader);
    }

    TEST_CASE_FIXTURE(Disk, "permissions are kept, and the owner may write") {
        const fs::path path = dir.write("state.json", "old");
        REQUIRE(chmod(path.c_str(), 0640) == 0);
        REQUIRE(files.writeAtomically(path, "new").ok());
        struct stat info {};
        REQUIRE(stat(path.c_str(), &info) == 0);
        CHECK((info.st_mode & 07777) == 0640);
        REQUIRE(chmod(path.c_str(), 0444) == 0);
        REQUIRE(files.writeAtomically(path, "newer").ok());
        REQUIRE(stat(path.c_str(), &info) == 0);
        CHECK((info.st_mode & 07777) == 0644);
    }

    TEST_CASE_FIXTURE(Disk, "a path without a folder is in the current one") {
        const auto said = inChild([&]() -> std::optional<std::string> {
            if (chdir(dir.path().c_str()) != 0) return std::nullopt;
            return files.writeAtomically("plain", "x").ok() ? "fine" : "failed";
        });
        CHECK(said == "fine");
        CHECK(dir.read("plain") == "x");
    }

    TEST_CASE_FIXTURE(Disk, "a symbolic link stays one, and what it leads to is replaced") {
        dir.write("real/state.json", "old");
        fs::create_symlink("real/state.json", dir / "link");
        fs::create_symlink(dir / "link", dir / "link-to-link");
        REQUIRE(files.writeAtomically(dir / "link-to-link", "new").ok());
        CHECK(fs::is_symlink(dir / "link-to-link"));
        CHECK(fs::read_symlink(dir / "link") == "real/state.json");
        CHECK(dir.read("real/state.json") == "new");
        CHECK(*files.listFiles(dir / "real") == std::vector<std::string>{"state.json"});
    }

    TEST_CASE_FIXTURE(Disk,
                      "a link that leads to no file yet is filled, one that leads nowhere or in a circle is an error") {
        fs::create_symlink("later.json", dir / "link");
        REQUIRE(files.writeAtomically(dir / "link", "new").ok());
        CHECK(dir.read("later.json") == "new");
        CHECK(fs::is_symlink(dir / "link"));

        fs::create_symlink("gone/state.json", dir / "nowhere");
        CHECK(files.writeAtomically(dir / "nowhere", "x").error().code == Errc::NotFound);
        fs::create_symlink("circle", dir / "circle");
        const auto circle = files.writeAtomically(dir / "circle", "x");
        REQUIRE_FALSE(circle.ok());
        CHECK(circle.error().code == Errc::Io);
        CHECK(fs::is_symlink(dir / "circle"));
    }

    TEST_CASE_FIXTURE(Disk, "a temporary file left by a power cut is written over") {
        dir.write("state.json", "old");
        dir.write("state.json.part", std::string(5000, 'p'));
        REQUIRE(files.writeAtomically(dir / "state.json", "new").ok());
        CHECK(dir.read("state.json") == "new");
        CHECK_FALSE(fs::exists(dir / "state.json.part"));
    }

    TEST_CASE_FIXTURE(Disk, "what is in the way of the temporary file is neither followed nor overwritten") {
        dir.write("victim", "v");
        fs::create_symlink("victim", dir / "state.json.part");
        CHECK(files.writeAtomically(dir / "state.json", "new").error().code == Errc::Io);
        CHECK(dir.read("victim") == "v");
        fs::remove(dir / "state.json.part");
        REQUIRE(mkfifo((dir / "state.json.part").c_str(), 0600) == 0);
        CHECK(files.writeAtomically(dir / "state.json", "new").error().code == Errc::Io);
        fs::remove(dir / "state.json.part");
        fs::create_directory(dir / "state.json.part");
        CHECK(files.writeAtomically(dir / "state.json", "new").error().code == Errc::Io);
    }

    TEST_CASE_FIXTURE(Disk, "a folder that is missing is named") {
        const auto written = files.writeAtomically(dir / "gone/state.json", "x");
        REQUIRE_FALSE(written.ok());
        CHECK(written.error().code == Errc::NotFound);
        CHECK(mentions(written.error(), (dir / "gone/state.json").string()));
    }

    TEST_CASE_FIXTURE(Disk, "many writers of one file leave one of their contents whole and nothing else") {
        std::vector<std::thread> writers;
        for (char name = 'a'; name < 'e'; ++name) {
            writers.emplace_back([this, name] {
                for (int i = 0; i < 25; ++i) {
                    CHECK(files.writeAtomically(dir / "state.json", std::string(20'000, name)).ok());
                }
            });
        }
        for (std::thread& writer : writers)
            writer.join();
        const std::string content = dir.read("state.json");
        REQUIRE(content.size() == 20'000);
        CHECK(content == std::string(20'000, content[0]));
        CHECK(*files.listFiles(dir.path()) == std::vector<std::string>{"state.json"});
    }

    TEST_CASE_FIXTURE(Disk, "a writer waits for another program's and then starts again") {
        const fs::path part = dir.write("state.json.part", "half");
        const int other = open(part.c_str(), O_WRONLY | O_CLOEXEC);
        REQUIRE(other >= 0);
        REQUIRE(flock(other, LOCK_EX) == 0);
        std::thread writer([this] { CHECK(files.writeAtomically(dir / "state.json", "ours").ok()); });
        // The other program finishes: its file gets its name while ours may already wait for the lock on it.
        fs::rename(part, dir / "state.json");
        close(other);
        writer.join();
        CHECK(dir.read("state.json") == "ours");
    }

    // Disks that fail.

    TEST_CASE_FIXTURE(Disk, "a full disk is told with its remedy, keeps the old file and leaves nothing behind") {
        const auto said = inChild([this]() -> std::optional<std::string> {
            if (!mountSmallDisk(dir.path(), 64)) return kNotAllowed;
            if (!files.writeAtomically(dir / "state.json", "old")) return std::nullopt;
            return outcome(files, dir / "state.json", std::string(1 << 20, 'n'));
        });
        REQUIRE(said.has_value());
        if (*said == kNotAllowed) {
            MESSAGE(kNotAllowed);
            return;
        }
        CHECK(*said == "io: " + (dir / "state.json").string() +
                           ": cannot write: No space left on device; free some space on this disk|old|state.json ");
    }

    TEST_CASE_FIXTURE(Disk, "a read-only disk is told with its remedy and keeps the old file") {
        const auto said = inChild([this]() -> std::optional<std::string> {
            if (!mountSmallDisk(dir.path(), 64)) return kNotAllowed;
            if (!files.writeAtomically(dir / "state.json", "old")) return std::nullopt;
            if (mount(nullptr, dir.path().c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0) return std::nullopt;
            return outcome(files, dir / "state.json", "new");
        });
        REQUIRE(said.has_value());
        if (*said == kNotAllowed) {
            MESSAGE(kNotAllowed);
            return;
        }
        CHECK(*said ==
              "io: " + (dir / "state.json").string() +
                  ": cannot create its temporary file: Read-only file system; mount this disk writable or choose "
                  "another one|old|state.json ");
    }

    TEST_CASE_FIXTURE(Disk, "a folder one may not write to is told with its remedy and keeps the old file") {
        dir.write("state.json", "old");
        REQUIRE(chmod(dir.path().c_str(), 0555) == 0);
        const auto said = inChild([this]() -> std::optional<std::string> {
            constexpr uid_t kNobody = 65534;
            if (geteuid() == 0 && setresuid(kNobody, kNobody, kNobody) != 0) return std::nullopt;
            return outcome(files, dir / "state.json", "new");
        });
        REQUIRE(chmod(dir.path().c_str(), 0755) == 0);
        CHECK(said ==
              "io: " + (dir / "state.json").string() +
                  ": cannot create its temporary file: Permission denied; give the user this program runs as access "
                  "to the file and its folder|old|state.json ");
    }

    TEST_CASE_FIXTURE(Disk, "a write that breaks off half way keeps the old file and leaves nothing behind") {
        dir.write("state.json", "old");
        const auto said = inChild([this]() -> std::optional<std::string> {
            signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{1000, 1000};
            if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return std::nullopt;
            return outcome(files, dir / "state.json", std::string(5000, 'n'));
        });
        CHECK(said == "io: " + (dir / "state.json").string() + ": cannot write: File too large|old|state.json ");
    }

    TEST_CASE_FIXTURE(Disk, "a file one may not read is told, and still exists") {
        dir.write("secret", "s");
        REQUIRE(chmod((dir / "secret").c_str(), 0) == 0);
        REQUIRE(chmod(dir.path().c_str(), 0755) == 0);
        const auto said = inChild([this]() -> std::optional<std::string> {
            constexpr uid_t kNobody = 65534;
            if (geteuid() == 0 && setresuid(kNobody, kNobody, kNobody) != 0) return std::nullopt;
            const auto read = files.read(dir / "secret", 10);
            if (read) return "read";
            return std::string(toString(read.error().code)) + ": " + read.error().message +
                   (files.exists(dir / "secret") ? " (exists)" : "");
        });
        CHECK(said ==
              "io: " + (dir / "secret").string() +
                  ": cannot read: Permission denied; give the user this program runs as access to the file and its "
                  "folder (exists)");
    }
}
