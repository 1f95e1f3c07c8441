#pragma once

#include <string>

#include "test_support/temp_dir.hpp"

/// The program kiosk-pack, as people and scripts call it.
namespace test_pack {

struct Outcome {
    int code = -1;
    std::string out;
    std::string err;
};

[[nodiscard]] std::string quoted(const std::filesystem::path& path);

/// Runs `command` in a shell; what it says goes through files of `dir`.
[[nodiscard]] Outcome runShell(const test_support::TempDir& dir, const std::string& command);
/// Runs kiosk-pack.
[[nodiscard]] Outcome run(const test_support::TempDir& dir, const std::string& arguments);

[[nodiscard]] bool has(const std::string& text, const std::string& part);

}  // namespace test_pack
