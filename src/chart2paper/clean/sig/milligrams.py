"""What an amount of a product is in mg."""

from dataclasses import dataclass

from chart2paper.clean.sig.amounts import Amount, Range
from chart2paper.clean.sig.events import Unread
from chart2paper.clean.sig.numbers import Number
from chart2paper.clean.sig.product import LOW_DOSE_MOST, Product

MOST_UNITS = 10
MOST_UNITS_A_DAY = 40
_MOST_BARE = 6


@dataclass
class Measure:
    """Turns amounts into mg a time: by mass, by count of units, by volume; all that is stated must agree.

    `single` is False for a combination, whose masses are not those of its first ingredient. `liquid` is mg per
    mL of what the directions dissolve. `bare_unit` is the unit of numbers without one, where the directions
    use one of mass.
    """

    product: Product
    single: bool
    liquid: float | None = None
    bare_unit: float | None = None
    most_units: int = MOST_UNITS
    used: str = ""

    def mg(self, amount: Amount | None) -> float:
        """Return the higher end of `amount` in mg; raises `Unread` where the product does not tell."""
        if amount is None:
            return self._one_unit()
        if amount.other:
            raise Unread("drops, puffs or international units")
        found = [
            value for value in (self._mass(amount), self._counted(amount), self._measured(amount)) if value
        ]
        if not found or max(found) > 1.011 * min(found):
            raise Unread("amounts that disagree" if found else "no strength")
        if found[0] <= 0:
            raise Unread("nothing")
        return found[0]

    def _one_unit(self) -> float:
        if (
            self.product.stated is None
            or self.product.unsure
            or not self.single
            or self.product.per_ml
            or self.liquid
        ):
            raise Unread("no amount")
        self.used = "one_unit"
        return self.product.stated[1]

    def _mass(self, amount: Amount) -> float | None:
        if not amount.mg:
            return None
        if self.product.topical or self.product.percent or not self.single:
            raise Unread("a mass that is not the drug's")
        self.used = "directions_in_mg"
        return amount.mg[1]

    def _counted(self, amount: Amount) -> float | None:
        unit = self.bare_unit or (1.0 if amount.bare and self._is_low_dose(amount.bare) else None)
        if amount.bare and unit:
            self.used = "directions_in_mg"
            return amount.bare.high * unit
        units = self._counts(amount.bare) if amount.bare else amount.units
        if units is None or (amount.mg and self.product.per_unit is None and self.single):
            return None
        if not 0 < units[1] <= self.most_units:
            raise Unread("too many units")
        if self.product.per_unit is None or self.product.stated != (self.product.per_unit,) * 2:
            raise Unread("no strength of one unit")
        self.used = self.used or "count_in_directions"
        return units[1] * self.product.per_unit

    def _is_low_dose(self, number: Number) -> bool:
        """Whether a number such as the 4.5 of `LDN, 4.5 qhs` can only be mg: no count of what is known of the units."""
        known = self.product.per_unit is not None or self.product.per_ml is not None
        plausible = number.low == number.high <= LOW_DOSE_MOST and not (known and number.high < 3)
        return self.product.low_dose and number.written == "decimal" and plausible

    def _counts(self, number: Number) -> Range:
        """Read a number without a unit as a count; 4.5 may be mg, and so may a number equal to the strength."""
        daily = self.most_units > MOST_UNITS
        most = self.most_units if daily else _MOST_BARE
        if number.written == "decimal" or number.high > most:
            raise Unread("a number without a unit")
        if not daily and self.product.per_unit == number.high != 1:
            raise Unread("a number without a unit that equals the strength")
        return number.low, number.high

    def _measured(self, amount: Amount) -> float | None:
        if not amount.volume:
            return None
        per_ml = self.liquid or self.product.per_ml
        if per_ml is None:
            if amount.mg:
                return None
            raise Unread("no strength per mL")
        self.used = "dissolved_in_water" if self.liquid else "volume_in_directions"
        return amount.volume[1] * per_ml
