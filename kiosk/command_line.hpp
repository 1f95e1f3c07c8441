#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/units.hpp"

/// What was asked on the command line, as text still: main turns it into parts.
struct CommandLine {
    std::filesystem::path pack;        ///< --pack: folder with content.db
    std::filesystem::path root;        ///< --root: release root; its `current` link is the pack
    std::filesystem::path state;       ///< --state: folder the device writes into; empty = it keeps nothing
    std::filesystem::path settings;    ///< --settings
    std::filesystem::path assets;      ///< --assets
    std::filesystem::path script;      ///< --script
    std::filesystem::path replay;      ///< --replay
    std::filesystem::path record;      ///< --record
    std::filesystem::path shot;        ///< --shot
    std::filesystem::path dumpUi;      ///< --dump-ui
    std::filesystem::path stats;       ///< --stats
    std::filesystem::path log;         ///< --log: file instead of the standard error stream
    std::string fontFolders;           ///< --fonts: folders separated by ':'
    std::string open;                  ///< --open
    std::string lang;                  ///< --lang
    std::string clock;                 ///< --clock: ISO time, "fake", or empty for the real one
    std::optional<base::SizePx> size;  ///< --size
    std::optional<base::SizeMm> screenMm;
    std::optional<float> mountBottomMm;
    std::optional<double> exitAfterSeconds;
    double textScale = 1;
    std::string theme = "day";
    bool headless = false;
    bool windowed = false;
    bool gles = false;
    bool verbose = false;
};

/// Parses argv. Returns an exit code when the program should end at once (help, version, a mistake: already printed).
[[nodiscard]] std::optional<int> parseCommandLine(int argc, char** argv, CommandLine& out);
