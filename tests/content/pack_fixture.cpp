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

content_pack::CheckReport SourceFolder::check(const std::vector<fs::path>& overlays,
                                              const std::optional<fs::path>& document) const {
    return need(content_pack::check(path(), overlays, document));
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

PlanFolder::PlanFolder() {
    write("plan/plan.csv",
          "title_es,title_en,label_es,label_en,kind,adoption,presented,period_start,period_end,envelope_pen,"
          "envelope_years,document_sha256,document_lines,misspelled,source\n"
          "Plan de prueba,Test plan,Presentado por una lista en 2018,Presented by a list in 2018,candidates,"
          "unknown,2018,2019,2022,40000000,4,00ff,90,Prueva=Prueba,plan\n");
    write("plan/dimensions.csv", "code,name_es,name_en,icon\nA,Social,Social,book\nB,Económica,Economic,market\n");
    write("plan/commitments.csv",
          "code,dimension,label_es,label_en,icon,title_es,title_en,territory,districts\n"
          "A.1,A,Agua,Water,water,Llevar agua a las casas,Bring water to the houses,,\n"
          "A.2,A,Libros,Books,book,Abrir una biblioteca,Open a library,,\n"
          "B.1,B,Mercado,Market,market,Mejorar el mercado,Improve the market,,\n");
    write("plan/parts.csv", "code,commitment,kind,title_es,title_en\nA.1.1,A.1,work,Tubería,Pipe\n");
    write("plan/statements.csv",
          "code,kind,parent,title_es,title_en\nVIS-1,vision,,Visión,Vision\nPRO-1,problem,,Falta agua,No water\n");
    write("plan/indicators.csv",
          "code,theme,name_es,name_en,unit_es,unit_en,direction,role\n"
          "POB,people,Población,Population,personas,people,,population\n"
          "DENS,people,Densidad,Density,hab/km²,people/km²,,density\n"
          "SUP,territory,Superficie,Area,km²,km²,,area\n"
          "EDAD,health,Edad al primer hijo,Age at first birth,años,years,,\n");
    write("plan/notices.csv",
          "code,validator,severity,title_es,detail_es,check,treatment_es\n"
          "INC-1,W_VALUE_MISSING,warning,Sin valor,La frase termina sin cifra.,-,Valor nulo.\n");
    write("plan/quotes.csv",
          "code,line,text\nA.1,10,Llevar agua.\nA.2,11,Abrir **una** biblioteca.\nB.1,12,Mejorar el mercado.\n"
          "A.1.1,10,agua\nVIS-1,5,Una provincia con agua.\nPRO-1,6,Falta agua.\nINC-1,7,la edad al primer hijo.\n"
          "envelope,3,aproximadamente 40 millones\n");
    write("plan/links.csv", "from,to\nA.1,SUP\nA.1,B.1\nA.1,INC-1\nPRO-1,A.1\n");
    write("plan/observations.csv", observations("\"55,2617787\"", "\"381,62\",decimal-comma"));
    write("plan/actors.csv", "key,name,role\nmuni,Municipalidad de Prueba,municipality\nccl,CCL,council\n");
}

std::string PlanFolder::observations(const std::string& density, const std::string& area) {
    return "code,indicator,district,population,printed,format,value,qualifier,period,period_basis,kind,basis,"
           "missing,line,quote,notices\n"
           "P-07,POB,,,\"35,746\",thousands-comma,,,2007,deduced,census,,,7,\"35,746 habitantes\",\n"
           "P-07-j,POB,san-juan,,\"21,089\",thousands-comma,,,2007,deduced,census,,,8,\"21,089\",\n"
           "P-07-a,POB,santa-ana,,\"14,657\",thousands-comma,,,2007,deduced,census,,,9,\"14,657\",\n"
           "D-j,DENS,san-juan,," +
           density +
           ",decimal-comma,,,2007,deduced,calculation,INEI,,8,\"55,2617787\",\n"
           "S-j,SUP,san-juan,," +
           area +
           ",,,,,stated,INEI,,8,\"381,62\",\n"
           "E-1,EDAD,,,,,,,,,stated,,not-given,7,la edad al primer hijo.,INC-1\n";
}

void PlanFolder::report(const std::string& rows) const {
    write("plan/reports.csv",
          "key,commitment,as_of,received_on,state,physical_pct,financial_pct,self_pct,printed,page,note,reason,"
          "district,actor,source,evidence,verified_by,supersedes\n" +
              rows);
}

std::vector<std::string> PlanFolder::broken() const {
    std::vector<std::string> rules;
    for (const content_pack::Finding& finding : check().findings)
        rules.push_back(finding.rule);
    return rules;
}

}  // namespace test_content
