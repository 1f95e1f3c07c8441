#include "process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

extern char** environ;

namespace pack_tool {
namespace {

constexpr std::size_t kMostErrorBytes = 65536;

base::Error failure(const std::string& program, int reason) {
    return {reason == ENOENT ? base::Errc::NotFound : base::Errc::Io,
            program + ": " + std::generic_category().message(reason)};
}

class Descriptor {
public:
    Descriptor() = default;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { reset(); }

    [[nodiscard]] int get() const { return m_value; }
    void reset(int value = -1) {
        if (m_value >= 0) ::close(m_value);
        m_value = value;
    }

private:
    int m_value = -1;
};

/// Of which the child gets one end.
struct Pipe {
    Descriptor read;
    Descriptor write;

    [[nodiscard]] bool open() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
        read.reset(ends[0]);
        write.reset(ends[1]);
        return true;
    }
};

struct FileActions {
    FileActions() { ::posix_spawn_file_actions_init(&value); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
    ~FileActions() { ::posix_spawn_file_actions_destroy(&value); }
    posix_spawn_file_actions_t value{};
};

/// False at the end of the pipe.
bool drain(int from, std::string& into, std::size_t most) {
    std::array<char, 65536> buffer{};
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got < 0) return errno == EINTR;
    // What is too much is read all the same: a program whose pipe is full would wait for ever.
    if (into.size() < most) into.append(buffer.data(), std::min(static_cast<std::size_t>(got), most - into.size()));
    return got > 0;
}

int waitFor(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

}  // namespace

base::Result<ProcessOutcome> runProcess(const std::vector<std::string>& arguments, std::uint64_t mostBytes) {
    const std::string& program = arguments.front();
    Pipe out;
    Pipe err;
    if (!out.open() || !err.open()) return failure(program, errno);
    FileActions actions;
    ::posix_spawn_file_actions_addopen(&actions.value, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions.value, out.write.get(), STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions.value, err.write.get(), STDERR_FILENO);
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (const std::string& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));  // posix_spawnp does not write to it
    argv.push_back(nullptr);
    pid_t child = 0;
    if (const int code = ::posix_spawnp(&child, program.c_str(), &actions.value, nullptr, argv.data(), environ);
        code != 0) {
        return failure(program, code);
    }
    out.write.reset();
    err.write.reset();

    ProcessOutcome outcome;
    bool tooMuch = false;
    std::array<pollfd, 2> pipes{{{out.read.get(), POLLIN, 0}, {err.read.get(), POLLIN, 0}}};
    while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
        if (::poll(pipes.data(), pipes.size(), -1) < 0 && errno != EINTR) break;
        if (pipes[0].revents != 0 && !drain(pipes[0].fd, outcome.out, mostBytes + 1)) pipes[0].fd = -1;
        if (pipes[1].revents != 0 && !drain(pipes[1].fd, outcome.err, kMostErrorBytes)) pipes[1].fd = -1;
        if (!tooMuch && outcome.out.size() > mostBytes) {
            tooMuch = true;
            ::kill(child, SIGKILL);
        }
    }
    const int status = waitFor(child);
    if (tooMuch) {
        return base::Error{base::Errc::InvalidInput,
                           program + " writes more than " + std::to_string(mostBytes) + " bytes"};
    }
    if (!WIFEXITED(status)) return base::Error{base::Errc::Io, program + ": was ended by a signal"};
    outcome.exitCode = WEXITSTATUS(status);
    return outcome;
}

}  // namespace pack_tool
