"""The ticks of an axis that is zoomed: which round numbers have room, and how the language writes them, as expressions."""

from data.words import Language
from indicators.charts.layers import calculated, kept
from indicators.charts.scales import Scale

LN10 = "2.302585092994046"
_MOST = 60


def numbers(scale: Scale) -> dict:
    """The data of a layer of ticks."""
    return {"values": [{"v": 0}, {"v": 1}]} if scale.answers else {"sequence": {"start": 0, "stop": _MOST, "as": "n"}}


def ticks(scale: Scale, name: str) -> list[dict]:
    """Transforms that make ticks `v` of the numbers `n`: at 1, 2 or 5 of a power of ten, as many as there is room for."""
    low, high = ("x_left", "x_right") if name == "x" else ("y_low", "y_high")
    pixels = "(plot_right - plot_left)" if name == "x" else "(plot_bottom - plot_top)"
    shown = kept(f"datum.v >= {_bound(low, scale)} - datum.slack && datum.v <= {_bound(high, scale)} + datum.slack")
    if scale.answers:
        return [*calculated(slack="0"), shown]
    even = _even_steps(_bound(low, scale), _bound(high, scale), scale, f"max(2, {pixels} / {70 if name == 'x' else 45})")
    possible = [f"datum.v >= {scale.least!r} - datum.slack"] if scale.least != float("-inf") else []
    possible += [f"datum.v <= {scale.most!r} + datum.slack"] if scale.most != float("inf") else []
    if not scale.log:
        return [*calculated(**even), shown, *map(kept, possible)]
    # Where less than half a decade is seen, steps are even; else their ratios are, and 3, 4, 6 ... need more room than 1, 2, 5.
    per_decade = f"({pixels} / ({high} - {low}))"
    ratio = {
        "digit": "datum.n % 9 + 1",
        "power": f"pow(10, floor({low}) + floor(datum.n / 9))",
        "wanted": f"datum.digit == 1 || {per_decade} > 900 || (datum.digit == 2 || datum.digit == 5) && {per_decade} > 120",
    }
    step = f"{high} - {low} < 0.5"
    both = calculated(**even) + calculated(**ratio, v=f"{step} ? datum.v : datum.digit * datum.power")
    return [*both, kept(f"{step} || datum.wanted"), shown, *map(kept, possible)]


def _bound(signal: str, scale: Scale) -> str:
    return f"pow(10, {signal})" if scale.log else signal


def _even_steps(low: str, high: str, scale: Scale, count: str) -> dict[str, str]:
    round_up = "datum.ratio <= 1 ? 1 : datum.ratio <= 2 ? 2 : datum.ratio <= 5 ? 5 : 10"
    return {
        "raw": f"({high} - {low}) * {scale.times!r} / {count}",
        "unit": f"pow(10, floor(log(datum.raw) / {LN10}))",
        "ratio": "datum.raw / datum.unit",
        "step": f"max({scale.step!r}, datum.unit * ({round_up}) / {scale.times!r})",
        "slack": "datum.step / 1e6",
        "v": f"(ceil({low} / datum.step - 1e-6) + datum.n) * datum.step",
    }


def written(scale: Scale, lang: Language) -> str:
    """The expression of a tick in the language: 1.234,5 or 1,234.5."""
    if scale.answers:
        no, yes = map(quoted, scale.answers)
        return f"datum.v == 1 ? '{yes}' : '{no}'"
    number = f"format(datum.v * {scale.times!r}, ',.6~f')"
    if lang == "vi":
        number = f"replace(replace(replace({number}, /,/g, ';'), /\\./g, ','), /;/g, '.')"
    return f"{number} + '{scale.sign}'"


def quoted(words: str) -> str:
    """Words as they stand between the quotes of an expression."""
    return words.replace("\\", "\\\\").replace("'", "\\'")
