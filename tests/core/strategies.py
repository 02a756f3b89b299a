"""Random moments, zones and durations for the tests of core."""

from hypothesis import strategies as st

from habeas.core.duration import Duration
from habeas.core.zones import DAY, HOUR, MINUTE, SECOND

# Zones whose clocks do what clocks can do: change by an hour at 2:00, by half an hour, at midnight, over midnight,
# skip a day, never change, differ by minutes that are no round number.
ZONES = (
    "America/New_York", "Europe/London", "America/Sao_Paulo", "America/Havana", "America/Goose_Bay", "Pacific/Apia",
    "Australia/Lord_Howe", "Asia/Kathmandu", "America/El_Salvador", "Asia/Beirut", "Africa/Casablanca", "UTC",
)  # fmt: skip

zones = st.sampled_from(ZONES)

_1970_2037 = st.integers(min_value=0, max_value=2_145_916_800 * SECOND)


@st.composite
def moments(draw: st.DrawFn) -> int:
    """Moments of 1970 to 2037, half of them near a local midnight or a change of the clocks in New York in 2025."""
    if draw(st.booleans()):
        return draw(_1970_2037)
    near = draw(
        st.sampled_from(
            [
                1741503600 * SECOND,  # 2025-03-09T07:00Z, when 02:00 became 03:00
                1762063200 * SECOND,  # 2025-11-02T06:00Z, when 02:00 became 01:00
                1738299600 * SECOND,  # 2025-01-31T05:00Z, midnight at the beginning of 31 January
                1740718800 * SECOND,  # 2025-02-28T05:00Z
                1709182800 * SECOND,  # 2024-02-29T05:00Z
            ]
        )
    )
    return near + draw(st.integers(min_value=-3 * DAY, max_value=3 * DAY))


durations = st.builds(
    Duration,
    months=st.integers(min_value=0, max_value=30),
    days=st.integers(min_value=0, max_value=40),
    micros=st.one_of(
        st.just(0),
        st.integers(min_value=0, max_value=100).map(lambda hours: hours * HOUR),
        st.integers(min_value=0, max_value=3 * DAY),
        st.integers(min_value=0, max_value=60).map(lambda minutes: minutes * MINUTE),
    ),
)
