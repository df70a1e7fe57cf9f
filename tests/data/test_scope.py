from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from data.quarter import Quarter
from data.scope import Scope

SCOPE = Scope("24", Quarter(2026, 4), None, 7, date(2026, 11, 20))


def test_another_quarter_of_the_same_state_of_the_store():
    assert SCOPE.at(Quarter(2026, 3)) == Scope("24", Quarter(2026, 3), None, 7, date(2026, 11, 20))
    assert SCOPE.at(SCOPE.quarter) == SCOPE


def test_a_scope_is_a_key_and_cannot_be_changed():
    assert len({SCOPE, SCOPE.at(Quarter(2026, 4)), SCOPE.at(Quarter(2026, 3))}) == 2
    with pytest.raises(FrozenInstanceError):
        SCOPE.version = 8
