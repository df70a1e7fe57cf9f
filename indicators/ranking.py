"""Ranks, intervals and bands over a few hundred values: arrays in, arrays out, NaN where there is nothing to say.

Staff counts are a census. Intervals are here only so that nobody reads too much into 4 of 6; whether a target is
reached is decided on the exact x/n.
"""

import numpy as np

Z_95 = 1.96
Z_998 = 3.09


def competition(values: np.ndarray, direction: str) -> np.ndarray:
    """1, 2, 2, 4: the number of better values plus one; the highest or the lowest value is the best."""
    ordered = np.sort(_best_highest(values, direction)[~np.isnan(values)])
    better = ordered.size - np.searchsorted(ordered, _best_highest(values, direction), side="right")
    return np.where(np.isnan(values), np.nan, better + 1.0)


def wilson(x, n, z: float = Z_95) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's interval of x of n: (2x + z² ± z·sqrt(z² + 4x(1 - x/n))) / (2(n + z²)); 9 of 12 gives 46.8 to 91.1 %.

    NaN where x of n is not a share (n of 0, x above n).
    """
    x, n = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(n, dtype=float))
    whole = (n > 0) & (x >= 0) & (x <= n)
    x, n = np.where(whole, x, np.nan), np.where(whole, n, np.nan)
    middle, width = 2 * x + z**2, z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    return (middle - width) / (2 * (n + z**2)), (middle + width) / (2 * (n + z**2))


def funnel_limits(n, share: float, z: float) -> tuple[np.ndarray, np.ndarray]:
    """Where wards of size n lie that do not differ from `share`: Wilson's interval of n·share of n."""
    return wilson(np.multiply(n, share), n, z)


def quantile(values: np.ndarray, p: float) -> float:
    """By linear interpolation, pos = (N - 1)p + 1 (Excel's PERCENTILE.INC); of the values that are there, else NaN."""
    present = values[~np.isnan(values)]
    return float(np.quantile(present, p)) if present.size else np.nan


def quintiles(values: np.ndarray, direction: str) -> np.ndarray:
    """1 (best fifth of the values) to 5, by value and not by number, so equal values share one; from five values on.

    None where the cuts do not separate different values: with 71 of 97 wards at 0 there are no fifths.
    """
    ranked = _best_highest(values, direction)
    present, nothing = ranked[~np.isnan(ranked)], np.full(values.shape, np.nan)
    if present.size < 5:
        return nothing
    breaks = np.array([quantile(ranked, fifth / 5) for fifth in (1, 2, 3, 4)])
    if np.any(np.diff([present.min(), *breaks]) <= 0):
        return nothing
    above = (ranked[:, None] >= breaks[None, :]).sum(axis=1)
    return np.where(np.isnan(ranked), np.nan, 5.0 - above)


def bands(rank: np.ndarray, low: np.ndarray, high: np.ndarray, n: np.ndarray, direction: str) -> np.ndarray:
    """1, 1, 2, ...: wards that Wilson's intervals do not tell apart from the best ward of their band.

    Down the ranks, a new band begins at the first rank whose interval no longer overlaps that of the band's best ward.
    Equal values are always in one band; among them the ward with the most in its denominator speaks for the rank,
    because it is known best. A later ward with a wide interval may overlap an earlier band too: it stays in its own.
    """
    result = np.full(rank.shape, np.nan)
    band, best = 0, None
    for place in np.unique(rank[~np.isnan(rank) & ~np.isnan(low)]):
        tied = np.flatnonzero((rank == place) & ~np.isnan(low))
        speaker = tied[np.argmax(n[tied])]
        apart = best is None or (high[speaker] < low[best] if direction == "higher" else low[speaker] > high[best])
        if apart:
            band, best = band + 1, speaker
        result[tied] = band
    return result


def _best_highest(values: np.ndarray, direction: str) -> np.ndarray:
    return values if direction == "higher" else -values
