#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/store.hpp"
#include "content_pack/pack_builder.hpp"
#include "test_support/temp_dir.hpp"

namespace test_content {

/// tests/fixtures/packs
[[nodiscard]] std::filesystem::path fixtures();

/// A folder that lives as long as the program, for what several tests share: a TempDir belongs to one test.
class SharedFolder {
public:
    SharedFolder();
    SharedFolder(const SharedFolder&) = delete;
    SharedFolder& operator=(const SharedFolder&) = delete;
    ~SharedFolder();
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

/// Builds a pack; fails the test when that does not work. Gives the SHA-256 of content.db.
std::string buildPack(const std::filesystem::path& source, const std::filesystem::path& out,
                      const std::vector<std::filesystem::path>& overlays = {});

/// A copy of the source folder `minimal` that a test may change.
class SourceFolder {
public:
    SourceFolder();

    [[nodiscard]] std::filesystem::path path() const { return m_dir / "source"; }
    [[nodiscard]] std::filesystem::path pack() const { return m_dir / "pack"; }
    [[nodiscard]] const test_support::TempDir& dir() const { return m_dir; }

    [[nodiscard]] std::string read(const std::string& file) const;
    void write(const std::string& file, std::string_view content) const;
    void append(const std::string& file, std::string_view content) const;
    /// Replaces the first `from`; fails the test when there is none.
    void replace(const std::string& file, std::string_view from, std::string_view to) const;

    [[nodiscard]] content_pack::CheckReport check(
        const std::vector<std::filesystem::path>& overlays = {},
        const std::optional<std::filesystem::path>& document = std::nullopt) const;
    /// `buildPack` into `pack()`.
    std::string build(const std::vector<std::filesystem::path>& overlays = {}) const;
    /// Builds and opens.
    [[nodiscard]] content::Store store() const;

private:
    test_support::TempDir m_dir;
};

/// The fixture `minimal` with a plan of two dimensions, three commitments and no report.
class PlanFolder : public SourceFolder {
public:
    PlanFolder();

    /// plan/observations.csv with this density (printed) and area (printed and format) of San Juan.
    [[nodiscard]] static std::string observations(const std::string& density, const std::string& area);
    /// Writes plan/reports.csv with these rows below its header.
    void report(const std::string& rows) const;
    /// Names of the rules that were broken, each as often as it was.
    [[nodiscard]] std::vector<std::string> broken() const;
};

/// Adds Quechua to a copy of `minimal`: an approved text of laguna-azul (name and summary only), an unreviewed one of
/// templo-antiguo.
void addQuechua(const SourceFolder& source);

/// The pack `minimal`, built once for the whole test binary.
[[nodiscard]] const std::filesystem::path& minimalPack();
[[nodiscard]] content::Store openMinimal();

/// The value of a result; fails the test with the error's message when there is none.
template <typename T>
[[nodiscard]] T need(base::Result<T> result);
void needDone(const base::Status& status);

[[noreturn]] void failTest(const std::string& message);

template <typename T>
T need(base::Result<T> result) {
    if (!result) failTest(result.error().message);
    return std::move(result).value();
}

/// Id of the item with this key; fails the test when there is none.
[[nodiscard]] content::ItemId idOf(const content::Store& store, const std::string& key);

[[nodiscard]] std::vector<std::string> keysOf(const std::vector<content::Card>& cards);

}  // namespace test_content
