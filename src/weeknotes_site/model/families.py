"""Headings and labels under which teams ask for help, celebrate, say what comes next and what holds them up.

Each family has one page per week. Case and punctuation are ignored. The words are in `languages/labels/`.
"""

ASKS, CELEBRATIONS, NEXT, BLOCKERS = "asks", "celebrations", "next", "blockers"
FAMILIES = (ASKS, CELEBRATIONS, NEXT, BLOCKERS)
