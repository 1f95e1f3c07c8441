#include "state/observation.hpp"

#include <doctest/doctest.h>

#include "test_support/assert_failure.hpp"

using state::PersonalData;
using state::personalDataIn;

TEST_SUITE("state/observation") {
    TEST_CASE("what is sealed has these members and no others, in this order") {
        CHECK(state::payloadOf({"B.4", "stopped", "El taller está «cerrado» \"hoy\"", "2026-05-03", "0000-0000-0"}) ==
              R"({"commitment":"B.4","day":"2026-05-03","mark":"stopped","receipt":"0000-0000-0",)"
              R"("text":"El taller está «cerrado» \"hoy\"","v":1})");
    }

    TEST_CASE("a mark that does not exist and a receipt that is none are bugs") {
        CHECK_THROWS_AS(static_cast<void>(state::payloadOf({"B.4", "fine", "", "2026-05-03", "0000-0000-0"})),
                        test_support::AssertFailure);
        CHECK_THROWS_AS(static_cast<void>(state::payloadOf({"B.4", "other", "", "2026-05-03", "0000-0000-1"})),
                        test_support::AssertFailure);
    }

    TEST_CASE("eight figures in one are taken for a DNI") {
        CHECK(personalDataIn("mi dni es 45678912") == PersonalData::Document);
        CHECK(personalDataIn("45678912") == PersonalData::Document);
        CHECK(personalDataIn("DNI:45678912.") == PersonalData::Document);
    }

    TEST_CASE("telephone numbers are found however they are written") {
        for (const char* text : {"llame al 951234567", "951 234 567", "951-234-567", "+51 951234567", "(051) 566123",
                                 "9 5 1 2 3 4 5 6 7", "95 12 34 56 7", "951.234.567", "fijo 051566123 gracias"}) {
            CAPTURE(text);
            CHECK(personalDataIn(text) == PersonalData::Phone);
        }
    }

    TEST_CASE("addresses are found with and without the sign the keyboard does not have") {
        for (const char* text : {"juana@correo.pe", "juana @ correo", "juana arroba correo punto pe", "Juana Arroba X",
                                 "juana gmail com", "juana.gmail.com", "escribir a hotmail"}) {
            CAPTURE(text);
            CHECK(personalDataIn(text) == PersonalData::Mail);
        }
    }

    TEST_CASE("what tells when, how much and where is not taken for a person") {
        for (const char* text :
             {"", "El canal está seco", "desde el 3/5/2026", "03-05-2026", "3.5.26", "entre 2019 y 2022", "2019-2022",
              "2019 2020 2021 2022", "costó S/ 1,500,000", "faltan 120 metros de 4500", "km 12 a 15", "calle Lima 345",
              "a las 10:30 no había nadie", "arrobar", "las arrobas de papa", "gmailito", "40 por ciento, 3 de 12"}) {
            CAPTURE(text);
            CHECK(personalDataIn(text) == PersonalData::None);
        }
    }
}
