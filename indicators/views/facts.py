"""What is known of a province in a scope: what every view is made of, and the words that stand under every title."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from data import places
from data.scope import Scope
from data.words import Language, slug
from indicators import compare, explain, findings, wording
from indicators.catalogue import Indicator
from indicators.views.selection import ALL


@dataclass(frozen=True)
class Facts:
    """Of one scope, and of all wards of the province or of a group of `peers`. Nobody may change the frames.

    figures        `compute.figures` of the quarter
    before         the same of the quarter before; None where nobody reported then
    history        gives the same of the quarters up to this one in which anybody reported, oldest first, one under another
    returns        ward, as_of: the returns that count in the quarter
    owed           codes of the wards that owe a return
    demonstration  whether the figures are made up
    """

    scope: Scope
    figures: pd.DataFrame
    before: pd.DataFrame | None
    history: Callable[[], pd.DataFrame]
    returns: pd.DataFrame
    owed: tuple[str, ...]
    demonstration: bool
    peers: str = ALL

    def among(self, peers: str) -> "Facts":
        """The same of one group of wards alone, cut before anything is computed (decision 5); KeyError where there is no such group."""
        if peers == ALL:
            return self
        wards = peer_groups(self.scope)[peers]
        return replace(
            self,
            figures=compare.only(self.figures, wards),
            before=None if self.before is None else compare.only(self.before, wards),
            history=lambda: compare.only(self.history(), wards),
            returns=self.returns[self.returns["ward"].isin(wards)],
            owed=tuple(ward for ward in self.owed if ward in wards),
            peers=peers,
        )

    def asked_before(self, indicator: Indicator) -> bool:
        """Whether there are figures of the indicator for the quarter before."""
        return self.before is not None and bool((self.before["indicator"] == indicator.code).any())

    def wards_of(self, lang: Language) -> str:
        """What its wards are called together: "xã, phường"."""
        return findings.wards_of(self.figures, lang)

    def file_name(self, view: str, *parts: str) -> str:
        """The name of files with that view of these wards: province, view, what is shown, group, quarter."""
        group = () if self.peers == ALL else (self.peers,)
        return "_".join((self.scope.province, view, *parts, *group, str(self.scope.quarter)))


def peer_groups(scope: Scope) -> dict[str, frozenset[str]]:
    """The groups of wards of a province as addresses name them ("xa"), with their codes."""
    return {slug(kind): codes for kind, codes in compare.peer_groups(scope.province, scope.quarter).items()}


def lines(facts: Facts, lang: Language, indicator: Indicator | None = None) -> tuple[str, ...]:
    """What stands under a title: province, quarter, as-of date, coverage; of one indicator also its coverage and figures.

    Coverage is counted from content: where fewer wards have a figure of the indicator than have handed in, both are said.
    """
    scope, wards, returns = facts.scope, facts.wards_of(lang), len(facts.returns)
    said = [places.kind_and_name(scope.province, scope.quarter.last_day)[1], scope.quarter.label(lang)]
    if facts.peers != ALL:
        said.append(wording.sentence("among", lang, wards=wards))
    if returns:
        said.append(wording.sentence("as_of", lang, day=wording.day(facts.returns["as_of"].max())))
    said.append(wording.coverage(returns, len(facts.owed), wards, lang))
    if indicator:
        found = compare.summary(facts.figures, indicator)
        if found.together["wards_in"] < returns:
            parts = {"count": found.together["wards_in"], "owed": found.together["wards_owed"], "wards": wards}
            said.append(wording.sentence("figures_in", lang, **parts))
        aims = explain.aims(found.province, indicator, lang, province=scope.province, demonstration=facts.demonstration)
        said += filter(None, (explain.together_line(found, indicator, lang, wards=wards), aims))
    return tuple(said)
