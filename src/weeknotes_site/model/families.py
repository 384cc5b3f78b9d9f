"""Headings and labels under which teams ask for help, celebrate, say what comes next and what holds them up.

Each family has a page a week. Case and punctuation are ignored.
"""

from collections.abc import Mapping

from weeknotes_site.model.word_lists import word_list

ASKS, CELEBRATIONS, NEXT, BLOCKERS = "asks", "celebrations", "next", "blockers"

_ASKS = """
asks; ask; our asks; our ask; asks of others; asks of other teams; help; help wanted; help needed; can you help
could you help; how you can help; where you can help; we need your help; we need help; we would like help with
requests; call for help; looking for
"""
_CELEBRATIONS = """
celebrations; celebration; celebrating; celebrate; wins; our wins; successes; success; shout outs; shoutouts
shout-outs; shout out; kudos; thanks; thank you; thanks to; good news; what went well; went well; proud of
highlights; achievements
"""
_BLOCKERS = """
blockers; blocker; blocked; blocked by; what is blocked; what’s blocked; what is blocking us; what’s blocking us
impediments; stuck; where we are stuck
"""
WORDS: Mapping[str, tuple[str, ...]] = {
    ASKS: word_list(_ASKS),
    CELEBRATIONS: word_list(_CELEBRATIONS),
    NEXT: (),  # found when a note is read, because the team's next note shows the passage
    BLOCKERS: word_list(_BLOCKERS),
}
