import copy
import unittest
from pathlib import Path

import check_map
from register_names import proper

PACK_MAP = Path(__file__).resolve().parents[2] / "content/packs/huancane/map"


def area(*rings):
    return [({}, "Polygon", [[list(p) for p in ring] for ring in rings])]


def square(west, south, east, north):
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


class Rings(unittest.TestCase):
    def problems(self, *rings):
        return check_map.check({"any": area(*rings)})

    def test_a_square_with_a_hole_is_fine(self):
        self.assertEqual(self.problems(square(0, 0, 1, 1), tuple(reversed(square(0.2, 0.2, 0.4, 0.4)))), [])

    def test_a_bow_tie_is_found(self):
        self.assertIn("meets itself", self.problems(((0, 0), (2, 0), (0.5, 1), (1.5, 1), (0, 0)))[0])

    def test_a_ring_that_touches_itself_at_a_corner_is_found(self):
        ring = ((0, 0), (2, 0), (2, 1), (1, 0), (0, 1), (0, 0))
        self.assertIn("meets itself", self.problems(ring)[0])

    def test_a_spike_that_turns_back_on_itself_is_found(self):
        self.assertIn("meets itself", self.problems(((0, 0), (1, 0), (1, 2), (1, 1), (0, 1), (0, 0)))[0])

    def test_an_open_ring_is_found(self):
        self.assertIn("not closed", self.problems(square(0, 0, 1, 1)[:-1])[0])

    def test_an_outer_ring_goes_anticlockwise_and_a_hole_clockwise(self):
        self.assertIn("wrong way", self.problems(tuple(reversed(square(0, 0, 1, 1))))[0])
        self.assertIn("wrong way", self.problems(square(0, 0, 1, 1), square(0.2, 0.2, 0.4, 0.4))[0])

    def test_five_decimals_are_found(self):
        self.assertIn("decimals", self.problems(square(0, 0, 1.00001, 1))[0])


class Neighbours(unittest.TestCase):
    def districts(self, second):
        whole = ((0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1), (0, 0))
        return {"districts": area(square(0, 0, 1, 1)) + area(second), "province": area(whole)}

    def test_two_that_share_their_border_make_the_province(self):
        self.assertEqual(check_map.check(self.districts(square(1, 0, 2, 1))), [])

    def test_a_vertex_only_one_of_them_has_is_found(self):
        apart = ((1, 0), (2, 0), (2, 1), (1, 1), (1, 0.5), (1, 0))
        self.assertIn("not shared", check_map.check(self.districts(apart))[0])

    def test_a_shore_that_is_not_that_of_the_land_is_found(self):
        land = area(square(0, 0, 3, 3), tuple(reversed(square(1, 1, 2, 2))))
        self.assertEqual(check_map.check({"land": land, "lake": area(square(1, 1, 2, 2))}), [])
        self.assertIn("lake", check_map.check({"land": land, "lake": area(square(1, 1, 2, 2.1))})[0])


class MapOfThePack(unittest.TestCase):
    def test_its_geometry_is_sound(self):
        self.assertEqual(check_map.check(check_map.read(PACK_MAP)), [])

    def test_a_vertex_moved_in_one_district_is_found(self):
        layers = copy.deepcopy(check_map.read(PACK_MAP))
        layers["districts"][0][2][0][1][0] += 0.0001
        self.assertNotEqual(check_map.check(layers), [])

    def test_it_is_small(self):
        self.assertLess(sum(path.stat().st_size for path in PACK_MAP.glob("*.geojson")), 400_000)


class RegisterNames(unittest.TestCase):
    def test_small_words_are_lower_case_but_for_the_first(self):
        self.assertEqual(proper("San Pedro De Ramis"), "San Pedro de Ramis")
        self.assertEqual(proper("La Rinconada"), "La Rinconada")

    def test_roman_numerals_stay_upper_case(self):
        self.assertEqual(proper("Suagachi (Iv Sector)"), "Suagachi (IV Sector)")
        self.assertEqual(proper("Tuni Requena I Sector"), "Tuni Requena I Sector")

    def test_brackets_and_apostrophes_are_set_right(self):
        self.assertEqual(proper("Murucoyo( Pajchacuyo)"), "Murucoyo (Pajchacuyo)")
        self.assertEqual(proper("Ticalaq'Aya"), "Ticalaq\u2019aya")


if __name__ == "__main__":
    unittest.main()
