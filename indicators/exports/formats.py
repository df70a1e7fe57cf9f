"""The formats in which something leaves the house, found by themselves: each is a module of this folder with `render`."""

from typing import Any, Protocol, cast

from data.words import Text
from indicators import found


class Format(Protocol):
    """What the module of a format holds.

    LABEL    what it is called where one chooses, in both languages
    SUFFIX   of its files, with the dot
    MIME     its media type
    RENDERS  the type of what it renders: `Briefing`, `Receipt`
    PLACE    where it stands among the formats of the same thing, from 1
    """

    LABEL: Text
    SUFFIX: str
    MIME: str
    RENDERS: type
    PLACE: int

    def render(self, given: Any, /) -> bytes:
        """The file; `given` is of the type RENDERS."""
        ...


def formats(of: type) -> tuple[Format, ...]:
    """All formats that render `of`, in the order of their places; of equal places by name."""
    all_of_them = (cast(Format, module) for module in found.modules("indicators.exports") if hasattr(module, "render"))
    return tuple(sorted((one for one in all_of_them if one.RENDERS is of), key=lambda one: one.PLACE))


def by_suffix(name: str, *, of: type) -> Format:
    """The format of `of` for a file of that name ("x.png"): that with the longest suffix; KeyError where there is none."""
    fitting = [one for one in formats(of) if name.endswith(one.SUFFIX)]
    if not fitting:
        raise KeyError(name)
    return max(fitting, key=lambda one: len(one.SUFFIX))


def is_picture(format: Format) -> bool:
    """Whether it holds no more than a slide has room for; data are complete."""
    return format.MIME.startswith("image/")
