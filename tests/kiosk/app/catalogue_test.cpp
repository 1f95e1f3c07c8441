#include "app/catalogue.hpp"

#include <doctest/doctest.h>

#include <map>

#include "app_bench.hpp"

namespace {

using app::Catalogue;
using content::Lang;
using test_kiosk::need;

void append32(std::string& out, std::size_t value) {
    for (unsigned shift = 0; shift < 32; shift += 8)
        out += static_cast<char>(value >> shift & 0xFFU);
}

/// A compiled catalogue as msgfmt writes it, without hash table. A plural has '\0' between its forms.
std::string moFile(const std::map<std::string, std::string>& entries) {
    std::string tables[2];
    std::string texts;
    const std::size_t textsAt = 28 + entries.size() * 16;
    for (const int column : {0, 1}) {
        for (const auto& [key, words] : entries) {
            const std::string& text = column == 0 ? key : words;
            append32(tables[column], text.size());
            append32(tables[column], textsAt + texts.size());
            texts += text + '\0';
        }
    }
    std::string out;
    for (const std::size_t value : {std::size_t{0x950412DE}, std::size_t{0}, entries.size(), std::size_t{28},
                                    28 + entries.size() * 8, std::size_t{0}, textsAt})
        append32(out, value);
    return out + tables[0] + tables[1] + texts;
}

std::string said(const ui::Words& words) { return words.text + " [" + std::string(words.lang) + "]"; }

const std::string kHeader = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n";

struct Words {
    test_support::LogSpy log;
    test_support::MemoryFileSystem files;

    void write(const char* lang, const std::string& mo) {
        REQUIRE(files.writeAtomically("locale/" + std::string(lang) + "/LC_MESSAGES/kiosk.mo", mo).ok());
    }
    void spanish() {
        write("es", moFile({{"", kHeader},
                            {"language.name", "Español"},
                            {"bar.home", "Inicio"},
                            {"only.spanish", "Sólo aquí"},
                            {"near", "A {n} km de {place}"},
                            {std::string("count\0count", 11), std::string("{n} lugar\0{n} lugares", 21)}}));
    }
    [[nodiscard]] std::unique_ptr<Catalogue> catalogue() { return need(Catalogue::create("locale", files, log)); }
};

TEST_SUITE("app/catalogue") {
    TEST_CASE_FIXTURE(Words, "words are those of the visitor's language, and Spanish where it has none") {
        spanish();
        write("en", moFile({{"", kHeader}, {"language.name", "English"}, {"bar.home", "Home"}}));
        const auto words = catalogue();
        CHECK(said(words->get("bar.home")) == "Inicio [es]");
        CHECK(words->language() == "es");
        words->setLanguage(Lang::En);
        CHECK(words->language() == "en");
        CHECK(said(words->get("bar.home")) == "Home [en]");
        CHECK(said(words->get("only.spanish")) == "Sólo aquí [es]");
        CHECK(words->hasLanguage(Lang::En));
        CHECK_FALSE(words->hasLanguage(Lang::Qu));
        words->setLanguage(Lang::Qu);
        CHECK(words->language() == "qu");
        CHECK(said(words->get("bar.home")) == "Inicio [es]");
    }

    TEST_CASE_FIXTURE(Words, "a key without words is shown itself and reported once") {
        spanish();
        const auto words = catalogue();
        CHECK(words->get("no.such.key").text == "no.such.key");
        CHECK(words->get("no.such.key").text == "no.such.key");
        CHECK(words->plural("no.plural", 2).text == "no.plural");
        CHECK(log.take() == std::vector<std::string>{"app: no Spanish words for the key 'no.such.key'",
                                                     "app: no Spanish plural for the key 'no.plural'"});
    }

    TEST_CASE_FIXTURE(Words, "plurals follow the language, and their number is filled in") {
        spanish();
        write("en", moFile({{"", kHeader},
                            {"language.name", "English"},
                            {std::string("count\0count", 11), std::string("{n} place\0{n} places", 20)}}));
        const auto words = catalogue();
        CHECK(words->plural("count", 1).text == "1 lugar");
        CHECK(words->plural("count", 0).text == "0 lugares");
        CHECK(words->plural("count", 20'000).text == "20000 lugares");
        words->setLanguage(Lang::En);
        CHECK(words->plural("count", 1).text == "1 place");
        CHECK(words->plural("count", 2).text == "2 places");
    }

    TEST_CASE_FIXTURE(Words, "values take the place of their names, wherever they stand") {
        spanish();
        const auto words = catalogue();
        const ui::Words near = ui::withValue(words->get("near"), "n", "9");
        CHECK(ui::withValue(near, "place", "{n}").text == "A 9 km de {n}");
        CHECK(ui::withValue(near, "nothing", "x").text == "A 9 km de {place}");
    }

    TEST_CASE_FIXTURE(Words, "without Spanish nothing can be said, and that says what to do") {
        const auto none = Catalogue::create("locale", files, log);
        REQUIRE_FALSE(none.ok());
        CHECK(none.error().code == base::Errc::NotFound);
        CHECK(none.error().message.find("locale/es/LC_MESSAGES/kiosk.mo") != std::string::npos);
        CHECK(none.error().message.find("install the assets") != std::string::npos);
    }

    TEST_CASE_FIXTURE(Words, "a damaged catalogue of Spanish is an error, of another language a warning") {
        spanish();
        const std::string sound = moFile({{"", kHeader}, {"language.name", "English"}, {"bar.home", "Home"}});
        std::string wildKey = sound;  // the first text is said to be far away
        wildKey[28 + 7] = 0x7F;
        std::string openEnd = sound;  // the last text has no end
        openEnd.back() = 'x';
        for (const std::string& broken : {std::string(), std::string("hello"), std::string(2'000, '\0'),
                                          sound.substr(0, 20), sound.substr(0, sound.size() / 2), wildKey, openEnd}) {
            write("en", broken);
            const auto words = catalogue();
            CHECK_FALSE(words->hasLanguage(Lang::En));
            words->setLanguage(Lang::En);
            CHECK(said(words->get("bar.home")) == "Inicio [es]");
            const auto lines = log.take();
            REQUIRE(lines.size() == 1);
            CHECK(lines[0].find("locale/en/LC_MESSAGES/kiosk.mo: not a gettext catalogue: ") != std::string::npos);
            CHECK(lines[0].find("Spanish is shown instead") != std::string::npos);
            write("es", broken);
            const auto none = Catalogue::create("locale", files, log);
            REQUIRE_FALSE(none.ok());
            CHECK(none.error().code == base::Errc::Corrupt);
            CHECK(none.error().message.find("locale/es/LC_MESSAGES/kiosk.mo") != std::string::npos);
            spanish();
        }
        write("es", moFile({{"", kHeader}}));
        CHECK(Catalogue::create("locale", files, log).error().code == base::Errc::Corrupt);
    }

    TEST_CASE_FIXTURE(test_app::AppBench, "what no speaker has reviewed is left out of the words that ship") {
        const auto words = need(Catalogue::create(test_app::builtAssets() / "locale", files, log));
        CHECK(words->hasLanguage(Lang::Es));
        CHECK(words->hasLanguage(Lang::En));
        for (const Lang lang : {Lang::Qu, Lang::Ay}) {
            const std::string po = test_kiosk::assetText("locale/" + std::string(content::code(lang)) + ".po");
            REQUIRE(po.find("#, fuzzy\nmsgid \"bar.home\"") != std::string::npos);
            CHECK_FALSE(words->hasLanguage(lang));
            words->setLanguage(lang);
            CHECK(said(words->get("bar.home")) == "Inicio [es]");
        }
    }
}

}  // namespace
