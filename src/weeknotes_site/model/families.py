"""Words over what all teams write of: what they ask for, what went well, what comes next, what holds them up.

Each family has a page a week. The words are headings and labels, in any case and with any punctuation.
"""

from collections.abc import Mapping

ASKS, CELEBRATIONS, NEXT, BLOCKERS = "asks", "celebrations", "next", "blockers"

WORDS: Mapping[str, tuple[str, ...]] = {
    ASKS: (
        *("asks", "ask", "our asks", "our ask", "asks of others", "asks of other teams", "help", "help wanted"),
        *(
            "help needed",
            "can you help",
            "could you help",
            "how you can help",
            "where you can help",
            "we need your help",
        ),
        *("we need help", "we would like help with", "requests", "call for help", "looking for"),
    ),
    CELEBRATIONS: (
        *("celebrations", "celebration", "celebrating", "celebrate", "wins", "our wins", "successes", "success"),
        *("shout outs", "shoutouts", "shout-outs", "shout out", "kudos", "thanks", "thank you", "thanks to"),
        *("good news", "what went well", "went well", "proud of", "highlights", "achievements"),
    ),
    NEXT: (),
    BLOCKERS: (
        *("blockers", "blocker", "blocked", "blocked by", "what is blocked", "what’s blocked", "what is blocking us"),
        *("what’s blocking us", "impediments", "stuck", "where we are stuck"),
    ),
}
"""Those of `next` are known where a note is read, as its team's next note shows what stands under them."""
