#include "platform/input_recording.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <random>

namespace {

using namespace std::chrono_literals;
using base::Errc;
using namespace platform;

std::string errorOf(std::string_view lines) {
    const auto result = parseRecording(lines);
    if (result) return "accepted";
    return result.error().code == Errc::InvalidInput ? result.error().message : "wrong code: " + result.error().message;
}

/// The only event of a recording of one line.
RecordedEvent only(std::string_view line) {
    const auto result = parseRecording(line);
    REQUIRE_MESSAGE(result.ok(), errorOf(line));
    REQUIRE(result->size() == 1);
    return result->front();
}

/// A position as a float may have it, from subnormal to the limit.
float randomExtent(std::mt19937& random) {
    const float magnitude = std::ldexp(std::uniform_real_distribution<float>(0.5F, 1)(random),
                                       std::uniform_int_distribution<int>(-140, 16)(random));
    return random() % 2 == 0 ? magnitude : -magnitude;
}

}  // namespace

TEST_SUITE("platform/input_recording") {
    TEST_CASE("events are written one a line as the form says") {
        CHECK(toJsonLine({1250ms, FingerDown{1, {960, 512.5F}}}) ==
              R"({"t_ms":1250,"type":"down","finger":1,"x":960.0,"y":512.5})");
        CHECK(toJsonLine({1250500us, FingerMove{-1, {0.1F, -3}}}) ==
              R"({"t_ms":1250.5,"type":"move","finger":-1,"x":0.1,"y":-3.0})");
        CHECK(toJsonLine({2s, FingerUp{7, {1, 2}}}) == R"({"t_ms":2000,"type":"up","finger":7,"x":1.0,"y":2.0})");
        CHECK(toJsonLine({2s, KeyPress{Key::Select}}) == R"({"t_ms":2000,"type":"key","key":"select"})");
        CHECK(toJsonLine({2s, Resized{{1080, 1920}}}) == R"({"t_ms":2000,"type":"resize","w":1080,"h":1920})");
        CHECK(toJsonLine({2s, Wheel{{1, 2}, -0.5F}}) ==
              R"({"t_ms":2000,"type":"wheel","x":1.0,"y":2.0,"notches":-0.5})");
        CHECK(toJsonLine({2s, ContextLost{}}) == R"({"t_ms":2000,"type":"context_lost"})");
        CHECK(toJsonLine({2s, QuitRequested{}}) == R"({"t_ms":2000,"type":"quit"})");
    }

    TEST_CASE("every kind of event is read as it was written") {
        const std::vector<RecordedEvent> events{{0ms, Resized{{1920, 1080}}},
                                                {1ms, FingerDown{3, {1, 2}}},
                                                {1ms, FingerMove{3, {1.5F, 2.25F}}},
                                                {2ms, FingerUp{3, {1.5F, 2.25F}}},
                                                {3ms, Wheel{{9, 8}, 2}},
                                                {4ms, ContextLost{}},
                                                {5ms, KeyPress{Key::Next}},
                                                {5ms, KeyPress{Key::Previous}},
                                                {5ms, KeyPress{Key::Select}},
                                                {5ms, KeyPress{Key::Repeat}},
                                                {5ms, KeyPress{Key::Overlay}},
                                                {5ms, KeyPress{Key::Quit}},
                                                {6ms, QuitRequested{}}};
        std::string text;
        for (const RecordedEvent& event : events)
            text += toJsonLine(event) + "\n";
        const auto read = parseRecording(text);
        REQUIRE_MESSAGE(read.ok(), errorOf(text));
        REQUIRE(read->size() == events.size());
        for (std::size_t i = 0; i < events.size(); ++i) {
            CHECK(toJsonLine((*read)[i]) == toJsonLine(events[i]));
            CHECK((*read)[i].what.index() == events[i].what.index());
            CHECK((*read)[i].sinceStart == events[i].sinceStart);
        }
        CHECK(std::get<KeyPress>((*read)[11].what).key == Key::Quit);
        CHECK(std::get<Resized>((*read)[0].what).size == base::SizePx{1920, 1080});
        CHECK(std::get<Wheel>((*read)[4].what).notches == 2);
    }

    TEST_CASE("times survive to the nanosecond and positions to the last bit") {
        std::mt19937 random(20260503);
        for (int i = 0; i < 20'000; ++i) {
            const auto time = std::chrono::nanoseconds(
                std::uniform_int_distribution<std::int64_t>(0, 1'000'000'000'000'000)(random) >> (random() % 50));
            const auto finger = static_cast<FingerId>(std::uniform_int_distribution<std::int64_t>(
                std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max())(random));
            const base::PointPx at{randomExtent(random), randomExtent(random)};
            const std::string line = toJsonLine({time, FingerMove{finger, at}});
            INFO(line);
            const RecordedEvent read = only(line);
            CHECK(read.sinceStart == time);
            const auto& move = std::get<FingerMove>(read.what);
            CHECK(move.finger == finger);
            CHECK(move.at == at);
        }
    }

    TEST_CASE("an empty recording has no events, and the last line break may be missing") {
        CHECK(parseRecording("")->empty());
        CHECK(parseRecording("{\"t_ms\":0,\"type\":\"quit\"}")->size() == 1);
        CHECK(parseRecording("{\"t_ms\":0,\"type\":\"quit\"}\n")->size() == 1);
        CHECK(parseRecording("{\"t_ms\":0,\"type\":\"quit\"}\r\n{\"t_ms\":0,\"type\":\"quit\"}\r\n")->size() == 2);
    }

    TEST_CASE("the order of the fields and the kind of number do not matter") {
        const RecordedEvent event = only(R"( { "y" : 5, "x" : 1e2, "finger" : 2, "type" : "down", "t_ms" : 1e3 } )");
        CHECK(event.sinceStart == 1s);
        CHECK(std::get<FingerDown>(event.what).at == base::PointPx{100, 5});
    }

    TEST_CASE("a type that is not known is named") {
        CHECK(errorOf(R"({"t_ms":0,"type":"tap","x":1,"y":2})") ==
              "line 1: field 'type': there is no type 'tap'; it is one of down, move, up, key, resize, wheel, "
              "context_lost, quit");
        CHECK(errorOf(R"({"t_ms":0,"type":4})") == "line 1: field 'type': must be a string");
        CHECK(errorOf(R"({"t_ms":0})") == "line 1: field 'type': is missing");
        CHECK(errorOf("{}") == "line 1: field 'type': is missing");
    }

    TEST_CASE("a field that is not known, not wanted, missing or there twice is named with its line") {
        const std::string good = "{\"t_ms\":0,\"type\":\"quit\"}\n";
        CHECK(errorOf(good + R"({"t_ms":0,"type":"down","finger":1,"x":1,"y":2,"pressure":0.5})") ==
              "line 2: field 'pressure': there is no such field");
        CHECK(errorOf(good + good + R"({"t_ms":0,"type":"quit","x":1})") ==
              "line 3: field 'x': does not belong to type 'quit'");
        CHECK(errorOf(good + R"({"t_ms":0,"type":"down","x":1,"y":2})") == "line 2: field 'finger': is missing");
        CHECK(errorOf(good + R"({"type":"quit"})") == "line 2: field 't_ms': is missing");
        CHECK(errorOf(good + R"({"t_ms":0,"type":"quit","t_ms":0})") == "line 2: field 't_ms': occurs twice");
    }

    TEST_CASE("a value of the wrong type is named") {
        CHECK(errorOf(R"({"t_ms":"0","type":"quit"})") == "line 1: field 't_ms': must be a number");
        CHECK(errorOf(R"({"t_ms":null,"type":"quit"})") == "line 1: field 't_ms': must not be null");
        CHECK(errorOf(R"({"t_ms":true,"type":"quit"})") == "line 1: field 't_ms': must not be true or false");
        CHECK(errorOf(R"({"t_ms":[0],"type":"quit"})") == "line 1: field 't_ms': must not be an array");
        CHECK(errorOf(R"({"t_ms":{"a":0},"type":"quit"})") == "line 1: field 't_ms': must not be an object");
        CHECK(errorOf(R"({"t_ms":0,"type":"down","finger":1.5,"x":1,"y":2})") ==
              "line 1: field 'finger': must be a whole number");
        CHECK(errorOf(R"({"t_ms":0,"type":"down","finger":18446744073709551615,"x":1,"y":2})") ==
              "line 1: field 'finger': the number is too large");
        CHECK(errorOf(R"({"t_ms":0,"type":"down","finger":1,"x":"1","y":2})") == "line 1: field 'x': must be a number");
        CHECK(errorOf(R"({"t_ms":0,"type":"resize","w":1.5,"h":2})") == "line 1: field 'w': must be a whole number");
        CHECK(errorOf(R"({"t_ms":0,"type":"key","key":1})") ==
              "line 1: field 'key': must be one of next, previous, select, repeat, overlay, quit");
        CHECK(errorOf(R"({"t_ms":0,"type":"key","key":"enter"})") ==
              "line 1: field 'key': must be one of next, previous, select, repeat, overlay, quit");
    }

    TEST_CASE("numbers that are not finite are refused, however they are written") {
        CHECK(errorOf(R"({"t_ms":0,"type":"down","finger":1,"x":1e999,"y":2})") ==
              "line 1: field 'x': must be a finite number");
        CHECK(errorOf(R"({"t_ms":0,"type":"down","finger":1,"x":1,"y":NaN})") ==
              "line 1: field 'y': not valid JSON at byte 46");
        CHECK(errorOf(R"({"t_ms":-Infinity,"type":"quit"})") == "line 1: field 't_ms': not valid JSON at byte 10");
    }

    TEST_CASE("positions, sizes and notches end at 100,000") {
        CHECK(errorOf(R"({"t_ms":0,"type":"down","finger":1,"x":-100000,"y":100000.0})") == "accepted");
        CHECK(errorOf(R"({"t_ms":0,"type":"down","finger":1,"x":100000.1,"y":2})") ==
              "line 1: field 'x': must lie between -100000 and 100000");
        CHECK(errorOf(R"({"t_ms":0,"type":"down","finger":1,"x":1,"y":-100001})") ==
              "line 1: field 'y': must lie between -100000 and 100000");
        CHECK(errorOf(R"({"t_ms":0,"type":"wheel","x":1,"y":1,"notches":1e6})") ==
              "line 1: field 'notches': must lie between -100000 and 100000");
        CHECK(errorOf(R"({"t_ms":0,"type":"resize","w":0,"h":100000})") == "accepted");
        CHECK(errorOf(R"({"t_ms":0,"type":"resize","w":1920,"h":-1})") ==
              "line 1: field 'h': must lie between 0 and 100000");
        CHECK(errorOf(R"({"t_ms":0,"type":"resize","w":100001,"h":1})") ==
              "line 1: field 'w': must lie between 0 and 100000");
    }

    TEST_CASE("time neither starts before zero, nor goes back, nor runs past its limit") {
        CHECK(errorOf(R"({"t_ms":-1,"type":"quit"})") == "line 1: field 't_ms': must lie between 0 and 1000000000");
        CHECK(errorOf(R"({"t_ms":1000000001,"type":"quit"})") ==
              "line 1: field 't_ms': must lie between 0 and 1000000000");
        CHECK(errorOf(
                  "{\"t_ms\":5,\"type\":\"quit\"}\n{\"t_ms\":5,\"type\":\"quit\"}\n{\"t_ms\":4.9,\"type\":\"quit\"}") ==
              "line 3: field 't_ms': is earlier than in the line before");
    }

    TEST_CASE("what is no JSON object is refused with its line") {
        const std::string wanted = "must be one JSON object, e.g. {\"t_ms\":0,\"type\":\"quit\"}";
        CHECK(errorOf("hello") == "line 1: " + wanted);
        CHECK(errorOf("[]") == "line 1: " + wanted);
        CHECK(errorOf("5") == "line 1: " + wanted);
        CHECK(errorOf("{\"t_ms\":0,\"type\":\"quit\"}\n\n{\"t_ms\":0,\"type\":\"quit\"}") == "line 2: " + wanted);
        CHECK(errorOf("\n") == "line 1: " + wanted);
        CHECK(errorOf("{\"t_ms\":0,\"type\":\"quit\"} {}") == "line 1: not valid JSON at byte 26");
        CHECK(errorOf("{\"t_ms\":0,\"type\":\"qu") == "line 1: field 'type': not valid JSON at byte 21");
        CHECK(errorOf("{\"t_ms\":0,\"type\":\"\xFF\"}") == "line 1: field 'type': not valid JSON at byte 19");
    }

    TEST_CASE("an error shows what was written, but short and printable") {
        CHECK(errorOf("{\"\\u001b[2J" + std::string(60, 'a') + "\":0}") ==
              "line 1: field '?[2Jaaaaaaaaaaaaaaaaaaaa...': there is no such field");
        CHECK(errorOf("{\"señal\":0}") ==
              "line 1: field 'se?"
              "?al': there is no such field");
    }

    TEST_CASE("a line has at most 1,000 bytes, so that no file of one line is taken apart") {
        const std::string event = "{\"t_ms\":0,\"type\":\"quit\"}";
        CHECK(errorOf(event + std::string(1000 - event.size(), ' ')) == "accepted");
        CHECK(errorOf(event + std::string(1001 - event.size(), ' ')) == "line 1: is longer than 1000 bytes");
        CHECK(errorOf(std::string(500, '[')) != "accepted");
    }

    TEST_CASE("a recording has at most 1,000,000 events") {
        const std::string line = "{\"t_ms\":0,\"type\":\"quit\"}\n";
        std::string text;
        text.reserve(line.size() * 1'000'001);
        for (int i = 0; i < 1'000'001; ++i)
            text += line;
        // Names the line after the last one accepted.
        CHECK(errorOf(text) == "line 1000001: more than 1000000 events");
    }
}
