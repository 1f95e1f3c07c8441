"""Tests of check_layers.py."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_layers  # noqa: E402

TREE = {
    "platform/base/include/base/result.hpp",
    "platform/core/include/platform/clock.hpp",
    "platform/sdl/include/platform_sdl/window.hpp",
    "platform/sdl/src/gl_backend.hpp",
    "content/include/content/store.hpp",
    "content/src/db/connection.hpp",
    "content/pack/src/csv.hpp",
    "kiosk/ui/include/ui/node.hpp",
    "kiosk/app/include/app/scene.hpp",
    "kiosk/scenes/src/common.hpp",
    "kiosk/scenes/src/home.hpp",
    "kiosk/command_line.hpp",
}


def problems(path, *lines):
    return check_layers.check_text(path, "".join(f"#include {line}\n" for line in lines), TREE | {path})


class Arrows(unittest.TestCase):
    def test_an_arrow_of_the_table_is_free(self):
        self.assertEqual(problems("kiosk/app/src/stage.cpp", '"ui/node.hpp"', '"content/store.hpp"', "<vector>"), [])

    def test_core_must_not_see_content(self):
        found = problems("platform/core/src/a.cpp", '"content/store.hpp"')
        self.assertEqual(found, ['platform/core/src/a.cpp:1: "content/store.hpp": core must not include content'])

    def test_the_user_interface_sees_neither_content_nor_the_application(self):
        self.assertEqual(len(problems("kiosk/ui/src/a.cpp", '"content/store.hpp"', '"app/scene.hpp"')), 2)

    def test_the_map_sees_content_and_user_interface_but_not_the_application(self):
        self.assertEqual(problems("kiosk/map/src/a.cpp", '"content/store.hpp"', '"ui/node.hpp"'), [])
        self.assertEqual(len(problems("kiosk/map/src/a.cpp", '"app/scene.hpp"')), 1)
        self.assertEqual(problems("kiosk/scenes/src/a.cpp", '"map/camera.hpp"'), [])

    def test_only_the_composition_root_names_the_window(self):
        self.assertEqual(problems("kiosk/main.cpp", '"platform_sdl/window.hpp"'), [])
        for path in ("kiosk/app/src/a.cpp", "kiosk/scenes/src/a.cpp", "kiosk/command_line.cpp", "content/src/a.cpp"):
            self.assertEqual(len(problems(path, '"platform_sdl/window.hpp"')), 1, path)

    def test_angle_brackets_do_not_hide_an_arrow(self):
        self.assertEqual(len(problems("platform/core/src/a.cpp", "<content/store.hpp>")), 1)

    def test_tools_never_see_the_kiosk(self):
        self.assertEqual(len(problems("tools/pack/main.cpp", '"app/scene.hpp"')), 1)

    def test_tests_see_everything_public(self):
        self.assertEqual(problems("tests/kiosk/a_test.cpp", '"app/scene.hpp"', '"platform_sdl/window.hpp"'), [])


class PrivateHeaders(unittest.TestCase):
    def test_the_pack_builder_shares_the_database_wrappers(self):
        self.assertEqual(problems("content/pack/src/writer.cpp", '"db/connection.hpp"'), [])

    def test_a_screen_does_not(self):
        found = problems("kiosk/scenes/src/home.cpp", '"db/connection.hpp"')
        self.assertEqual(len(found), 1)
        self.assertIn("private to content", found[0])

    def test_a_header_that_is_nowhere_is_named(self):
        self.assertIn("no such header", problems("kiosk/ui/src/a.cpp", '"lost.hpp"')[0])

    def test_the_way_through_folders_is_refused(self):
        self.assertEqual(len(problems("kiosk/ui/src/a.cpp", '"../../command_line.hpp"')), 1)


class Scenes(unittest.TestCase):
    TEXTS = {
        "kiosk/scenes/src/home.cpp": "std::unique_ptr<Scene> makeHome(const SceneContext& c) {",
        "kiosk/scenes/src/places.cpp": "std::unique_ptr<Scene> makePlaces(const SceneContext& c) {",
        "kiosk/scenes/src/common.cpp": "int shared();",
        "kiosk/scenes/src/factories.hpp": "std::unique_ptr<Scene> makeHome(const SceneContext& c);",
    }

    def found(self, path, include):
        screens = check_layers.screens_of(self.TEXTS)
        return check_layers.check_text(path, f"#include {include}\n", TREE | {path}, screens)

    def test_a_screen_is_a_file_with_a_factory(self):
        self.assertEqual(check_layers.screens_of(self.TEXTS), {"kiosk/scenes/src/home", "kiosk/scenes/src/places"})

    def test_a_screen_includes_what_all_share_and_its_own_header(self):
        self.assertEqual(self.found("kiosk/scenes/src/home.cpp", '"common.hpp"'), [])
        self.assertEqual(self.found("kiosk/scenes/src/home.cpp", '"home.hpp"'), [])

    def test_neither_screens_nor_shared_parts_include_a_screen(self):
        for path in ("kiosk/scenes/src/places.cpp", "kiosk/scenes/src/common.cpp"):
            found = self.found(path, '"home.hpp"')
            self.assertEqual(len(found), 1, path)
            self.assertIn("another screen", found[0])


class Libraries(unittest.TestCase):
    def test_each_library_stays_where_it_belongs(self):
        for include, home, elsewhere in (
                ("<SDL.h>", "platform/sdl/src/a.cpp", "kiosk/app/src/a.cpp"),
                ("<epoxy/gl.h>", "platform/sdl/src/a.cpp", "kiosk/ui/src/a.cpp"),
                ("<imgui.h>", "kiosk/ui/src/a.cpp", "kiosk/scenes/src/a.cpp"),
                ("<sqlite3.h>", "content/src/db/a.cpp", "content/src/a.cpp"),
                ("<toml++/toml.h>", "kiosk/app/src/settings.cpp", "kiosk/app/src/stage.cpp"),
                ("<spdlog/logger.h>", "platform/os/src/a.cpp", "kiosk/main.cpp"),
                ("<png.h>", "content/pack/src/a.cpp", "content/src/a.cpp"),
                ("<unistd.h>", "platform/os/src/a.cpp", "kiosk/app/src/a.cpp")):
            self.assertEqual(problems(home, include), [], include)
            self.assertEqual(len(problems(elsewhere, include)), 1, include)

    def test_a_library_nobody_declared_is_found(self):
        self.assertIn("does not know", problems("kiosk/ui/src/a.cpp", "<boost/regex.hpp>")[0])

    def test_a_new_folder_needs_a_box(self):
        self.assertEqual(len(problems("newbox/a.cpp", '"base/result.hpp"')), 1)

    def test_the_line_is_that_of_the_include(self):
        text = "// a\n\n#include <vector>\n  #  include <imgui.h>\n"
        found = check_layers.check_text("content/src/a.cpp", text, TREE)
        self.assertTrue(found[0].startswith("content/src/a.cpp:4:"), found)


if __name__ == "__main__":
    unittest.main()
