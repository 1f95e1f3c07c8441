"""Tests of check_strings.py."""

import os
import sys
import unittest
from unittest import mock

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_strings  # noqa: E402


def po(*entries):
    text = 'msgid ""\nmsgstr ""\n"Language: xx\\n"\n\n'
    for key, value, *marks in entries:
        text += "".join(mark + "\n" for mark in marks) + f'msgid "{key}"\nmsgstr "{value}"\n\n'
    return check_strings.parse_po(text)


def catalogues(es, en=None, qu=()):
    return {"es": po(*es), "en": po(*(es if en is None else en)), "qu": po(*qu), "ay": []}


def check(code, *args, dynamic=None):
    with mock.patch.dict(check_strings.DYNAMIC, dynamic or {}, clear=True):
        return check_strings.check([("kiosk/a.cpp", code)], catalogues(*args))


class Code(unittest.TestCase):
    def test_all_is_well(self):
        self.assertEqual(check('ui.tr("a.b");', [("a.b", "x")]), [])

    def test_a_key_without_words_is_found_with_its_line(self):
        self.assertEqual(check('\nui.tr("a.c"); ui.tr("a.b");', [("a.b", "x")]),
                         ["kiosk/a.cpp:2: the key 'a.c' stands in no assets/locale/es.po"])

    def test_both_ways_of_a_choice_are_looked_at(self):
        found = check('ui.tr(many ? "a.b" : "a.c");', [("a.b", "x")])
        self.assertEqual(len(found), 1)
        self.assertIn("'a.c'", found[0])

    def test_get_counts_only_where_words_are_got(self):
        self.assertEqual(len(check('strings().get("a.c"); ui.strings().get("a.d"); catalogue.get("a.e"); ui.tr("a.b");'
                                   'section->get("panel.size_mm"); json.get("x.y");', [("a.b", "x")])), 3)

    def test_a_comment_asks_for_nothing(self):
        self.assertEqual(check('// ui.tr("a.c")\n/* ui.tr("a.d") */ ui.tr("a.b"); // "\n', [("a.b", "x")]), [])

    def test_a_quote_in_a_character_does_not_open_a_string(self):
        self.assertEqual(check("if (c == '\"') ui.tr(\"a.b\");", [("a.b", "x")]), [])

    def test_an_unused_key_is_found(self):
        self.assertEqual(check('ui.tr("a.b");', [("a.b", "x"), ("a.c", "x")]),
                         ["assets/locale/es.po: the key 'a.c' is used nowhere"])

    def test_a_key_handed_on_through_a_table_counts_as_used(self):
        self.assertEqual(check('item("home", "a.b");', [("a.b", "x")]), [])


class Dynamic(unittest.TestCase):
    def test_a_declared_beginning_uses_its_expansions(self):
        self.assertEqual(check('ui.tr("m." + n);', [("m.1", "x"), ("m.2", "x")], dynamic={"m.": ["1", "2"]}), [])

    def test_a_missing_expansion_is_found(self):
        found = check('ui.tr("m." + n);', [("m.1", "x")], dynamic={"m.": ["1", "2"]})
        self.assertEqual(len(found), 1)
        self.assertIn("'m.2' is missing", found[0])

    def test_a_beginning_nobody_declared_is_found(self):
        self.assertIn("list what may follow", check('ui.tr("m." + n); f("m.1");', [("m.1", "x")])[0])

    def test_a_declaration_nobody_needs_is_found(self):
        self.assertIn("used nowhere any more", check('f("m.1");', [("m.1", "x")], dynamic={"m.": ["1"]})[0])

    def test_an_end_belongs_to_a_declared_expansion(self):
        words = [("t.a.title", "x")]
        self.assertEqual(check('key = "t." + id; ui.tr(key + ".title");', words, dynamic={"t.": ["a.title"]}), [])


class Languages(unittest.TestCase):
    def test_english_must_have_every_key(self):
        self.assertEqual(check('ui.tr("a.b");', [("a.b", "x")], []), ["assets/locale/en.po: 'a.b' is missing"])

    def test_other_placeholders_are_found(self):
        found = check('ui.tr("a.b");', [("a.b", "{n} de {m}")], [("a.b", "{n} of")])
        self.assertEqual(len(found), 1)
        self.assertIn("placeholders", found[0])

    def test_an_empty_translation_is_found(self):
        self.assertIn("not translated", check('ui.tr("a.b");', [("a.b", "x")], [("a.b", "")])[0])

    def test_fuzzy_spanish_is_found(self):
        self.assertIn("fuzzy", check('ui.tr("a.b");', [("a.b", "x", "#, fuzzy")], [("a.b", "x")])[0])

    def test_a_key_that_stands_twice_is_found(self):
        self.assertIn("twice", check('ui.tr("a.b");', [("a.b", "x"), ("a.b", "x")], [("a.b", "x")])[0])

    def test_quechua_is_fuzzy_or_reviewed(self):
        es = [("a.b", "x")]
        self.assertEqual(check('ui.tr("a.b");', es, es, [("a.b", "x", "#, fuzzy")]), [])
        self.assertEqual(check('ui.tr("a.b");', es, es, [("a.b", "x", "# reviewed: Somebody, 2026-01-31")]), [])
        self.assertIn("neither", check('ui.tr("a.b");', es, es, [("a.b", "x")])[0])

    def test_quechua_has_no_key_of_its_own(self):
        es = [("a.b", "x")]
        self.assertIn("unknown in es.po", check('ui.tr("a.b");', es, es, [("a.c", "x", "#, fuzzy")])[0])


class PoFiles(unittest.TestCase):
    def test_strings_over_several_lines_and_plurals_are_read(self):
        entries = check_strings.parse_po('msgid "a.b"\nmsgid_plural "a.b"\nmsgstr[0] "one "\n"{n}"\nmsgstr[1] "many"\n')
        self.assertEqual([(e.key, e.texts) for e in entries], [("a.b", ["one {n}", "many"])])

    def test_a_broken_line_is_named(self):
        with self.assertRaisesRegex(ValueError, "line 2"):
            check_strings.parse_po('msgid "a"\nmsgstr "x\n')


if __name__ == "__main__":
    unittest.main()
