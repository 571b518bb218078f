from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """Spans of one working day, in order, not touching midnight."""

    spans: tuple[tuple[time, time], ...]

    @property
    def opens(self) -> time:
        return self.spans[0][0]

    @property
    def closes(self) -> time:
        return self.spans[-1][1]

    @property
    def daily(self) -> timedelta:
        return sum((_length(span) for span in self.spans), timedelta())

    def served(self, clock: time) -> timedelta:
        """Service time passed on a working day when the clock shows `clock`."""
        return sum((_length((a, min(b, clock))) for a, b in self.spans if a < clock), timedelta())

    def clock(self, served: timedelta) -> time:
        """First time at which `served` has passed, 0 < served <= daily: a span's end, not the next start."""
        for start, end in self.spans:
            length = _length((start, end))
            if served <= length:
                return (datetime.combine(date.min, start) + served).time()
            served -= length
        raise ValueError("more than one day's service time")


# 示例: usual office hours; the hours in force come from the rulebook and are passed as an argument.
OFFICE_HOURS = ServiceHours(((time(9), time(12)), (time(13, 30), time(17, 30))))


def shanghai(at: datetime) -> datetime:
    """`at` on the clock of Shanghai; refuses a naive datetime."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(SHANGHAI)


def on(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=SHANGHAI)


def _length(span: tuple[time, time]) -> timedelta:
    return datetime.combine(date.min, span[1]) - datetime.combine(date.min, span[0])
