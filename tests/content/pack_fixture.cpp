#include "pack_fixture.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <stdexcept>

namespace test_content {

namespace fs = std::filesystem;

fs::path fixtures() { return fs::path(KIOSK_FIXTURES) / "packs"; }

SharedFolder::SharedFolder() {
    std::string name = (fs::temp_directory_path() / "test_content.XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    m_path = name;
}

SharedFolder::~SharedFolder() {
    std::error_code code;
    fs::remove_all(m_path, code);
}

std::string buildPack(const fs::path& source, const fs::path& out, const std::vector<fs::path>& overlays) {
    content_pack::BuildOptions options;
    options.sourceFolder = source;
    options.outFolder = out;
    options.overlays = overlays;
    const auto result = need(content_pack::build(options));
    if (!result.report.ok()) failTest("the pack has errors: " + content_pack::toString(result.report.findings.front()));
    return result.contentSha256;
}

SourceFolder::SourceFolder() { fs::copy(fixtures() / "minimal", path(), fs::copy_options::recursive); }

std::string SourceFolder::read(const std::string& file) const { return m_dir.read(fs::path("source") / file); }

void SourceFolder::write(const std::string& file, std::string_view content) const {
    m_dir.write(fs::path("source") / file, content);
}

void SourceFolder::append(const std::string& file, std::string_view content) const {
    write(file, read(file) + std::string(content));
}

void SourceFolder::replace(const std::string& file, std::string_view from, std::string_view to) const {
    std::string content = read(file);
    const std::size_t at = content.find(from);
    if (at == std::string::npos) failTest(file + " has no '" + std::string(from) + "'");
    write(file, content.replace(at, from.size(), to));
}

content_pack::CheckReport SourceFolder::check(const std::vector<fs::path>& overlays) const {
    return need(content_pack::check(path(), overlays));
}

std::string SourceFolder::build(const std::vector<fs::path>& overlays) const {
    return buildPack(path(), pack(), overlays);
}

content::Store SourceFolder::store() const {
    build();
    return need(content::Store::open(pack()));
}

void addQuechua(const SourceFolder& source) {
    source.replace("pack.json", R"(["es", "en"])", R"(["es", "en", "qu"])");
    source.write(
        "text/qu/all.md",
        "# laguna-azul\nname: Nombre quechua de prueba\nsummary: Resumen quechua de prueba.\nreview: approved\n\n"
        "# templo-antiguo\nname: Nombre sin revisar\nsummary: Texto sin revisar.\n");
}

const fs::path& minimalPack() {
    static const SharedFolder folder;
    static const fs::path pack = [] {
        buildPack(fixtures() / "minimal", folder.path() / "pack");
        return folder.path() / "pack";
    }();
    return pack;
}

content::Store openMinimal() { return need(content::Store::open(minimalPack())); }

void needDone(const base::Status& status) {
    if (!status) failTest(status.error().message);
}

void failTest(const std::string& message) {
    FAIL(message);
    throw std::logic_error(message);  // FAIL throws already; this tells the compiler so
}

content::ItemId idOf(const content::Store& store, const std::string& key) {
    const auto id = need(store.idOf(key));
    if (!id) failTest("no item has the key " + key);
    return *id;
}

std::vector<std::string> keysOf(const std::vector<content::Card>& cards) {
    std::vector<std::string> keys;
    for (const content::Card& card : cards)
        keys.push_back(card.key);
    return keys;
}

}  // namespace test_content
