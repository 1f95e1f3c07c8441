// How kiosk-pack runs other programs, and understands what those of GDAL say.

#include "process.hpp"

#include <doctest/doctest.h>

#include "ogr_converter.hpp"
#include "pack_fixture.hpp"

using namespace pack_tool;
using test_content::need;

namespace {

ProcessOutcome shell(const std::string& script) { return need(runProcess({"sh", "-c", script}, 1'000'000)); }

}  // namespace

TEST_SUITE("pack tool/process") {
    TEST_CASE("output, errors and exit code come back, and arguments arrive as they are") {
        const ProcessOutcome outcome = shell("echo out; echo err >&2; exit 3");
        CHECK(outcome.exitCode == 3);
        CHECK(outcome.out == "out\n");
        CHECK(outcome.err == "err\n");
        CHECK(need(runProcess({"printf", "%s|", "a b", "'; $(x)", ""}, 100)).out == "a b|'; $(x)||");
    }

    TEST_CASE("it has no input to wait for") { CHECK(shell("cat").out.empty()); }

    TEST_CASE("much of both at once blocks nobody; of the errors the beginning is kept") {
        const ProcessOutcome outcome =
            shell("head -c 300000 /dev/zero >&2; head -c 900000 /dev/zero; head -c 300000 /dev/zero >&2");
        CHECK(outcome.out.size() == 900'000);
        CHECK(outcome.err.size() == 65536);
    }

    TEST_CASE("a program that writes too much is ended") {
        CHECK(need(runProcess({"head", "-c", "1000", "/dev/zero"}, 1000)).out.size() == 1000);
        const auto more = runProcess({"cat", "/dev/zero"}, 1000);
        REQUIRE_FALSE(more);
        CHECK(more.error().code == base::Errc::InvalidInput);
        CHECK(more.error().message == "cat writes more than 1000 bytes");
    }

    TEST_CASE("a program that is not there, and one that a signal ends") {
        const auto none = runProcess({"no-such-program-here"}, 10);
        REQUIRE_FALSE(none);
        CHECK(none.error().code == base::Errc::NotFound);
        const auto killed = runProcess({"sh", "-c", "kill -9 $$"}, 10);
        REQUIRE_FALSE(killed);
        CHECK(killed.error().code == base::Errc::Io);
    }
}

TEST_SUITE("pack tool/GDAL") {
    TEST_CASE("the reason is the first error, else the last line") {
        CHECK(reasonIn("Warning 1: a\nERROR 1: \"x\" not recognised.\nERROR 1: SetAttributeFilter failed.\n") ==
              "ERROR 1: \"x\" not recognised");
        CHECK(reasonIn("a\nb\n\n") == "b");
        CHECK(reasonIn("").empty());
        CHECK(reasonIn("...").empty());
    }

    TEST_CASE("layers with geometry, and whether they say in which coordinate reference system they are") {
        const auto layers = layersIn(
            "INFO: Open of `x'\n      using driver `GPKG' successful.\n\n"
            "Layer name: one: two (three)\nGeometry: Line String\nLayer SRS WKT:\nGEOGCRS[\"WGS 84\",\n    DATUM[]]\n"
            "k: String (0.0)\n\n"
            "Layer name: styles\nGeometry: None\nLayer SRS WKT:\n(unknown)\n\n"
            "Layer name: bare\nGeometry: Point\nLayer SRS WKT:\n(unknown)\n\n"
            "Layer name: nobody\nGeometry: Point\nLayer SRS WKT:\nENGCRS[\"Undefined Cartesian SRS\",\n\n"
            "Layer name: two columns\nGeometry (a): Point\nSRS WKT (a):\nGEOGCRS[\"WGS 84\",\n");
        REQUIRE(layers.size() == 4);
        CHECK(layers[0].name == "one: two (three)");
        CHECK(layers[0].hasCrs);
        CHECK(layers[1].name == "bare");
        CHECK_FALSE(layers[1].hasCrs);
        CHECK_FALSE(layers[2].hasCrs);
        CHECK(layers[3].hasCrs);
        CHECK(layersIn("").empty());
        CHECK(layersIn("Layer name: styles\nGeometry: None\n").empty());
    }
}
