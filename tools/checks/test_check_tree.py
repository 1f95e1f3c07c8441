"""Tests of check_tree.py."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_tree  # noqa: E402


class Text(unittest.TestCase):
    def test_a_path_of_one_machine_is_found_with_its_line(self):
        for folder in ("home", "root", "Users", "work"):
            found = check_tree.check_text("a.md", f"see\nthe file /{folder}/ana/kiosk.db\n")
            self.assertEqual(len(found), 1, folder)
            self.assertTrue(found[0].startswith("a.md:2:"))

    def test_paths_every_debian_has_are_free(self):
        self.assertEqual(check_tree.check_text("a.md", "/usr/share/fonts /etc/kiosk.toml /var/lib/kiosk build/home/a"), [])

    def test_an_address_on_the_web_is_no_path(self):
        self.assertEqual(check_tree.check_text("a.md", "https://example.org/home/page"), [])

    def test_marks_of_unfinished_work_are_found(self):
        for mark in ("TO" + "DO", "FIX" + "ME"):
            self.assertEqual(len(check_tree.check_text("a.cpp", f"// {mark}: later")), 1)

    def test_words_that_contain_a_mark_are_free(self):
        self.assertEqual(check_tree.check_text("a.md", "Ver TO" + "DOS los lugares"), [])


class Packages(unittest.TestCase):
    DEV = "x\npackage_table='cmake|build\nlibpng-dev|writes pictures'\n"
    README = "# A\n## What it is built on\n| package | why |\n| --- | --- |\n| cmake | build |\n{}\n## Licence\n| a | b |\n"

    def problems(self, row):
        return check_tree.check_packages(self.DEV, self.README.format(row))

    def test_the_same_packages_for_the_same_reasons_are_fine(self):
        self.assertEqual(self.problems("| libpng-dev | writes pictures |"), [])

    def test_a_missing_package_another_reason_and_one_too_many_are_named(self):
        self.assertEqual(len(self.problems("")), 1)
        self.assertEqual(len(self.problems("| libpng-dev | reads pictures |")), 2)
        self.assertEqual(len(self.problems("| libpng-dev | writes pictures |\n| gimp | fun |")), 1)


if __name__ == "__main__":
    unittest.main()
