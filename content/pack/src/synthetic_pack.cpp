#include "content_pack/synthetic_pack.hpp"

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.hpp"
#include "csv.hpp"
#include "output_folder.hpp"
#include "picture_works.hpp"
#include "stored_names.hpp"

namespace content_pack {
namespace {

constexpr int kDistricts = 8;
constexpr int kMaxPlaces = 150000;

constexpr std::array<std::string_view, 6> kCategories = {"site",   "church",       "museum",
                                                         "nature", "architecture", "community"};
constexpr std::array<std::string_view, 12> kTypesEs = {"Laguna", "Cerro", "Templo", "Isla",   "Puente",  "Mirador",
                                                       "Pampa",  "Museo", "Casa",   "Molino", "Bofedal", "Camino"};
constexpr std::array<std::string_view, 12> kTypesEn = {"Lagoon", "Hill",   "Temple", "Island", "Bridge",  "Viewpoint",
                                                       "Plain",  "Museum", "House",  "Mill",   "Wetland", "Path"};
constexpr std::array<std::string_view, 20> kSyllables = {"hua", "qo",   "pi", "lla", "chu", "ma", "ri",
                                                         "ñu",  "cas",  "to", "wi",  "ka",  "su", "yo",
                                                         "pa",  "ch’a", "ti", "mu",  "ray", "lli"};
constexpr std::array<std::string_view, 10> kSentencesEs = {"Se llega a pie desde la carretera en media hora.",
                                                           "El viento sopla fuerte por la tarde.",
                                                           "En julio el agua amanece con una capa de hielo.",
                                                           "Los muros son de piedra y barro.",
                                                           "Cerca hay totora y aves de orilla.",
                                                           "Las familias siembran quinua y papa alrededor.",
                                                           "Desde arriba se ve la cordillera nevada.",
                                                           "El techo fue cambiado varias veces.",
                                                           "Una piedra larga marca la entrada.",
                                                           "Los pastores pasan con sus alpacas al amanecer."};
constexpr std::array<std::string_view, 10> kSentencesEn = {"It is half an hour on foot from the road.",
                                                           "The wind blows hard in the afternoon.",
                                                           "In July the water wakes under a skin of ice.",
                                                           "The walls are of stone and mud.",
                                                           "There are reeds and shore birds nearby.",
                                                           "Families grow quinoa and potatoes around it.",
                                                           "From the top one sees the snowy range.",
                                                           "The roof was changed several times.",
                                                           "A long stone marks the entrance.",
                                                           "Herders pass with their alpacas at dawn."};

/// std::mt19937 gives the same numbers everywhere; the standard distributions do not.
class Dice {
public:
    [[nodiscard]] int below(int count) { return static_cast<int>(m_engine() % static_cast<std::uint32_t>(count)); }
    template <std::size_t N>
    [[nodiscard]] std::string_view pick(const std::array<std::string_view, N>& values) {
        return values[static_cast<std::size_t>(below(static_cast<int>(N)))];
    }

private:
    std::mt19937 m_engine{20190101};
};

/// An invented proper name of two to four syllables: "Huaqopi".
std::string properName(Dice& dice) {
    std::string name;
    const int syllables = 2 + dice.below(3);
    for (int i = 0; i < syllables; ++i)
        name += dice.pick(kSyllables);
    if (name.front() >= 'a' && name.front() <= 'z') name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return name;
}

/// Degrees with five decimals (about a metre).
std::string degrees(int base, Dice& dice, int span) { return shortestDecimal((base + dice.below(span)) / 100000.0); }

void appendText(std::string& out, const std::string& key, const std::string& name, const std::string& shortLine,
                std::string_view summary, const std::vector<std::string_view>& paragraphs) {
    out += "# " + key + "\nname: " + name + "\n";
    if (!shortLine.empty()) out += "short: " + shortLine + "\n";
    out += "summary: " + std::string(summary) + "\n\n";
    for (const std::string_view paragraph : paragraphs)
        out += std::string(paragraph) + "\n\n";
}

struct Files {
    std::string districts = "key,ubigeo,lat,lon,position,altitude_m,area_km2,rank,confidence,sources\n";
    std::string places = "key,category,districts,lat,lon,position,rank,confidence,sources\n";
    std::string pictures = "item,file,kind,alt_es,alt_en,caption_es,caption_en,credit,licence,people\n";
    std::string es;
    std::string en;
};

void addDistricts(Files& files, Dice& dice) {
    for (int i = 1; i <= kDistricts; ++i) {
        const std::string number = std::to_string(i);
        const std::string name = properName(dice);
        appendCsvRow(files.districts, {"district-" + number, "99010" + number, degrees(-1550000, dice, 70000),
                                       degrees(-7000000, dice, 90000), "town_centre", std::to_string(3800 + 50 * i), "",
                                       number, "low", "synthetic"});
        appendText(files.es, "district-" + number, name, "Distrito inventado", "Un distrito inventado para pruebas.",
                   {});
        appendText(files.en, "district-" + number, name, "Invented district", "A district invented for tests.", {});
    }
}

void addPlaces(Files& files, Dice& dice, int places) {
    for (int i = 1; i <= places; ++i) {
        const std::string number = std::to_string(i);
        const std::string key = "place-" + number;
        const bool positioned = dice.below(20) != 0;
        const std::string district = "district-" + std::to_string(1 + dice.below(kDistricts));
        appendCsvRow(
            files.places,
            {key, std::string(dice.pick(kCategories)), district, positioned ? degrees(-1550000, dice, 70000) : "",
             positioned ? degrees(-7000000, dice, 90000) : "", positioned ? "approximate" : "none",
             std::to_string(10 + dice.below(200)), "low", "synthetic"});
        if (i % 10 == 1) {
            appendCsvRow(files.pictures, {key, "art/hill.svg", "illustration", "Un cerro", "A hill", "", "",
                                          "kiosk-pack generate", "CC0", "none"});
        }
        const auto type = static_cast<std::size_t>(dice.below(static_cast<int>(kTypesEs.size())));
        const std::string proper = properName(dice);
        std::array<std::size_t, 4> lines{};
        for (std::size_t& line : lines)
            line = static_cast<std::size_t>(dice.below(static_cast<int>(kSentencesEs.size())));
        appendText(files.es, key, std::string(kTypesEs[type]) + " " + proper, "Lugar inventado " + number,
                   kSentencesEs[lines[0]], {kSentencesEs[lines[1]], kSentencesEs[lines[2]], kSentencesEs[lines[3]]});
        appendText(files.en, key, proper + " " + std::string(kTypesEn[type]), "Invented place " + number,
                   kSentencesEn[lines[0]], {kSentencesEn[lines[1]], kSentencesEn[lines[2]], kSentencesEn[lines[3]]});
    }
}

}  // namespace

base::Status writeSyntheticSource(int places, const std::filesystem::path& folder) {
    KIOSK_ASSERT(places >= 1 && places <= kMaxPlaces);
    auto out = OutputFolder::begin(folder, "pack.json");
    if (!out) return out.error();
    Dice dice;
    Files files;
    addDistricts(files, dice);
    addPlaces(files, dice, places);
    appendText(files.es, "province", "Provincia inventada", "", "Una provincia que no existe.", {});
    appendText(files.en, "province", "Invented province", "", "A province that does not exist.", {});
    const std::vector<std::pair<const char*, std::string>> written = {
        {"pack.json", R"({
  "id": "synthetic",
  "languages": ["es", "en"],
  "title": {"es": "Provincia inventada", "en": "Invented province"},
  "province": {"es": "Inventada", "en": "Invented"},
  "centre": {"lat": -15.15, "lon": -69.55},
  "area": {"south": -15.6, "west": -70.2, "north": -14.7, "east": -69.0},
  "attract": ["place-1"],
  "example": true
}
)"},
        {"sources.csv",
         "key,title,address,publisher,year,licence\nsynthetic,Entradas inventadas por kiosk-pack generate,,,,CC0\n"},
        {"topics.csv",
         "key,kind,category,districts,lat,lon,position,rank,confidence,sources\n"
         "province,province,,,-15.15,-69.55,approximate,1,low,synthetic\n"},
        {"slots.csv",
         "slot,file,background,alt_es,alt_en,credit,licence\n"
         "home.landscape,art/hill.svg,#86B3CD,Un cerro,A hill,kiosk-pack generate,CC0\n"},
        {"art/hill.svg", R"(<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600" viewBox="0 0 800 600">
<rect width="800" height="600" fill="#86B3CD"/>
<path d="M0 420 L260 160 L520 420 L640 300 L800 420 V600 H0 Z" fill="#5C4B6E"/>
</svg>
)"},
        {"districts.csv", files.districts},
        {"places.csv", files.places},
        {"pictures.csv", files.pictures},
        {"text/es/all.md", files.es},
        {"text/en/all.md", files.en},
    };
    for (const auto& [name, content] : written) {
        if (base::Status done = writeFile(out->path() / name, content); !done) return done;
    }
    return out->publish();
}

}  // namespace content_pack
