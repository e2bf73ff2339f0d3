"""The attacker at work on the files of a release: every statistic that could tell a count is turned around.

`read` gives the rows of a file of the release by its path. The attacker knows from the README on which steps numbers
are printed, and which are worked out again from printed counts: those carry nothing, and are left alone
(`test_again.py` proves it). With `naive`, numbers are taken as exact ones in three digits.
"""

import numpy as np

from release.inversions import (
    Printed,
    degrees_of_freedom,
    fours_of_effects,
    pairs_of_limit,
    pairs_of_mean_difference,
    pairs_of_smd_interval,
    parts_of_risk,
    risks_of_effects,
    sizes_of_change,
    sizes_of_mean,
    sizes_of_shares,
    stops_of_curve,
)

ROLES = ("exposed", "comparator")
# Differences of means without adjustment, made by Welch's test.
WELCH = ("welch_t", "unadjusted")
THRESHOLD, BASE = 10, 5
ANY = np.arange(1, 301)
# A number of people of whom effects are printed is known to be above the threshold.
MANY = np.arange(THRESHOLD + 1, 301)
ATTACKS = (
    *("means", "changes", "table_1", "shares", "chance_limits", "smd_intervals", "mean_differences"),
    *("differences",),
    *("effects_on_responders", "curve", "freedom"),
)


def printed_alike(text):
    """Return the counts that are printed in this way; None for a withheld one."""
    if not text.replace(",", "").isdigit():
        return None
    number = int(text.replace(",", ""))
    if number == 0:
        return range(1)
    least = (THRESHOLD // BASE + 1) * BASE
    return range(THRESHOLD + 1 if number == least else number - BASE // 2, number + (BASE + 1) // 2)


def number(text, step=None, naive=False):
    """Return what a text says of a number; None where it says none."""
    try:
        float(text)
    except (TypeError, ValueError):
        return None
    if naive:
        # Three digits of an exact value.
        size = abs(float(text))
        return Printed.on(text, 10.0 ** (np.floor(np.log10(size)) - 2) if size else 1e-6)
    return Printed.on(text, step)


class Attack:
    """What one release says of one analysis."""

    def __init__(self, read, analysis, naive=False):
        self.read, self.analysis, self.naive = read, analysis, naive
        flow = read(f"tables/{analysis}/flow.csv")
        parts = {"matched": "matched", "with outcome": "outcome"}
        self.printed = {
            (name, role): printed_alike(next((row[role] for row in flow if row["part"] == part), ""))
            for name, part in parts.items()
            for role in ROLES
        }

    def box(self, what):
        """Return the whole numbers that a count may be before anything else is known."""
        alike = self.printed.get(what)
        return MANY if alike is None else np.array(alike)

    def all(self):
        """Yield the name of each attack, the count that is attacked, and the whole numbers that fit."""
        for name in ATTACKS:
            for what, fits in getattr(self, name)():
                yield name, what, fits

    def estimates(self):
        return self.read(f"tables/{self.analysis}/estimates.csv")

    def means(self):
        """Means of whole-number scores, with their intervals."""
        for role in ROLES:
            box = self.box(("with outcome", role))
            for row in self.estimates():
                if row["estimand"] != f"mean_{role}":
                    continue
                at, low, high = (number(row[c], 0.1, self.naive) for c in ("estimate", "ci_low", "ci_high"))
                if at:
                    box = sizes_of_mean(at, box, None, (low, high) if low and high else None)
            yield ("with outcome", role), box

    def mean(self, outcome, role):
        """Return what the table says of a mean, in tenths."""
        rows = [r for r in self.estimates() if (r["outcome"], r["estimand"]) == (outcome, f"mean_{role}")]
        return number(rows[0]["estimate"], 0.1, self.naive) if rows else None

    def changes(self):
        """A mean change is the sum of the final scores less that of the baseline scores, over the same people."""
        for role in ROLES:
            seen = [self.mean(o, role) for o in ("final_score", "baseline_score", "score_change")]
            if self.naive and all(seen):
                box = self.box(("with outcome", role))
                yield ("with outcome", role), sizes_of_change(*seen, box)

    def differences(self):
        """A difference without adjustment has two whole sums behind it, also where no mean is printed."""
        for row in self.estimates():
            seen = number(row["estimate"], 0.1, self.naive)
            if row["method"] not in WELCH or not seen:
                continue
            means = [self.mean(row["outcome"], role) for role in ROLES]
            if any(means) and not self.naive:
                # The README says that it is worked out from the printed means.
                continue
            boxes = [self.box(("with outcome", role)) for role in ROLES]
            if max(map(len, boxes)) < 50:
                fits = pairs_of_mean_difference(*(mean or Printed(-10, 10) for mean in means), seen, *boxes)
                yield ("with outcome", "exposed"), boxes[0][fits.any(axis=1)]
                yield ("with outcome", "comparator"), boxes[1][fits.any(axis=0)]

    def table_1(self):
        """Means and SDs of the baseline score beside each other."""
        for role in ROLES:
            mean, sd = self.of_table_1(role)
            box = self.box(("matched", role))
            yield ("matched", role), sizes_of_mean(mean, box, sd) if mean else box

    def of_table_1(self, role):
        rows = self.read(f"tables/{self.analysis}/characteristics.csv")
        found = {
            row["statistic"]: row["value"]
            for row in rows
            if row["role"] == role and row["characteristic"] == "baseline_score"
        }
        return tuple(number(found.get(name), None if self.naive else 0.1) for name in ("mean", "sd"))

    def shares(self):
        """Shares of the exposed in equipoise and in the range of the other arm, together."""
        shares = [
            number(row["value"], naive=True)
            for row in self.read(f"diagnostics/{self.analysis}/overlap_summary.csv")
            if (row["sample"], row["role"]) == ("after", "exposed") and row["measure"].startswith("in_")
        ]
        if self.naive and all(shares):
            yield ("matched", "exposed"), sizes_of_shares(shares, self.box(("matched", "exposed")))

    def balance(self, covariate):
        return [
            row
            for row in self.read(f"diagnostics/{self.analysis}/balance.csv")
            if (row["covariate"], row["level"], row["sample"]) == (covariate, "", "after")
        ]

    def pair(self, fits):
        boxes = [self.box(("matched", role)) for role in ROLES]
        yield ("matched", "exposed"), boxes[0][fits.any(axis=1)]
        yield ("matched", "comparator"), boxes[1][fits.any(axis=0)]

    def chance_limits(self):
        for row in self.balance("baseline_score"):
            limit = number(row["chance_limit"], naive=True)
            if self.naive and limit:
                boxes = [self.box(("matched", role)) for role in ROLES]
                yield from self.pair(pairs_of_limit(limit, *boxes))

    def smd_intervals(self):
        for row in self.balance("baseline_score"):
            ends = [number(row[c], naive=True) for c in ("smd", "smd_ci_low", "smd_ci_high")]
            if all(ends):
                spread = number(row["variance_ratio"], naive=True)
                boxes = [self.box(("matched", role)) for role in ROLES]
                yield from self.pair(pairs_of_smd_interval(ends[0], ends[1:], spread, *boxes))

    def mean_differences(self):
        """The SMD times the SD is a difference of two means of whole numbers, closer than both means are printed."""
        means = [self.of_table_1(role) for role in ROLES]
        for row in self.balance("baseline_score"):
            if all(mean for mean, _ in means) and means[0][1] and number(row["smd"]):
                unit = means[0][1]
                # No step is finer than the digits that are printed.
                finest = 10.0 ** -len(row["smd"].partition(".")[2]) - 1e-9
                steps = (s for s in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0) if s >= finest)
                step = next(s for s in steps if s * unit.low * 11 >= 1)
                smd = number(row["smd"], step, self.naive)
                ends = [a * b for a in (smd.low, smd.high) for b in (0.95 * unit.low, unit.high)]
                boxes = [self.box(("matched", role)) for role in ROLES]
                if max(map(len, boxes)) < 50:
                    gap = Printed(min(ends), max(ends))
                    yield from self.pair(pairs_of_mean_difference(means[0][0], means[1][0], gap, *boxes))

    def effects_on_responders(self):
        """Two effects on responders give both risks; all of them together give four counts."""
        by_outcome = {}
        for row in self.estimates():
            if row["method"] == "standardised_logistic" and row["outcome"].startswith("responder_"):
                seen = number(row["estimate"], naive=True)
                if seen:
                    by_outcome.setdefault(row["outcome"], {})[row["estimand"]] = seen
        for outcome, effects in by_outcome.items():
            yield from self.of_effects(outcome, effects)

    def of_effects(self, outcome, effects):
        sizes = [self.box(("matched", role)) for role in ROLES]
        risks = "risk_ratio" in effects and risks_of_effects(
            effects["risk_difference"], effects["risk_ratio"]
        )
        if not risks:
            return
        parts = [parts_of_risk(risk, box) for risk, box in zip(risks, sizes, strict=True)]
        if max(map(len, (*parts, *sizes))) < 60:
            k1, n1, k0, n0 = fours_of_effects(effects, [parts[0], sizes[0], parts[1], sizes[1]])
            yield ("matched", "exposed"), n1
            yield ("matched", "comparator"), n0
            parts = [k1, k0]
        for role, found in zip(ROLES, parts, strict=True):
            yield (outcome, role), found

    def curve(self):
        for row in self.read(f"tables/{self.analysis}/time_on_treatment.csv"):
            share = number(row["share"], naive=True)
            if self.naive and share and float(row["share"]) < 1:
                box = self.box(("matched", "exposed"))
                yield (f"stopped by {row['day']}", "exposed"), stops_of_curve(share, box)

    def freedom(self):
        """Estimate, interval and p value of Welch's test: its degrees of freedom lie between both sizes."""
        for row in self.estimates():
            if row["method"] not in WELCH or not number(row["p_value"]):
                continue
            digits = len(row["ci_low"].partition(".")[2])
            seen = [number(row[c], 10.0**-digits, self.naive) for c in ("estimate", "ci_low", "ci_high")]
            p = number(row["p_value"], 10.0 ** (np.floor(np.log10(float(row["p_value"]))) - 1), self.naive)
            if not all(seen):
                continue
            df = degrees_of_freedom(seen[0], seen[1:], p, np.arange(1, 601))
            ones, zeros = (self.box(("with outcome", role)) for role in ROLES)
            low = np.minimum(ones[:, None], zeros[None, :]) - 1
            high = ones[:, None] + zeros[None, :] - 2
            fits = (high >= df.min()) & (low <= df.max()) if len(df) else np.ones_like(low, bool)
            yield ("with outcome", "exposed"), ones[fits.any(axis=1)]
            yield ("with outcome", "comparator"), zeros[fits.any(axis=0)]
