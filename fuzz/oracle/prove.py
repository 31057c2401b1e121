#!/usr/bin/env python3
"""Asks z3 what `flywheel check` proves about rules, and compares.

It invents rule files, works out with z3 for each rule whether anybody can meet it, and whether
everybody who meets it is moved on by the rules before it, and reads what `flywheel check` says of
the same rules. What the two languages mean by a condition is written down here a second time, from
docs/language.md.

  wrong    flywheel says that a rule never fires, or never gets its turn, and z3 finds a customer
  silent   z3 says so, and flywheel says nothing: it may, but the fewer the better

It is not part of the tests, because z3 is large:

  pip install z3-solver
  python fuzz/oracle/prove.py FLYWHEEL [--files 200] [--seed 1] [--rules 8] [--silent]

The exit code is 1 if something is wrong.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import z3

CHOICES = ["red", "green", "blue"]
KINDS = ["web", "shop"]
DAYS = [7, 10, 30, 90, 365]


@dataclass
class Said:
    """A condition: how it is written, when it is certainly true, and when it is certainly false."""

    text: str
    true: z3.BoolRef
    false: z3.BoolRef


class World:
    """A customer, as z3 knows one: each value with whether it is known."""

    def __init__(self):
        self.facts = []
        self.numbers = {}
        for name, low, high in [("nps", 0, 10), ("age", 18, 99), ("ratio", 0, 1)]:
            value, known = z3.Real(name), z3.Bool(f"{name}_known")
            self.numbers[name] = (value, known)
            self.facts.append(z3.And(value >= low, value <= high))
        # `count` is a whole number, and no record leaves one unknown that has a default.
        visits = z3.Int("visits")
        self.facts.append(visits >= 0)
        self.numbers["visits"] = (z3.ToReal(visits), z3.BoolVal(True))
        # An amount may be negative.
        self.numbers["spent"] = (z3.Real("spent"), z3.Bool("spent_known"))
        self.color, self.color_known = z3.Int("color"), z3.Bool("color_known")
        self.facts.append(z3.And(self.color >= 0, self.color < len(CHOICES)))
        self.flags = {name: (z3.Bool(name), z3.Bool(f"{name}_known")) for name in ["mail", "vip"]}
        # For how many days the customer has been in the stage.
        self.stay = (z3.Int("stay"), z3.Bool("stay_known"))
        self.facts.append(self.stay[0] >= 0)
        # How many orders there are by age in days, or without a time, and by kind, or of no kind.
        # What is told apart is only between which windows an order is.
        self.orders_known = z3.Bool("orders_known")
        self.orders = {}
        for cell in [*DAYS, "older", "untimed"]:
            for kind in [*KINDS, None]:
                count = z3.Int(f"orders_{cell}_{kind}")
                self.facts.append(count >= 0)
                self.orders[cell, kind] = count

    def customers(self):
        solver = z3.Solver()
        solver.set("timeout", 20_000)
        solver.add(self.facts)
        return solver


class Rules:
    """Invents conditions about a customer of a world."""

    def __init__(self, world, choose):
        self.world, self.choose = world, choose

    def condition(self, depth):
        kind = self.choose.random()
        if depth == 0 or kind < 0.45:
            return self.atom()
        if kind < 0.55:
            inner = self.condition(depth - 1)
            return Said(f"not ({inner.text})", inner.false, inner.true)
        parts = [self.condition(depth - 1) for _ in range(self.choose.choice([2, 2, 3]))]
        if kind < 0.85:
            text = " and ".join(f"({part.text})" for part in parts)
            true = z3.And([part.true for part in parts])
            return Said(text, true, z3.Or([part.false for part in parts]))
        text = " or ".join(f"({part.text})" for part in parts)
        return Said(text, z3.Or([part.true for part in parts]), z3.And([part.false for part in parts]))

    def atom(self):
        return self.choose.choice(
            [self.number, self.number, self.missing, self.color, self.flag]
            + [self.orders, self.orders, self.orders, self.quiet]
        )()

    def number(self):
        name = self.choose.choice(list(self.world.numbers))
        value, known = self.world.numbers[name]
        low, high = {"nps": (0, 10), "age": (18, 99), "ratio": (0, 1)}.get(name, (0, 50))
        bound = self.choose.randint(low, high)
        if name == "ratio":
            bound = self.choose.choice(["0.25", "0.5", "0.75"])
        how, holds = self.choose.choice(
            [
                ("≥", lambda a, b: a >= b),
                (">", lambda a, b: a > b),
                ("≤", lambda a, b: a <= b),
                ("<", lambda a, b: a < b),
                ("is", lambda a, b: a == b),
            ]
        )
        # What nobody can meet because of the range alone is an error.
        if (how, str(bound)) in [("<", str(low)), (">", str(high))] and name != "spent":
            how, holds = "is", lambda a, b: a == b
        written = f"${bound}" if name == "spent" else str(bound)
        is_so = holds(value, z3.RealVal(bound))
        return Said(f"{name} {how} {written}", z3.And(known, is_so), z3.And(known, z3.Not(is_so)))

    def missing(self):
        name = self.choose.choice(["nps", "age", "ratio", "spent"])
        known = self.world.numbers[name][1]
        return Said(f"{name} is missing", z3.Not(known), known)

    def color(self):
        some = self.choose.sample(range(len(CHOICES)), self.choose.choice([1, 2]))
        is_in = z3.Or([self.world.color == place for place in some])
        written = ", ".join(CHOICES[place] for place in some)
        known = self.world.color_known
        return Said(f"color in ({written})", z3.And(known, is_in), z3.And(known, z3.Not(is_in)))

    def flag(self):
        name = self.choose.choice(list(self.world.flags))
        value, known = self.world.flags[name]
        yes = self.choose.random() < 0.5
        is_so = value if yes else z3.Not(value)
        word = "yes" if yes else "no"
        return Said(f"{name} is {word}", z3.And(known, is_so), z3.And(known, z3.Not(is_so)))

    def counted(self, days, kind):
        """How many orders certainly count, and how many may."""
        sure, maybe = [], []
        for (cell, of), count in self.world.orders.items():
            inside = {True: True, False: False, None: None}[
                True if days is None else None if cell == "untimed" else cell != "older" and cell <= days
            ]
            fits = True if kind is None else None if of is None else of == kind
            if inside is False or fits is False:
                continue
            maybe.append(count)
            if inside and fits:
                sure.append(count)
        return z3.Sum(sure) if sure else z3.IntVal(0), z3.Sum(maybe) if maybe else z3.IntVal(0)

    def orders(self):
        days = self.choose.choice([None, *DAYS])
        kind = self.choose.choice([None, None, *KINDS])
        sure, maybe = self.counted(days, kind)
        count = self.choose.choice([1, 1, 2, 3, 5])
        known = self.world.orders_known
        where = f" where kind is {kind}" if kind else ""
        within = f" within {days} days" if days else ""
        plural = "order" if count == 1 else "orders"
        how = self.choose.choice(["at least", "at most", "no"])
        if how == "at least":
            text = f"at least {count} {plural}{where}{within}"
            return Said(text, z3.And(known, sure >= count), z3.And(known, maybe < count))
        if how == "at most":
            text = f"at most {count} {plural}{where}{within}"
            return Said(text, z3.And(known, maybe <= count), z3.And(known, sure > count))
        text = f"no orders{where}{within}"
        return Said(text, z3.And(known, maybe == 0), z3.And(known, sure > 0))

    def quiet(self):
        """`30 days without orders`: none is that recent; if there is none at all, neither is the stay."""
        days = self.choose.choice(DAYS)
        total = lambda fits: z3.Sum([n for (cell, _), n in self.world.orders.items() if fits(cell)])
        recent = total(lambda cell: cell in DAYS and cell <= days)
        untimed, timed = total(lambda cell: cell == "untimed"), total(lambda cell: cell != "untimed")
        known, (stay, stay_known) = self.world.orders_known, self.world.stay
        stayed, came = z3.And(stay_known, stay >= days), z3.And(stay_known, stay < days)
        true = z3.And(known, recent + untimed == 0, z3.Or(timed > 0, stayed))
        false = z3.And(known, z3.Or(recent > 0, z3.And(timed + untimed == 0, came)))
        return Said(f"{days} days without orders", true, false)


HEAD = """\
customer
  nps:    number 0 to 10
  age:    number 18 to 99
  ratio:  number 0 to 1
  visits: count default 0
  spent:  money
  color:  one of (red, green, blue)
  mail:   yes/no
  vip:    yes/no
  orders: events with kind one of (web, shop)

stage Start
"""


def invented(choose, count):
    world = World()
    rules = Rules(world, choose)
    all_rules = [rules.condition(choose.choice([1, 2, 2])) for _ in range(count)]
    text = HEAD
    for place, rule in enumerate(all_rules):
        text += f"  when {rule.text} move to End{place % 3}\n"
    text += "".join(f"\nstage End{place}\n  resting\n" for place in range(3))
    return world, all_rules, text


def is_possible(world, *facts):
    solver = world.customers()
    solver.add(facts)
    return {"sat": True, "unsat": False}.get(str(solver.check()))


def expected(world, rules):
    """For each rule, `never`, `shadowed`, `fires` or None where z3 does not know."""
    verdicts = []
    for place, rule in enumerate(rules):
        if is_possible(world, rule.true) is False:
            verdicts.append("never")
            continue
        gets_through = is_possible(
            world, rule.true, *[z3.Not(before.true) for before in rules[:place]]
        )
        verdicts.append({True: "fires", False: "shadowed", None: None}[gets_through])
    return verdicts


def claimed(flywheel, text, count):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rules.flywheel")
        path.write_text(text)
        run = subprocess.run(
            [flywheel, "check", "--format", "json", path], capture_output=True, text=True
        )
    report = json.loads(run.stdout)
    problems = report["problems"] if isinstance(report, dict) else report
    first = HEAD.count("\n") + 1
    names = {"never-fires": "never", "shadowed": "shadowed"}
    claims = [None] * count
    for problem in json.loads(run.stdout)["problems"]:
        if problem["severity"] == "error":
            raise SystemExit(f"not a right rule file: {problem['title']}\n{text}")
        if problem["code"] in names:
            claims[problem["line"] - first] = names[problem["code"]]
    return claims


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("flywheel")
    arguments.add_argument("--files", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--rules", type=int, default=8)
    arguments.add_argument("--silent", action="store_true", help="show what nothing is said of")
    asked = arguments.parse_args()
    tally, wrong = Counter(), 0
    for seed in range(asked.seed, asked.seed + asked.files):
        world, rules, text = invented(random.Random(seed), asked.rules)
        claims = claimed(asked.flywheel, text, len(rules))
        for place, (right, claim) in enumerate(zip(expected(world, rules), claims)):
            tally[right, claim] += 1
            if right == "fires" and claim:
                wrong += 1
                print(f"wrong: seed {seed}, rule {place + 1} is said to be {claim}\n{text}")
            elif right in ("never", "shadowed") and not claim and asked.silent:
                print(f"silent: seed {seed}, rule {place + 1} is {right}\n{text}")
    for (right, claim), count in sorted(tally.items(), key=str):
        print(f"{count:8}  z3: {right}, flywheel: {claim or 'nothing'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
