"""Headings that recur but have no subject of their own (`Challenges`, `This week`), so they make no thread."""

from collections.abc import Iterable

from weeknotes_site.content.markdown.next_words import NEXT_WORDS
from weeknotes_site.content.markdown.sections import topic_of
from weeknotes_site.model.word_lists import word_list

_ALWAYS = """
challenges; challenge; our challenges; problems; difficulties; lowlights; low points; what went badly; what was hard
what is hard; what's hard; what didn't go well; what went wrong; could be better; what could be better; learnings
celebrations; celebration; successes; wins; highlights; high points; achievements; good things; what went well
going well; what's going well; good news; bad news; the good; the bad; proud of; what we're proud of
blockers; blocked; blocks; what is blocked; what's blocked; blockers and risks; risks; risks and issues; issues
asks; our asks; ask; help; help wanted; help needed; where we need help; can you help; requests; questions
thanks; thank you; thank yous; shout out; shout outs; shoutouts; kudos; credits; appreciation
summary; overview; introduction; intro; background; about; about us; about this note; welcome; hello; tldr; in brief
in short; in this note; contents; headlines; update; updates; news; team news; other news; other; other things
other stuff; other bits; in other news; also; and finally; finally; misc; miscellaneous; odds and ends; bits and pieces
notes; note; general; everything else; anything else; links; references; footnotes; further reading; reading list
what we did; what we've done; what we have done; what we did this week; what we've been doing; what we've been up to
what we have been up to; what we've been working on; what we worked on; this week; last week; this week we; done
doing; completed; in progress; progress; work in progress; what happened; what's happened; what we learned
what we've learned; what we learnt; what we've learnt; lessons; lessons learned; what we shipped; to do; todo; plans

heriau; dathlu; diolch; newyddion; crynodeb; yr wythnos hon; yr wythnos diwethaf
herausforderungen; erfolge; dank; danke; neuigkeiten; sonstiges; zusammenfassung; diese woche; letzte woche; probleme
défis; succès; merci; nouvelles; divers; résumé; cette semaine; la semaine dernière; problèmes
retos; logros; gracias; noticias; varios; resumen; esta semana; la semana pasada; problemas
"""


def excluded_topics(more: Iterable[str]) -> frozenset[str]:
    """Return the topics of these headings, and of those that the settings name."""
    return _EXCLUDED | frozenset(map(topic_of, more))


_EXCLUDED = frozenset(map(topic_of, (*word_list(_ALWAYS), *NEXT_WORDS)))
