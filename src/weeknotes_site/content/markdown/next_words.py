"""Headings and labels that mean "Next", in several languages."""

from weeknotes_site.content.markdown.outline import fold
from weeknotes_site.model.word_lists import word_list

MAX_WORDS = 60
"""Maximum characters; longer texts are sentences."""
_LANGUAGES = """
next; next up; up next; coming up; coming next; what's next; what is next; what comes next; next week; next time
next step; next steps; next sprint; next fortnight; next month; the next week; the next sprint; this coming week
looking ahead; plan for next week; plans for next week; what we'll do next; what we will do next; what we do next
what we're doing next; what we are doing next; what we plan to do next; what we're planning next

nesaf; beth sydd nesaf; beth nesaf; i ddod; camau nesaf; y camau nesaf; wythnos nesaf; yr wythnos nesaf; edrych ymlaen
als nächstes; nächste woche; nächste schritte; die nächsten schritte; wie es weitergeht; wie geht es weiter; ausblick
la suite; à venir; à suivre; et ensuite; prochaines étapes; les prochaines étapes; la semaine prochaine
próximos pasos; próxima semana; la próxima semana; lo próximo; lo que viene
prossimi passi; prossima settimana; la prossima settimana; in arrivo
próximos passos; próxima semana; na próxima semana; a seguir
volgende; volgende week; volgende stap; volgende stappen; vooruitblik; wat volgt
härnäst; nästa vecka; nästa steg; næste uge; næste skridt; neste uke; neste steg
"""
NEXT_WORDS = word_list(_LANGUAGES)
_FOLDED = frozenset(map(fold, NEXT_WORDS))


def says_next(text: str) -> bool:
    """Return whether a heading or label means "Next", ignoring case and punctuation."""
    return len(text) <= MAX_WORDS and fold(text) in _FOLDED
