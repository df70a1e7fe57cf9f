"""Names at the ends of lines: pushed apart until none touches another, with a thin line back to where each belongs."""

from indicators.charts.layers import Layer, calculated, kept, own, pixels, text

SIZE = 12.5


def layers(names: list[dict]) -> list[Layer]:
    """Each name is `text` in `colour` and `weight` at `y`, its line ends at `at` (parts of the plot), if `now`."""
    end_x = "plot_left + plot_width"
    at = calculated(
        x=f"{end_x} + 16",
        y="plot_top + (1 - datum.y) * plot_height",
        from_x=f"{end_x} + 4",
        from_y="plot_top + (1 - datum.at) * plot_height",
        to_x=f"{end_x} + 13",
    )
    leaders = {
        "data": {"values": names},
        "transform": [*at, kept("datum.now && abs(datum.y - datum.from_y) > 3")],
        "mark": {"type": "rule", "strokeWidth": 0.8},
        "encoding": {"x": pixels("from_x"), "y": pixels("from_y"), "x2": {"field": "to_x"}, "y2": {"field": "y"}, "color": own("colour")},
    }
    words = text("text", "x", y="y", by="colour", fontSize=SIZE, steps=at)
    words["mark"]["fontWeight"] = {"expr": "datum.weight"}
    return [leaders, {"data": {"values": names}, **words}]


def apart(places: list[float], least: float) -> list[float]:
    """Rising places pushed `least` apart and kept between 0 and 1, as near to where they were as that allows."""
    groups: list[list[float]] = []  # of each the sum of where its members would put its first, and their number
    for place in places:
        groups.append([place, 1])
        while len(groups) > 1 and _first(groups[-2], least) + least * groups[-2][1] > _first(groups[-1], least):
            after = groups.pop()
            groups[-1] = [groups[-1][0] + after[0] - after[1] * groups[-1][1] * least, groups[-1][1] + after[1]]
    return [_first(group, least) + least * number for group in groups for number in range(int(group[1]))]


def _first(group: list[float], least: float) -> float:
    return min(max(group[0] / group[1], 0.0), 1.0 - least * (group[1] - 1))
