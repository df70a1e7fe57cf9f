"""Who asks, and how far their role reaches. Every public function of the store takes an actor and asks here."""

from dataclasses import dataclass
from typing import Literal, get_args

from data import places
from data.store.errors import NotAllowed

Role = Literal["viewer", "ward_officer", "province_officer", "administrator"]


@dataclass(frozen=True)
class Actor:
    """One person at work. `wards` are the wards a ward officer reports for; `province` is the province they see.

    Only an administrator may leave out the province, and then reaches all of them.
    """

    name: str
    role: Role
    wards: tuple[str, ...] = ()
    province: str | None = None

    def __post_init__(self) -> None:
        if self.role not in get_args(Role):
            raise ValueError(f"no such role: {self.role!r}")
        if self.province is None and self.role != "administrator":
            raise ValueError(f"a {self.role} belongs to a province")

    def sees(self, province: str) -> bool:
        """Whether the province's figures are open to this person: to everybody of that province."""
        return self.province in (province, None)

    def reports_for(self, ward: str | None) -> bool:
        """Whether this person hands in the returns of this ward and reads its files; of no ward, nobody."""
        if ward is None:
            return False
        try:
            province = places.ward(ward).province
        except KeyError:
            return False
        if self.role == "ward_officer" and ward not in self.wards:
            return False
        return self.role != "viewer" and self.sees(province)

    @property
    def runs_the_province(self) -> bool:
        """Whether this person works on the returns of a whole province."""
        return self.role in ("province_officer", "administrator")

    @property
    def runs_the_store(self) -> bool:
        """Whether this person may touch what belongs to no province: the audit, the current values."""
        return self.role == "administrator" and self.province is None


def require(allowed: bool) -> None:
    """NotAllowed unless `allowed`."""
    if not allowed:
        raise NotAllowed
