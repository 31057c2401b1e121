"""Rules that several tests begin with."""

SHOP = """\
customer
  NPS: number 0 to 10
  purchases: events

reward swag costs $18

stage Engaged
  after 3 purchases and NPS ≥ 9 move to Enthusiast; send swag

stage Enthusiast
  when NPS < 3 move to Engaged
"""

SHARED = """\
customer
  NPS: number 0 to 10
let happy = NPS ≥ 9
"""

MAIN = """\
use "shared.flywheel"
stage Engaged
  when happy move to Enthusiast
stage Enthusiast
  resting
"""


def many(rules: int) -> str:
    """A file with so many rules, ten in each stage."""
    lines = ["customer", "  NPS: number 0 to 10", "  spent: money", ""]
    stages = rules // 10
    for stage in range(stages):
        lines.append(f"stage S{stage}")
        for rule in range(9):
            lines.append(f'  when NPS is {rule} and spent ≥ ${stage + rule + 1} tag "t{stage}_{rule}"')
        lines.append(f"  when NPS is 9 move to S{(stage + 1) % stages}")
        lines.append("")
    return "\n".join(lines)
