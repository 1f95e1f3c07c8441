#include "pack_program.hpp"

#include <sys/wait.h>

#include <cstdlib>

namespace test_pack {

using test_support::TempDir;

std::string quoted(const std::filesystem::path& path) { return "'" + path.string() + "'"; }

Outcome runShell(const TempDir& dir, const std::string& command) {
    const int status =
        std::system((command + " >" + quoted(dir / "out.txt") + " 2>" + quoted(dir / "err.txt")).c_str());
    Outcome outcome;
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    outcome.out = dir.read("out.txt");
    outcome.err = dir.read("err.txt");
    return outcome;
}

Outcome run(const TempDir& dir, const std::string& arguments) {
    return runShell(dir, quoted(KIOSK_PACK_PROGRAM) + " " + arguments);
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace test_pack
