#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/geo.hpp"
#include "content/map.hpp"
#include "content/models.hpp"
#include "content_map/map_compiler.hpp"
#include "drawing.hpp"
#include "findings.hpp"
#include "image_probe.hpp"
#include "plan_source.hpp"
#include "text_records.hpp"

/// The rows of a source folder as they were written, before any rule between them was checked. Keys are still text.
namespace content_pack {

struct Area {
    double southDeg = 0;
    double westDeg = 0;
    double northDeg = 0;
    double eastDeg = 0;
    [[nodiscard]] bool contains(double latDeg, double lonDeg) const {
        return latDeg >= southDeg && latDeg <= northDeg && lonDeg >= westDeg && lonDeg <= eastDeg;
    }
};

struct Manifest {
    Origin at;
    std::string id;
    std::vector<content::Lang> languages;
    std::map<content::Lang, std::string> title;
    std::map<content::Lang, std::string> province;
    std::optional<base::GeoPoint> centre;
    std::optional<Area> area;
    std::vector<std::string> attract;
    std::string officeKey;  ///< content/office_key.hpp; empty = none
    bool example = false;
};

struct SourceRow {
    Origin at;
    std::string key;
    std::string title;
    std::string address;
    std::string publisher;
    std::optional<int> year;
    std::string licence;
};

struct DistrictPart {
    std::string ubigeo;
    std::optional<int> altitudeM;
    std::optional<double> areaKm2;
};

struct EventPart {
    content::Date start;
    std::optional<content::Date> end;
    content::DatePrecision precision = content::DatePrecision::Year;
    bool circa = false;
};

struct PersonPart {
    std::optional<int> bornYear;
    std::optional<int> diedYear;
    bool consentGiven = false;  ///< else historical
};

struct WordPart {
    std::string spanish;
    std::string english;
    std::string aymara;
    std::string quechua;
    bool reviewed = false;
};

struct ItemRow {
    Origin at;
    std::string key;
    content::Kind kind = content::Kind::Place;
    std::string category;
    std::vector<std::string> districts;
    std::optional<base::GeoPoint> position;
    content::Position positionKind = content::Position::None;
    int rank = 100;
    content::Confidence confidence = content::Confidence::Low;
    std::vector<std::string> sources;
    bool example = false;
    // Only the part of its kind is set.
    std::optional<DistrictPart> district;
    std::optional<EventPart> event;
    std::optional<content::FestivalRule> festival;
    std::optional<PersonPart> person;
    std::optional<WordPart> word;
    std::optional<bool> wholeDay;  ///< of an itinerary; else half a day
};

struct PopulationRow {
    Origin at;
    std::string district;
    int year = 0;
    int people = 0;
    content::Confidence confidence = content::Confidence::Low;
    std::string source;
};

struct ClimateRow {
    Origin at;
    std::string item;
    int month = 1;
    double tminC = 0;
    double tmaxC = 0;
    double rainMm = 0;
};

struct FactRow {
    Origin at;
    std::string item;
    std::string icon;
    std::map<content::Lang, std::string> label;
    std::map<content::Lang, std::string> value;
    content::Confidence confidence = content::Confidence::Low;
    std::vector<std::string> sources;
};

/// A picture of an item or of a slot.
struct PictureRow {
    Origin at;
    std::string item;  ///< empty for a slot
    std::string slot;  ///< empty for an item
    std::string file;  ///< path inside its folder
    content::PictureKind kind = content::PictureKind::Illustration;
    std::map<content::Lang, std::string> alt;
    std::map<content::Lang, std::string> caption;
    std::string credit;
    std::string licence;
    std::string people;
    Colour ground = kWool;
};

struct LinkRow {
    Origin at;
    std::string from;
    std::string to;
};

/// A row of map/layers.csv.
struct MapLayerRow {
    Origin at;
    std::string key;
    std::string file;
    std::string mapClass;  ///< of all features, or empty
    std::string classProperty;
    std::string rankProperty;
    std::string nameProperty;
    std::string itemProperty;
    bool separate = false;
    content::MapCertainty certainty = content::MapCertainty::Generalised;
    std::string credit;
    std::string source;
};

struct MapFeatureRow {
    Origin at;              ///< `record` is "feature 12"
    std::size_t layer = 0;  ///< index in MapSource::layers
    std::string mapClass;
    int rank = 100;
    std::map<content::Lang, std::string> names;
    std::string item;  ///< key, may be empty
    bool apart = false;
    content_map::ShapeKind kind = content_map::ShapeKind::Points;
    std::vector<std::vector<std::vector<base::GeoPoint>>> groups;  ///< as content_map::Feature
};

/// Rows of map/style.csv and map/labels.csv. The class of `rule` is set once all classes are known.
struct MapRuleRow {
    Origin at;
    std::string mapClass;
    content::MapRule rule;
};
struct MapLabelRow {
    Origin at;
    std::string mapClass;
    content::MapLabelRule rule;
};

struct MapSource {
    std::vector<MapLayerRow> layers;
    std::vector<MapFeatureRow> features;  ///< in the order of the layers
    std::vector<MapRuleRow> rules;
    std::vector<MapLabelRow> labels;
    std::optional<Area> view;
    std::uint32_t groundDay = 0xFFFFFFFF;
    std::uint32_t groundSun = 0xFFFFFFFF;
    Origin viewAt;
    [[nodiscard]] bool empty() const { return layers.empty(); }
};

struct StageRow {
    Origin at;
    std::string itinerary;
    std::string place;
};

struct PackSource {
    std::vector<Manifest> manifests;  ///< one a folder; the first describes the pack
    std::vector<SourceRow> sources;
    std::vector<ItemRow> items;
    std::vector<TextRow> texts;
    std::vector<PopulationRow> population;
    std::vector<ClimateRow> climate;
    std::vector<FactRow> facts;
    std::vector<PictureRow> pictures;
    std::vector<LinkRow> links;
    MapSource map;
    std::vector<StageRow> stages;
    PlanSource plan;
    int records = 0;  ///< rows and text records read
};

}  // namespace content_pack
