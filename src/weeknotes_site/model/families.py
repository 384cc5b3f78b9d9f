"""Words over what all teams write of: what they ask for, what went well, what comes next, what holds them up.

Each family has a page a week. The words are headings and labels, in any case and with any punctuation; the files in
`languages/labels/` hold them.
"""

ASKS, CELEBRATIONS, NEXT, BLOCKERS = "asks", "celebrations", "next", "blockers"
FAMILIES = (ASKS, CELEBRATIONS, NEXT, BLOCKERS)
