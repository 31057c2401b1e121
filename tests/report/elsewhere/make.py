#!/usr/bin/env python3
"""Makes the inputs in this folder, and what lifelines, statsmodels and SciPy compute from them.

Run it in this folder, and then make.R. README.md says with which versions.
"""

import gzip
import json
import random
import warnings
from pathlib import Path

import lifelines
import numpy
import pandas
import scipy
import scipy.stats
import statsmodels
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

# lifelines says of each quantile that it is that of the estimate, which is what is asked for.
warnings.simplefilter("ignore", lifelines.exceptions.ApproximationWarning)
HERE = Path(__file__).parent
RETAIL = HERE / "online-retail.ndjson.gz"
CUSTOMERS = HERE / "../../../examples/cdnow/customers-sample.ndjson"


def invented(seed, people, rates, longest, seen):
    """Stays with a chance of ending in each of three ways every day, each seen for another time."""
    chance = random.Random(seed)
    stays = []
    for _ in range(people):
        limit, day = seen(chance), chance.choice([0, 0, 1]) if longest < 50 else 0
        while True:
            if day >= limit:
                stays.append((limit, 0))
                break
            draw, way = chance.random(), 0
            for place, rate in enumerate(rates, 1):
                if draw < rate:
                    way = place
                    break
                draw -= rate
            if way or day >= longest:
                stays.append((day, way or 1))
                break
            day += 1
    return stays


def second_purchases():
    """From the first purchase to the next day with one: of at least as much (1), or of less (2)."""
    last = numpy.datetime64("1998-06-30")
    stays = []
    for line in CUSTOMERS.read_text().splitlines():
        days = {}
        for purchase in json.loads(line)["purchases"]:
            days[purchase["at"]] = days.get(purchase["at"], 0) + purchase["amount"]
        first, *later = sorted(days)
        start = numpy.datetime64(first)
        if later:
            way = 1 if days[later[0]] >= days[first] else 2
            stays.append((int((numpy.datetime64(later[0]) - start).astype(int)), way))
        else:
            stays.append((int((last - start).astype(int)), 0))
    return stays


def first_orders():
    """From the first order to the next day with one (1), or to the first day with a cancellation (3): of those who
    first ordered from January to September 2011. What is on the same day is an order."""
    start, end, last = (numpy.datetime64(day) for day in ("2011-01-01", "2011-09-30", "2011-12-09"))
    stays = []
    for line in gzip.open(RETAIL, "rt"):
        customer = json.loads(line)
        orders, returns = ([numpy.datetime64(event["at"]) for event in customer[list]] for list in ("orders", "returns"))
        if not start <= orders[0] <= end:
            continue
        ends = [(day, 1) for day in orders[1:]] + [(day, 3) for day in returns]
        day, way = min(ends, default=(last, 0))
        stays.append((int((day - orders[0]).astype(int)), way))
    return stays


def no_ties():
    """Each stay has a length of its own."""
    chance = random.Random(7)
    days = chance.sample(range(1, 150), 60)
    return [(day, chance.choices([0, 1, 2, 3], [3, 3, 2, 1])[0]) for day in days]


SETS = {
    "no-ties": no_ties(),
    "many-ties": invented(1, 160, [0.06, 0.03, 0.02], 40, lambda chance: chance.randint(3, 30)),
    "mostly-unseen": invented(2, 90, [0.01, 0.01, 0.005], 60, lambda chance: chance.randint(0, 25)),
    "all-seen": invented(3, 75, [0.1, 0.05, 0.05], 20, lambda chance: 1000),
    "few": [(2, 1), (3, 0), (3, 2), (5, 1), (5, 0), (8, 3), (9, 0)],
    "cdnow-second-purchase": second_purchases(),
    "online-retail-first-order": first_orders(),
}


def rows(stays):
    """By day: how many ended in each of the three ways, and how many were not seen beyond it."""
    table = {}
    for day, way in stays:
        row = table.setdefault(day, [0, 0, 0, 0])
        row[3 if way == 0 else way - 1] += 1
    return [[day, *table[day]] for day in sorted(table)]


def with_lifelines(stays):
    """Without ties: share, variance and interval of each way. With ties, lifelines shifts days at random."""
    data = pandas.DataFrame(stays, columns=["day", "way"])
    ways = {}
    for way in (1, 2, 3):
        fitter = AalenJohansenFitter()
        fitter.fit(data.day, data.way, event_of_interest=way)
        found = []
        for day in (10, 30, 60, 90, 120):
            share = fitter.cumulative_density_.loc[:day].iloc[-1, 0]
            low, high = sorted(fitter.confidence_interval_.loc[:day].iloc[-1])
            variance = fitter.variance_.loc[:day].iloc[-1]
            found.append({"day": day, "share": share, "variance": variance, "low": low, "high": high})
        ways[way] = found
    return ways


def quantiles(stays):
    """Days until a quarter, half and three quarters had left, whatever the way."""
    data = pandas.DataFrame(stays, columns=["day", "way"])
    fitter = KaplanMeierFitter().fit(data.day, data.way > 0)
    found = [fitter.percentile(1 - share) for share in (0.25, 0.5, 0.75)]
    return [None if numpy.isinf(day) else int(day) for day in found]


def proportions():
    cases = []
    for count, of in [(0, 10), (1, 10), (3, 7), (23, 410), (10, 10), (5000, 100000), (1, 1)]:
        for confidence in (0.95, 1 - 0.05 / 3):
            low, high = proportion_confint(count, of, 1 - confidence, method="wilson")
            cases.append({"count": count, "of": of, "confidence": confidence, "low": low, "high": high})
    return cases


def differences():
    cases = []
    pairs = [(56, 70, 48, 80), (9, 10, 3, 10), (10, 10, 0, 20), (6, 7, 2, 7), (412, 5000, 37, 560), (0, 10, 0, 20)]
    for count1, of1, count2, of2 in pairs:
        for confidence in (0.95, 1 - 0.05 / 3):
            low, high = confint_proportions_2indep(
                count1, of1, count2, of2, method="newcomb", compare="diff", alpha=1 - confidence
            )
            cases.append(
                {"one": [count1, of1], "other": [count2, of2], "confidence": confidence, "low": low, "high": high}
            )
    return cases


def splits():
    cases = []
    for seen, shares in [
        ([4520, 480], [0.9, 0.1]),
        ([4400, 600], [0.9, 0.1]),
        ([331, 337, 332], [1 / 3, 1 / 3, 1 / 3]),
        ([500, 300, 200, 25], [0.5, 0.3, 0.15, 0.05]),
        ([9, 1], [0.5, 0.5]),
    ]:
        expected = [sum(seen) * share for share in shares]
        chance = scipy.stats.chisquare(seen, expected).pvalue
        cases.append({"seen": seen, "intended": shares, "chance": chance})
    return cases


def write(name, value):
    (HERE / name).write_text(json.dumps(value, indent=1) + "\n")


def main():
    for name, stays in SETS.items():
        lines = ["day,on,back,away,unseen"] + [",".join(map(str, row)) for row in rows(stays)]
        (HERE / f"{name}.csv").write_text("\n".join(lines) + "\n")
    write("lifelines.json", {"no-ties": with_lifelines(SETS["no-ties"])})
    write("quantiles.json", {name: quantiles(stays) for name, stays in SETS.items()})
    write("proportions.json", proportions())
    write("differences.json", differences())
    write("splits.json", splits())
    quantile = [{"share": q, "z": scipy.stats.norm.ppf(q)} for q in (0.975, 0.995, 0.9916666666666667)]
    write("normal.json", quantile)
    for module in (lifelines, statsmodels, scipy, numpy, pandas):
        print(module.__name__, module.__version__)


if __name__ == "__main__":
    main()
