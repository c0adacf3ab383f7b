#!/usr/bin/env python3
"""Writes a made-up programme theory of a given size, for looking at pictures and for timing.

    bench/make_theory.py 200 > big.theory
    bench/make_theory.py 200 --seed 7

The same size and seed give the same text. The phrases are put together from a few actors, acts and circumstances of
work with people leaving prison; later statements often start from what earlier ones lead to, so that ripples, shared
outcomes and a few feedback loops come about, as in theories that people write.
"""
import argparse
import random

CONTEXTS = [
    "the {p} has somewhere to sleep", "the {p} has a working telephone", "the {p} has been let down by services before",
    "the {p} is worried about money", "the release date is known four weeks ahead", "the {p} has family nearby",
    "services are open at the weekend", "the {w} has a small caseload", "the {p} is registered with a doctor",
    "the prison moves people at short notice", "the {p} does not want to be seen as weak", "a {m} of the same age is available",
]
RESOURCES = [
    "the {w} meets the {p} at the gate", "the {w} calls the day before each meeting", "the {m} tells how it went for them",
    "the {w} fills in the benefit forms together with the {p}", "the {s} sets aside an hour for reflection",
    "the {w} goes along to the first appointment", "the {w} writes down the goals in the {p}'s own words",
    "the team shares one plan with the other services", "the {w} explains what can and cannot be done",
]
REASONINGS = [
    "the {p} feels listened to", "the {p} believes that this time help will come", "the {p} feels in charge of the plan",
    "the {p} trusts the {w}", "the {w} feels safe to say what is not going well", "the {p} sees a way of life without crime",
    "the {p} feels less alone", "the {w} thinks about the case in a new way",
]
OUTCOMES = [
    "the {p} comes to the next meeting", "the {p} keeps the tenancy", "the {p} attends the drug service",
    "the {p} asks for help before a crisis", "the {p} speaks with family again", "the {p} has an income",
    "the {w} prepares each session", "the {p} stays in touch after the programme ends", "the {p} is not recalled to prison",
    "the {p} helps another person leaving prison",
]
BLOCKS = ["the {p} is moved to another prison", "the {w} is off work", "the {p} has asked not to be called",
          "the service has a waiting list"]
TURNS = ["", " in the first week", " in the second month", " on wing A", " on wing B", " in the north", " in the south",
         " when winter comes", " after a setback", " towards the end"]
PEOPLE = {"p": "participant", "w": "practitioner", "m": "mentor", "s": "supervisor"}
WINDOWS = ["", "", "", " within 14 days", " on the same day", " within 4 weeks", " between 2 and 6 weeks"]
REASONS = ["someone who has been there is believed", "small things that work give hope", "being asked is being taken seriously"]


class Theory:
    def __init__(self, size, seed):
        self.random = random.Random(seed)
        self.size = size
        self.turns = max(1, min(len(TURNS), size // 20 + 1))
        self.led_to = []

    def phrase(self, pool):
        text = self.random.choice(pool).format(**PEOPLE)
        turn = self.random.randrange(self.turns)
        number = self.random.randrange(self.size // 400 + 1)
        return text + TURNS[turn] + (f", site {number}" if number else "")

    def start(self):
        if self.led_to and self.random.random() < 0.45:
            return self.random.choice(self.led_to[-30:])
        return self.phrase(CONTEXTS)

    def statement(self, number):
        pick = self.random.random
        lines = [f"[S-{number}] " + ("Whenever " if pick() < 0.1 else "If ") + self.start()]
        seen = {lines[0].split(" ", 2)[2]}
        for _ in range(1 if pick() < 0.35 else 0):
            lines.append("and " + ("not " if pick() < 0.15 else "") + self.phrase(CONTEXTS))
        pools = [(RESOURCES, "(resource) ", 0.6), (REASONINGS, "(reasoning) ", 0.55)]
        for pool, tag, chance in pools:
            phrase = self.phrase(pool)
            if pick() < chance and phrase not in seen:
                lines.append("then " + tag + phrase + self.random.choice(WINDOWS))
                seen.add(phrase)
        outcome = self.phrase(OUTCOMES)
        while outcome in seen:
            outcome = self.phrase(OUTCOMES)
        lines.append("then " + ("not " if pick() < 0.08 else "") + outcome + self.random.choice(WINDOWS))
        self.led_to.append(outcome)
        if pick() < 0.15:
            lines.append("unless " + self.phrase(BLOCKS))
        if pick() < 0.2 and len(lines) > 3:
            lines.append("because " + self.random.choice(REASONS))
        return "\n".join(lines)

    def text(self):
        head = f"Theory: Leaving prison, made up, {self.size} statements\nVersion: 1.0\nCase: participant\n"
        return "\n\n".join([head.strip()] + [self.statement(i + 1) for i in range(self.size)]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("statements", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(Theory(options.statements, options.seed).text(), end="")


if __name__ == "__main__":
    main()
