"""Units as people write them: which are the same, and how much of one is another. Numbers are numbers.py's."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from lemans_quiz.core.comparing.characters import folded, without_accents

FIRST_SIGN = 0xE000
"""Where Unicode's private characters begin."""

LENGTH, TIME, TEMPERATURE, ANGLE, PERCENT = "length", "time", "temperature", "angle", "percent"


class Unit(NamedTuple):
    """A unit: so many of its kind's base unit, which is told by the kind's name alone; `offset` is a temperature's zero."""

    kind: str
    factor: Decimal
    offset: Decimal = Decimal(0)

    def to_base(self, number: Decimal) -> Decimal:
        """Return a number of this unit in the base unit of its kind."""
        return number * self.factor + self.offset

    def from_base(self, number: Decimal) -> Decimal:
        """Return a number of the base unit in this one."""
        return (number - self.offset) / self.factor


# kind: names that stand for so many of its base unit; the first column is the factor, `a/b` where it is no short decimal.
_TABLE = {
    LENGTH: """
        1 m metre meter metres meters metern mtr mtrs
        1000 km kilometre kilometer kilometres kilometers kilometern kms klm
        0.1 dm decimetre decimeter decimetres decimeters
        0.01 cm centimetre centimeter centimetres centimeters zentimeter zentimetern cms
        0.001 mm millimetre millimeter millimetres millimeters millimetern mms
        0.000001 µm μm um micrometre micrometer micrometres micrometers mikrometer micron microns
        0.000000001 nm nanometre nanometer nanometres nanometers
        1609.344 mi mile miles meile meilen
        1852 nmi nauticalmile nauticalmiles seemeile seemeilen
        0.9144 yd yds yard yards
        0.3048 ft foot feet fuß fuss ' ′
        0.0254 in inch inches inchs zoll " ″ ''
        149597870700 au ae astronomicalunit astronomicalunits
        9460730472580800 ly lightyear lightyears lichtjahr lichtjahre lj
    """,
    "area": """
        1 m² m2 m^2 qm sqm squaremetre squaremeter squaremetres squaremeters metressquared meterssquared metersquared metresquared quadratmeter quadratmetern
        1000000 km² km2 km^2 sqkm qkm squarekilometre squarekilometer squarekilometres squarekilometers quadratkilometer
        0.0001 cm² cm2 cm^2 sqcm qcm squarecentimetre squarecentimeter squarecentimetres squarecentimeters quadratzentimeter
        0.000001 mm² mm2 mm^2 sqmm squaremillimetre squaremillimetres quadratmillimeter
        10000 ha hectare hectares hektar
        4046.8564224 acre acres
        0.09290304 ft² ft2 ft^2 sqft squarefoot squarefeet quadratfuß quadratfuss
        2589988.110336 mi² mi2 mi^2 sqmi squaremile squaremiles quadratmeile quadratmeilen
    """,
    "volume": """
        1 l litre liter litres liters litern ltr dm³ dm3 dm^3
        0.001 ml millilitre milliliter millilitres milliliters cc ccm cm³ cm3 cm^3 cubiccentimetre cubiccentimetres cubiccentimeters kubikzentimeter
        0.01 cl centilitre centiliter centilitres centiliters zentiliter
        0.1 dl decilitre deciliter decilitres deciliters deziliter
        100 hl hectolitre hectoliter hektoliter
        1000 m³ m3 m^3 cbm cubicmetre cubicmeter cubicmetres cubicmeters kubikmeter
        3.785411784 gal gallon gallons gallone gallonen
    """,
    "mass": """
        1 g gram grams gramme grammes gramm gr
        1000 kg kilogram kilograms kilogramme kilogrammes kilogramm kgs kilo kilos
        0.001 mg milligram milligrams milligramme milligramm
        0.000001 µg μg microgram micrograms mikrogramm
        1000000 t tonne tonnes tonnen metricton metrictons
        453.59237 lb lbs pound pounds
        28.349523125 oz ounce ounces unze unzen
    """,
    TIME: """
        1 s sec secs second seconds sek sekunde sekunden
        0.001 ms millisecond milliseconds millisekunde millisekunden
        60 min mins minute minutes minuten
        3600 h hr hrs hour hours std stunde stunden heure heures hora horas uur ore
        86400 d day days tag tage tagen jour jours
        604800 week weeks wk wks woche wochen
        2629746 month months mo monat monate monaten
        31556952 y yr yrs year years jahr jahre jahren a j an ans
    """,
    "speed": """
        1 m/s mps metrespersecond meterspersecond metrepersecond meterpersecond meterprosekunde
        5/18 km/h kmh kph kmph km/hr km/std kilometresperhour kilometersperhour kilometreperhour kilometerperhour kmperhour kmperstunde kmprostunde kilometerprostunde stundenkilometer stundenkilometern
        0.44704 mph mi/h milesperhour mileperhour meilenprostunde
        463/900 kn kt knot knots knoten
    """,
    "energy": """
        1 j joule joules
        1000 kj kilojoule kilojoules
        3600000 kwh kw·h kilowatthour kilowatthours kilowattstunde kilowattstunden
        3600000000 mwh megawatthour megawatthours megawattstunde megawattstunden
        4184 kcal kilocalorie kilocalories kilokalorie kilokalorien
        4.184 cal calorie calories kalorie kalorien
    """,
    "power": """
        1 w watt watts
        1000 kw kilowatt kilowatts
        1000000 mw megawatt megawatts
        735.49875 ps metrichorsepower pferdestärke pferdestarke pferdestärken pferdestarken
        745.69987158227022 hp bhp horsepower
    """,
    "pressure": """
        1 pa pascal pascals
        100 hpa hectopascal hektopascal mbar millibar
        1000 kpa kilopascal kilopascals
        100000 bar bars
        6894.757293168361 psi
        101325 atm atmosphere atmospheres atmosphäre atmosphären
    """,
    "data": """
        1 byte bytes
        1000 kb kilobyte kilobytes
        1000000 mb megabyte megabytes
        1000000000 gb gigabyte gigabytes
        1000000000000 tb terabyte terabytes
    """,
    "frequency": """
        1 hz hertz
        1000 khz kilohertz
        1000000 mhz megahertz
        1000000000 ghz gigahertz
    """,
    "rotation": "1 rpm r/min rev/min u/min umin revolutionsperminute umdrehungenprominute upm min⁻¹ 1/min",
    "force": "1 n newton newtons\n1000 kn kilonewton kilonewtons",
    "torque": "1 nm newtonmetre newtonmetres newtonmeter newtonmeters",
    "voltage": "1 v volt volts\n1000 kv kilovolt kilovolts",
    "current": "1 a amp amps ampere amperes",
    ANGLE: "1 ° deg degs degree degrees grad",
    PERCENT: "1 % percent prozent pct pc v.h.",
    "euro": "1 € eur euro euros",
    "dollar": "1 $ usd us$ dollar dollars dollarn usdollar usdollars",
    "pound": "1 £ gbp quid poundsterling poundssterling",
    "yen": "1 ¥ jpy yen",
    "franc": "1 chf sfr franken",
}
_CELSIUS = Unit(TEMPERATURE, Decimal(1), Decimal("273.15"))
_TEMPERATURES = {
    _CELSIUS: "°c c c° celsius degc degreescelsius degreecelsius gradcelsius centigrade degreescentigrade",
    Unit(TEMPERATURE, Decimal(5) / 9, Decimal("273.15") - Decimal(160) / 9): (
        "°f f f° fahrenheit degf degreesfahrenheit degreefahrenheit gradfahrenheit"
    ),
    Unit(TEMPERATURE, Decimal(1)): "k kelvin kelvins °k",
}


@cache
def _names() -> dict[str, list[Unit]]:
    names: dict[str, list[Unit]] = {}
    for kind, lines in _TABLE.items():
        for line in filter(None, map(str.strip, lines.splitlines())):
            factor, *spellings = line.split()
            above, _, below = factor.partition("/")
            unit = Unit(kind, Decimal(above) / Decimal(below or 1))
            for spelling in spellings:
                names.setdefault(_key(spelling), []).append(unit)
    for unit, words in _TEMPERATURES.items():
        for spelling in words.split():
            names.setdefault(_key(spelling), []).append(unit)
    return names


_LEFT_OUT = str.maketrans("", "", "-.^")


def _key(text: str) -> str:
    """Return a unit as it is looked up: without spaces, accents, capitals and the point of an abbreviation."""
    bare = "".join(without_accents(folded(text)).split()).replace("/", "per")
    return bare.translate(_LEFT_OUT) or bare


def units_of(text: str) -> tuple[Unit, ...]:
    """Return what a text may mean as a unit: nothing where it names none, two where a sign is used for both."""
    return tuple(_names().get(_key(text), ()))


def sign_of(word: str) -> str:
    """Return one private character for all spellings of a unit that stands behind a number inside a text, or nothing."""
    found = units_of(word)
    return chr(FIRST_SIGN + _signs()[found[0]]) if found else ""


@cache
def _signs() -> dict[Unit, int]:
    distinct = dict.fromkeys(unit for units in _names().values() for unit in units)
    return {unit: number for number, unit in enumerate(distinct)}


def is_same_unit(one: str, other: str) -> bool:
    """Tell whether two texts name the same unit, whatever the spelling; a bare degree is any degree."""
    if _key(one) == _key(other):
        return True
    first, second = units_of(one), units_of(other)
    if set(first) & set(second):
        return True
    kinds = {unit.kind for unit in (*first, *second)}
    return kinds == {ANGLE, TEMPERATURE}
