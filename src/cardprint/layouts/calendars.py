"""A meeting, and the days of its home tasks, as files that calendars take (RFC 5545). The same input gives the same bytes: no clock is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from typing import Any

import icalendar

from cardprint import meetings
from cardprint.labels import fill
from cardprint.layouts.cards import spelled
from cardprint.layouts.meetings import Gathering
from cardprint.layouts.meetings import invitation as invited
from cardprint.layouts.templates import bare
from cardprint.meetings import Agenda, HomeTask
from cardprint.model import plain

ZONE = "Europe/Copenhagen"
CHANGES = (
    # of the clock: part of the zone, offset before and after, hour, month of the last Sunday
    (icalendar.TimezoneDaylight, "CEST", 1, 2, 2, 3),
    (icalendar.TimezoneStandard, "CET", 2, 1, 3, 10),
)
"""Of Central European Time, as they have been since 1996."""
SINCE = 1996
REMINDED = dt.time(9)
"""When one is reminded of the day by which to answer."""
NEVER = "2000-01-01"


def invitation(gathering: Gathering) -> bytes:
    """Write a meeting that has a date as one event, which Outlook opens as such; its reminder comes on the last day to answer."""
    agenda = gathering.agenda
    event = _event(gathering, bare(agenda.title.value), "meeting")
    day = dt.date.fromisoformat(agenda.date.value)
    begins = _at(day, agenda.start.minutes) if agenda.start else None
    _when(event, day, begins, _ends(agenda, begins))
    if agenda.venue:
        event.add("location", _words(agenda.venue))
    event.add("description", _description(gathering))
    if agenda.reply and agenda.reply.by:
        event.add_component(_reminder(gathering, begins or _at(day, 0), agenda.reply.by.value))
    return _calendar(gathering, [event], is_timed=begins is not None)


def home_tasks(gathering: Gathering) -> bytes:
    """Write the home tasks that have a day, each as an event of that whole day: Outlook takes no tasks from a file."""
    events = [_task(gathering, task) for task in gathering.agenda.home_tasks if task.due]
    return _calendar(gathering, events, is_timed=False)


def _task(gathering: Gathering, task: HomeTask) -> icalendar.Event:
    said = _words(task.task)
    event = _event(gathering, f"{gathering.labels['due']}: {said}", f"task\0{said}\0{_words(task.who)}")
    _when(event, dt.date.fromisoformat(task.due.value), None, None)
    event.add("description", "\n".join(part for part in (_words(task.who), bare(gathering.agenda.title.value)) if part))
    return event


def _event(gathering: Gathering, summary: str, what: str) -> icalendar.Event:
    """Begin an event. Its id stays the same when day, time or place change, so that a calendar changes what it has."""
    edition, agenda = gathering.edition, gathering.agenda
    whose = edition.organisation.id if edition.organisation else ""
    about = "\0".join((edition.project.title.value, whose, edition.language, edition.area, agenda.id, what))
    event = icalendar.Event()
    event.add("uid", f"{blake2b(about.encode(), digest_size=16).hexdigest()}@cardprint")
    event.add("dtstamp", dt.datetime.fromisoformat(f"{agenda.date.value or NEVER}T00:00:00+00:00"))
    event.add("summary", summary)
    return event


def _when(event: icalendar.Event, day: dt.date, begins: dt.datetime | None, ends: dt.datetime | None) -> None:
    """Say when it is; what has no time of day is on that whole day and keeps nobody from other things."""
    if begins is None:
        event.add("dtstart", day)
        event.add("transp", "TRANSPARENT")
        return
    event.add("dtstart", begins, parameters={"TZID": ZONE})
    if ends is not None:
        event.add("dtend", ends, parameters={"TZID": ZONE})


def _at(day: dt.date, minutes: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(*divmod(minutes, 60)))


def _ends(agenda: Agenda, begins: dt.datetime | None) -> dt.datetime | None:
    """Reckon when a meeting ends, on the next day too; None where nobody knows."""
    start, end = agenda.start, agenda.end
    if begins is None or start is None or not (end or (agenda.items and meetings.is_timed(agenda))):
        return None
    minutes = (end.minutes - start.minutes) % meetings.DAY if end else meetings.length(agenda)
    try:
        return begins + dt.timedelta(minutes=minutes)
    except OverflowError:  # the last day there is
        return None


def _description(gathering: Gathering) -> str:
    """Say in words what a calendar has no place for, as the invitation does: by when to answer, what for, what to prepare, whom to ask."""
    values, labels = invited(gathering), gathering.labels
    parts = [
        [values["reply"]],
        values["purpose"],
        _listed(labels["preparation_head"], gathering.agenda.preparation),
        _listed(labels["more_head"], [more.url.value or more.text for more in gathering.agenda.more]),
        [f"{labels['access']} {_words(values['contact'])}"] if values["contact"] else [],
    ]
    return "\n\n".join("\n".join(_words(text) for text in part) for part in parts if any(part))


def _listed(head: str, texts: Iterable[Any]) -> list[str]:
    lines = [f"- {_words(text)}" for text in texts]
    return [f"{head}:", *lines] if lines else []


def _words(text: Any) -> str:
    return bare(plain(text))


def _reminder(gathering: Gathering, begins: dt.datetime, by: str) -> icalendar.Alarm:
    """Remind of the answer so long before the meeting: Outlook heeds a length of time, and no day."""
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", fill(gathering.labels["reply_by"], date=spelled(by, gathering.labels)))
    alarm.add("trigger", dt.datetime.combine(dt.date.fromisoformat(by), REMINDED) - begins)
    return alarm


def _calendar(gathering: Gathering, events: Iterable[icalendar.Event], *, is_timed: bool) -> bytes:
    made = icalendar.Calendar()
    made.add("prodid", f"-//cardprint//{gathering.edition.language.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    for component in (*([_zone()] if is_timed else []), *events):
        made.add_component(component)
    return bytes(made.to_ical())


@cache
def _zone() -> icalendar.Timezone:
    zone = icalendar.Timezone()
    zone.add("tzid", ZONE)
    for part in _parts():
        zone.add_component(part)
    return zone


def _parts() -> Iterator[Any]:
    for kind, name, before, after, hour, month in CHANGES:
        part = kind()
        last = max(day for day in range(25, 32) if dt.date(SINCE, month, day).weekday() == 6)
        part.add("dtstart", dt.datetime(SINCE, month, last, hour))  # noqa: DTZ001 - the zone's own local time
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", dt.timedelta(hours=before))
        part.add("tzoffsetto", dt.timedelta(hours=after))
        part.add("tzname", name)
        yield part


__all__ = ["home_tasks", "invitation"]
