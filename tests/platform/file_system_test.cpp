#include "platform/file_system.hpp"

#include <doctest/doctest.h>

#include "test_support/faulty_file_system.hpp"
#include "test_support/memory_file_system.hpp"

using base::Errc;
using test_support::FaultyFileSystem;
using test_support::MemoryFileSystem;

TEST_SUITE("platform/file_system") {
    TEST_CASE("text is the bytes of the file, NUL bytes and all") {
        MemoryFileSystem files;
        const std::string content("a\0ñ\n", 5);
        REQUIRE(files.writeAtomically("/etc/kiosk.toml", content).ok());
        const auto text = files.readText("/etc/kiosk.toml", 100);
        REQUIRE(text.ok());
        CHECK(*text == content);
        CHECK(files.readText("/etc/kiosk.toml", 5).ok());
    }

    TEST_CASE("an empty file is an empty text") {
        MemoryFileSystem files;
        REQUIRE(files.writeAtomically("/empty", "").ok());
        CHECK(files.readText("/empty", 0).valueOr("x").empty());
    }

    TEST_CASE("text keeps the error of the read") {
        MemoryFileSystem files;
        REQUIRE(files.writeAtomically("/video", "123456").ok());
        CHECK(files.readText("/video", 5).error().code == Errc::InvalidInput);
        const auto missing = files.readText("/none", 5);
        CHECK(missing.error().code == Errc::NotFound);
        CHECK(missing.error().message == "/none: No such file or directory");
    }

    TEST_CASE("files in memory are listed by folder and sorted") {
        MemoryFileSystem files;
        for (const char* name : {"/a/z", "/a/b", "/a/sub/c", "/ab/d"})
            REQUIRE(files.writeAtomically(name, name).ok());
        CHECK(*files.listFiles("/a") == std::vector<std::string>{"b", "z"});
        CHECK(*files.listFiles("/a/sub/") == std::vector<std::string>{"c"});
        CHECK(files.listFiles("/none").error().code == Errc::NotFound);
        CHECK(files.exists("/a"));
        CHECK(files.exists("/a/../a/b"));
        CHECK_FALSE(files.exists("/b"));
        CHECK(*files.size("/a/sub/c") == 8);
        files.remove("/a/b");
        CHECK_FALSE(files.exists("/a/b"));
    }

    TEST_CASE("a faulty file system passes everything on until told otherwise") {
        MemoryFileSystem sound;
        FaultyFileSystem files(sound);
        REQUIRE(files.writeAtomically("/a/b", "12345").ok());
        CHECK(*files.readText("/a/b", 10) == "12345");
        CHECK(*files.size("/a/b") == 5);
        CHECK(*files.listFiles("/a") == std::vector<std::string>{"b"});
        CHECK(files.writes() == 1);
    }

    TEST_CASE("a denied file can be neither read nor written, and others can") {
        MemoryFileSystem sound;
        FaultyFileSystem files(sound);
        REQUIRE(files.writeAtomically("/a/b", "12345").ok());
        files.deny("/a/b");
        CHECK(files.readText("/a/b", 10).error().code == Errc::Io);
        CHECK(files.size("/a/b").error().code == Errc::Io);
        CHECK(files.writeAtomically("/a/b", "new").error().code == Errc::Io);
        CHECK(files.writeAtomically("/a/c", "new").ok());
        files.heal();
        CHECK(*files.readText("/a/b", 10) == "12345");
    }

    TEST_CASE("a truncated file gives its beginning until it is written anew") {
        MemoryFileSystem sound;
        FaultyFileSystem files(sound);
        REQUIRE(files.writeAtomically("/a", "12345").ok());
        files.truncate("/a", 2);
        CHECK(*files.readText("/a", 2) == "12");
        CHECK(*files.size("/a") == 2);
        CHECK(files.readText("/a", 1).error().code == Errc::InvalidInput);
        files.truncate("/a", 99);
        CHECK(*files.readText("/a", 10) == "12345");
        files.truncate("/a", 2);
        REQUIRE(files.writeAtomically("/a", "whole").ok());
        CHECK(*files.readText("/a", 10) == "whole");
    }

    TEST_CASE("a full disk keeps what was there") {
        MemoryFileSystem sound;
        FaultyFileSystem files(sound);
        REQUIRE(files.writeAtomically("/a", "old").ok());
        files.fill();
        CHECK(files.writeAtomically("/a", "new").error().code == Errc::Io);
        CHECK(*files.readText("/a", 10) == "old");
        CHECK(files.writes() == 2);
    }
}
