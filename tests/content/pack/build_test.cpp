#include <doctest/doctest.h>
#include <stdlib.h>
#include <time.h>

#include <algorithm>
#include <clocale>
#include <filesystem>
#include <map>
#include <set>

#include "content_pack/pack_builder.hpp"
#include "drawing.hpp"
#include "hash.hpp"
#include "pack_fixture.hpp"

using namespace content_pack;
using test_content::need;
using test_content::needDone;
using test_content::SourceFolder;
using test_support::TempDir;

namespace fs = std::filesystem;

namespace {

/// Every file below a folder with its hash.
std::map<std::string, std::string> contentOf(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        files[entry.path().lexically_relative(folder).string()] = need(content::sha256OfFile(entry.path()));
    }
    return files;
}

BuildOptions optionsFor(const fs::path& source, const fs::path& out) {
    BuildOptions options;
    options.sourceFolder = source;
    options.outFolder = out;
    return options;
}

/// Another time zone and, where the machine has one, a locale with decimal commas, until the end of the scope.
class Elsewhere {
public:
    Elsewhere() {
        ::setenv("TZ", "Pacific/Kiritimati", 1);
        ::tzset();
        for (const char* name : {"de_DE.UTF-8", "es_PE.UTF-8", "fr_FR.UTF-8", "C.UTF-8"}) {
            if (std::setlocale(LC_ALL, name) != nullptr) break;
        }
        ::setenv("LC_ALL", "tr_TR.UTF-8", 1);
        ::setenv("LANG", "tr_TR.UTF-8", 1);
    }
    ~Elsewhere() {
        ::unsetenv("TZ");
        ::tzset();
        ::unsetenv("LC_ALL");
        ::unsetenv("LANG");
        std::setlocale(LC_ALL, "C");
    }
    Elsewhere(const Elsewhere&) = delete;
    Elsewhere& operator=(const Elsewhere&) = delete;
};

}  // namespace

TEST_SUITE("content_pack/build") {
    TEST_CASE("two builds are equal byte for byte, whatever the folder, time zone, locale and number of threads") {
        const SourceFolder source;
        const TempDir other;
        const auto first = need(build(optionsFor(source.path(), source.pack())));
        REQUIRE(first.report.ok());
        fs::copy(source.path(), other / "another place", fs::copy_options::recursive);
        const Elsewhere elsewhere;
        BuildOptions options = optionsFor(other / "another place", other / "result");
        options.threads = 1;
        const auto second = need(build(options));
        CHECK(first.contentSha256 == second.contentSha256);
        CHECK(contentOf(source.pack()) == contentOf(other / "result"));
        CHECK(first.contentSha256 == need(content::sha256OfFile(source.pack() / "content.db")));
    }

    TEST_CASE("the order of the rows of items does not change the pack") {
        const SourceFolder source;
        const std::string before = source.build();
        source.write("dances.csv",
                     "key,districts,rank,confidence,sources\ndanza-libre,,20,low,guia\n"
                     "danza-zorro,san-juan;santa-ana,10,medium,guia\n");
        source.write("sources.csv",
                     "key,title,address,publisher,year,licence\n"
                     "censo,Censo de prueba,,Instituto de Prueba,2007,CC0\n"
                     "guia,Guía de prueba,Biblioteca de Prueba G-12,,,CC BY 4.0\n"
                     "plan,\"Plan de prueba, tomo 1\",https://example.org/plan,Municipalidad de Prueba,2018,\n");
        CHECK(source.build() == before);
    }

    TEST_CASE("a changed word changes the hash") {
        const SourceFolder source;
        const std::string before = source.build();
        source.replace("text/es/all.md", "Una laguna clara", "Una laguna muy clara");
        CHECK(source.build() != before);
    }

    TEST_CASE("objects are named by their hash and listed with their size") {
        const SourceFolder source;
        const auto result = need(build(optionsFor(source.path(), source.pack())));
        std::uint64_t bytes = 0;
        int objects = 0;
        for (const auto& [name, sha256] : contentOf(source.pack())) {
            if (name == "content.db") continue;
            CHECK(name == content::objectName(sha256));
            bytes += fs::file_size(source.pack() / name);
            ++objects;
        }
        CHECK(result.objects == objects);
        CHECK(result.objectBytes == bytes);
        needDone(need(content::Store::open(source.pack())).verify());
    }

    TEST_CASE("drawings become opaque PNG over the ground of their row") {
        const SourceFolder source;
        const content::Store store = source.store();
        const auto slot = need(store.slotPictures("section.places", content::Lang::Es)).front();
        const auto bytes = source.dir().read(store.objectPath(slot.files.back().sha256));
        const auto image = need(decodePng(bytes, Colour{255, 255, 255}));
        CHECK(image.widthPx == 60);
        CHECK(image.heightPx == 80);
        CHECK(Colour{image.rgb[0], image.rgb[1], image.rgb[2]} == Colour{0x15, 0x54, 0x7A});
        const auto item = need(store.item(test_content::idOf(store, "fiesta-cruz"), content::Lang::Es));
        REQUIRE(item);
        const auto card =
            need(decodePng(source.dir().read(store.objectPath(item->pictures[0].files[0].sha256)), Colour{}));
        CHECK(Colour{card.rgb[0], card.rgb[1], card.rgb[2]} == kWool);
    }

    TEST_CASE("photos lose their metadata") {
        const SourceFolder source;
        std::string jpeg = source.read("photos/shore.jpg");
        const std::string comment("\xFF\xFE\x00\x10GPS -15.2-69.7", 18);
        source.write("photos/shore.jpg", jpeg.insert(2, comment));
        source.build();
        for (const auto& [name, sha256] : contentOf(source.pack())) {
            CHECK(source.dir().read(fs::path("pack") / name).find("GPS -15.2") == std::string::npos);
        }
    }

    TEST_CASE("a cache gives the same pack without drawing, and damage in it is noticed") {
        const SourceFolder source;
        BuildOptions options = optionsFor(source.path(), source.pack());
        options.cacheFolder = source.dir() / "cache";
        const auto first = need(build(options));
        const auto cached = contentOf(*options.cacheFolder);
        CHECK(cached.size() == static_cast<std::size_t>(first.objects));
        const auto pack = contentOf(source.pack());
        CHECK(need(build(options)).contentSha256 == first.contentSha256);
        CHECK(contentOf(source.pack()) == pack);
        // Cut one file off, empty one, put something else into a third.
        auto file = cached.begin();
        fs::resize_file(*options.cacheFolder / (file++)->first, 50);
        fs::resize_file(*options.cacheFolder / (file++)->first, 0);
        source.dir().write(fs::path("cache") / (file++)->first, "rubbish");
        CHECK(need(build(options)).contentSha256 == first.contentSha256);
        CHECK(contentOf(source.pack()) == pack);
        CHECK(contentOf(*options.cacheFolder) == cached);
    }

    TEST_CASE("a cached picture is not used for another ground") {
        const SourceFolder source;
        BuildOptions options = optionsFor(source.path(), source.pack());
        options.cacheFolder = source.dir() / "cache";
        const auto before = need(build(options));
        source.replace("slots.csv", "#15547A", "#62306C");
        const auto after = need(build(options));
        CHECK(before.contentSha256 != after.contentSha256);
        const BuildOptions fresh = optionsFor(source.path(), source.dir() / "fresh");
        CHECK(need(build(fresh)).contentSha256 == after.contentSha256);
    }

    TEST_CASE("with an error in the report nothing is written and the old pack stays") {
        const SourceFolder source;
        source.build();
        const auto before = contentOf(source.pack());
        source.replace("places.csv", "laguna-azul,nature", "laguna-azul,lake");
        const auto result = need(build(optionsFor(source.path(), source.pack())));
        CHECK_FALSE(result.report.ok());
        CHECK(result.contentSha256.empty());
        CHECK(contentOf(source.pack()) == before);
    }

    TEST_CASE("a photo that turns out broken while it is scaled is a finding, and nothing is written") {
        const SourceFolder source;
        // The header is whole; a byte of the picture behind it is not.
        RgbImage image{800, 600, std::vector<std::uint8_t>(800 * 600 * 3, 90)};
        std::string png = need(encodePng(image));
        png[png.size() / 2] = static_cast<char>(png[png.size() / 2] ^ 0x55);
        source.write("photos/shore.png", png);
        fs::remove(source.path() / "photos/shore.jpg");
        source.replace("pictures.csv", "photos/shore.jpg", "photos/shore.png");
        const auto result = need(build(optionsFor(source.path(), source.pack())));
        REQUIRE(result.report.findings.size() == 1);
        CHECK(result.report.findings[0].rule == "image-undecodable");
        CHECK(result.report.findings[0].record == "laguna-azul");
        CHECK_FALSE(fs::exists(source.pack()));
    }

    TEST_CASE("progress tells each picture and is called on the building thread") {
        const SourceFolder source;
        std::vector<std::string> lines;
        BuildOptions options = optionsFor(source.path(), source.pack());
        options.progress = [&](const std::string& line) { lines.push_back(line); };
        CHECK(need(build(options)).report.ok());
        REQUIRE(lines.size() == 7);  // reading, five works, writing
        CHECK(lines.front().starts_with("reading "));
        CHECK(lines[5].starts_with("picture 5 of 5: "));
        CHECK(lines.back() == "writing 25 records");
    }

    TEST_CASE("a source folder or target that cannot be used is an error that names it") {
        const SourceFolder source;
        const auto missing = build(optionsFor(source.dir() / "none", source.pack()));
        REQUIRE_FALSE(missing.ok());
        CHECK(missing.error().code == base::Errc::Io);
        CHECK(missing.error().message.find("none") != std::string::npos);
        source.dir().write("mine/letter.txt", "x");
        const auto refused = build(optionsFor(source.path(), source.dir() / "mine"));
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == base::Errc::InvalidInput);
        CHECK(source.dir().read("mine/letter.txt") == "x");
    }
}

TEST_SUITE("content_pack/overlays") {
    /// An overlay folder of one dance with its source and text.
    struct OverlayFixture {
        OverlayFixture() {
            write("pack.json", R"({"id": "demo", "example": true, "attract": ["danza-demo"]})");
            write("sources.csv", "key,title,address,publisher,year,licence\ndemo,Dato de ejemplo,,,,\n");
            write("dances.csv", "key,districts,rank,confidence,sources\ndanza-demo,san-juan,30,low,demo\n");
            write("text/es/demo.md", "# danza-demo\nname: Danza de ejemplo\n");
            write("text/en/demo.md", "# danza-demo\nname: Example dance\n");
            write("pictures.csv",
                  "item,file,kind,alt_es,alt_en,caption_es,caption_en,credit,licence,people\n"
                  "danza-demo,art/demo.svg,illustration,Un dibujo,A drawing,,,Demo,CC0,none\n");
            write("art/demo.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='6'/>");
            write("links.csv", "from,to\ndanza-demo,danza-zorro\n");
        }
        void write(const std::string& file, const std::string& content) const {
            source.dir().write(fs::path("demo") / file, content);
        }
        [[nodiscard]] fs::path overlay() const { return source.dir() / "demo"; }
        [[nodiscard]] std::vector<Finding> findings() const { return source.check({overlay()}).findings; }
        SourceFolder source;
    };

    TEST_CASE_FIXTURE(OverlayFixture, "an overlay adds its records, marked as examples, and changes none of the pack") {
        for (const Finding& finding : findings())
            FAIL_CHECK(toString(finding));
        source.build({overlay()});
        const content::Store store = need(content::Store::open(source.pack()));
        const auto dances = need(store.cards(content::Kind::Dance, "", content::Lang::Es));
        REQUIRE(dances.size() == 3);
        CHECK(dances[2].key == "danza-demo");
        CHECK(dances[2].example);
        CHECK_FALSE(dances[0].example);
        CHECK(need(store.info(content::Lang::Es)).packId == "minimal");
        CHECK(need(store.info(content::Lang::Es)).hasExamples);
        CHECK(test_content::keysOf(need(store.attractTour(content::Lang::Es))) ==
              std::vector<std::string>{"laguna-azul", "fiesta-cruz", "danza-demo"});
        CHECK(need(store.item(dances[2].id, content::Lang::Es))->related.front().key == "danza-zorro");
    }

    TEST_CASE_FIXTURE(OverlayFixture, "a key of the pack cannot be taken again, and both places are named") {
        write("dances.csv", "key,districts,rank,confidence,sources\ndanza-zorro,san-juan,30,low,demo\n");
        const auto list = findings();
        const auto found =
            std::find_if(list.begin(), list.end(), [](const Finding& f) { return f.rule == "duplicate-key"; });
        REQUIRE(found != list.end());
        CHECK(found->file == "demo/dances.csv");
        CHECK(found->line == 2);
        CHECK(found->message.find("dances.csv:2") != std::string::npos);
    }

    TEST_CASE_FIXTURE(OverlayFixture, "example data cannot be put on a real record") {
        write("facts.csv",
              "item,icon,label_es,label_en,value_es,value_en,confidence,sources\n"
              "laguna-azul,water,Visitas,Visits,1 000,\"1,000\",low,demo\n");
        write("text/es/more.md", "# laguna-azul\nname: Otra\n");
        std::set<std::string> rules;
        for (const Finding& f : findings())
            rules.insert(f.rule + " " + f.file);
        CHECK(rules == std::set<std::string>{"duplicate-text demo/text/es/more.md",
                                             "example-on-real-record demo/facts.csv",
                                             "example-on-real-record demo/text/es/more.md"});
    }

    TEST_CASE_FIXTURE(OverlayFixture, "an overlay that is no example may add facts and translations to the pack") {
        write("pack.json", R"({"id": "more"})");
        write("facts.csv",
              "item,icon,label_es,label_en,value_es,value_en,confidence,sources\n"
              "laguna-azul,water,Aves,Birds,20,20,low,demo\n");
        for (const Finding& finding : findings())
            FAIL_CHECK(toString(finding));
        source.build({overlay()});
        const content::Store store = need(content::Store::open(source.pack()));
        const auto facts = need(store.item(test_content::idOf(store, "laguna-azul"), content::Lang::Es))->facts;
        REQUIRE(facts.size() == 3);
        CHECK(facts[2].value.value == "20");  // behind those of the pack
    }

    TEST_CASE_FIXTURE(OverlayFixture, "the office's key of an overlay counts before the pack's") {
        const std::string first = "5220c22d40bd80c4d103237ced5a3d3175d62e4486463c083fd2e4de73250c36";
        const std::string second = "9" + std::string(63, '0');
        source.replace("pack.json", "\"example\"", "\"office_key\": \"" + first + "\", \"example\"");
        CHECK(need(source.store().info(content::Lang::Es)).officeKey == first);
        write("pack.json", "{\"id\": \"demo\", \"office_key\": \"" + second + "\", \"example\": true}");
        source.build({overlay()});
        const content::Store store = need(content::Store::open(source.pack()));
        CHECK(need(store.info(content::Lang::Es)).officeKey == second);
    }

    TEST_CASE_FIXTURE(OverlayFixture, "the same overlays give the same pack") {
        const std::string once = source.build({overlay()});
        CHECK(source.build({overlay()}) == once);
        CHECK(source.build({fs::path(overlay().string() + "/")}) == once);
    }
}
