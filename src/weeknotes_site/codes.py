"""All diagnostic codes with their descriptions. Codes are stable: sites list them under `ignore`."""

from collections.abc import Mapping

FRONT_MATTER: Mapping[str, str] = {
    "empty-file": "The file is empty.",
    "no-front-matter": "The file does not start with front matter: a block between two lines of `---`.",
    "front-matter-not-first": "There is something above the front matter, even if it is only an empty line.",
    "unclosed-front-matter": "The front matter is opened and never closed.",
    "toml-front-matter": "The front matter is TOML between `+++`; only YAML between `---` is read.",
    "front-matter-not-mapping": "The front matter is a list or a sentence, not keys with values.",
    "front-matter-too-large": "The front matter has more than 64,000 characters.",
    "front-matter-too-deep": "Values in the front matter are nested more than 16 levels deep.",
    "too-many-keys": "The front matter has more than 200 keys, or more than 5,000 lines and commas.",
    "invalid-yaml": "A line of the front matter is not YAML, usually because a value needs quotes.",
    "tab-in-front-matter": "YAML is indented with spaces, not tabs.",
    "yaml-alias": "YAML anchors and aliases are not read, because they can expand without limit.",
    "yaml-tag": "YAML tags are not read.",
    "merge-conflict": "A merge left two versions of the note in the file. Both are checked.",
    "missing-key": "A note needs `team` (or a team's folder), `date` and `author` (or one in `_team.md`).",
    "duplicate-key": "A key is given twice.",
    "unknown-key": "The site does not know this key and ignores it.",
    "wrong-type": "The value has the wrong type for its key.",
    "value-too-long": "A text has more than 500 characters, or a list more than 50 values.",
    "ambiguous-date": "The date is not written like `2022-01-24`, so day and month could be confused.",
    "invalid-date": "The value is not a date, or not a real one.",
    "invalid-week": "The week is not written like `2022-W03`, or does not exist in that year.",
    "invalid-slug": "A slug may contain only lower-case letters, digits and single hyphens.",
    "invalid-language": "`lang` is not a language tag, or its region does not exist.",
    "invalid-id": "`id` cannot be used as a permanent id.",
    "lost-to-comment": "YAML reads ` #` as the start of a comment, so the value loses what follows.",
    "markup-in-value": "A title, summary, name or tag contains Markdown or HTML, which is shown as written.",
    "odd-tag": "A value of `tags` contains several tags, a `#`, quotes or an unmatched bracket.",
    "odd-address": "A team's `feedback` is not a URL or mail address, or its `contact` is almost one.",
    "unusable-code": "A code to ignore is misspelled, or is an error, which cannot be ignored.",
    "invalid-path": "A path under `formerly` cannot have been a page of this site.",
}
TEXT: Mapping[str, str] = {
    "not-utf-8": "The file is not saved as UTF-8.",
    "not-text": "The file contains NUL bytes, so it is not text.",
    "control-character": "A control character is removed, because feeds cannot contain it.",
    "note-too-large": "The file has more than 80,000 bytes, and the rest is not checked; or more than 20,000 cells "
    "are missing in its tables; or it uses long definitions too often.",
    "nested-too-deep": "Lists, quotes or brackets are nested more than 50 levels deep.",
    "raw-html": "HTML that notes may not contain is removed or shown as text, or a tag or comment is never closed.",
    "html-too-large": "A note that contains HTML becomes more than 1,000,000 characters of HTML.",
    "html-too-deep": "HTML in a note is nested more than 100 levels deep, or has tags that are never closed.",
    "picture-from-elsewhere": "A picture from another site is shown as a link, unless `picture_hosts` names the site.",
    "picture-as-data": "A picture is embedded in the text as `data:`; it must be a file beside the note.",
    "undefined-reference": "A link uses a label, as in `[words][label]`, that the note does not define.",
    "target-with-spaces": "The target of a link or picture contains a space and has no `<…>` around it, so "
    "it is not read as one.",
    "foreign-markup": "Markup of another tool, such as `{{ … }}` or `[[a wiki link]]`, is shown as written.",
    "emoji-shortcode": "The name of an emoji, such as `:tada:`, is shown as written.",
    "no-break-space": "A no-break space follows the marker of a list item or heading, so it is shown as text.",
    "pasted-bullet": "A bullet pasted from a word processor does not make a list.",
    "list-without-space": "A list marker such as `-` or `1.` directly before a word does not make a list.",
    "list-in-text": "Numbered lines directly below text do not make a list, unless the first number is 1. Neither do "
    "lines without list markers below a bold line, or lines that all begin with a label or time.",
    "broken-table": "Lines between `|` do not make a table, or a row has more cells than its header.",
    "unclosed-code": "Backticks open code that is never closed.",
    "text-as-code": "Text is indented by four spaces or a tab, is five spaces after a list marker, or is a whole "
    "note in a block of `markdown`, so it is shown as code.",
    "lost-signs": "Characters of a sum, a name in code or a path are read as Markdown, so they are not shown.",
    "literal-asterisks": "`**` does not make bold text here, `~~` does not strike it through, or `*[…]` does not "
    "define an abbreviation, so it is shown as written.",
    "link-as-text": "Brackets and an address do not quite make a link and are shown as written.",
    "unused-definition": "A line such as `[label]: https://…` is not used, so it is not shown.",
    "repeated-definition": "A label or abbreviation is defined twice, and the second definition is ignored.",
    "unused-footnote": "Nothing refers to a footnote, because its mark is missing or is defined twice.",
    "markdown-in-html": "Markdown directly below an HTML tag is shown as written.",
    "tabbed-table": "Cells separated by tabs or many spaces do not make a table.",
    "invisible-character": "The text contains an invisible character, such as a soft hyphen, usually pasted.",
    "wrong-encoding": "UTF-8 text was read as Windows-1252, or a character was lost.",
    "list-not-nested": "A list is indented too little to be part of the item above it, or too far to be a list.",
    "text-in-table": "Text follows a table without an empty line, so it becomes a row of the table.",
    "text-in-list": "Text follows a list without an empty line, so it becomes part of the last item.",
    "heading-in-list": "A heading is indented, so it is part of the list item above.",
    "text-as-heading": "A line of hyphens or equals signs directly below text turns the text into a heading.",
    "empty-heading": "A heading has no text.",
    "keys-in-text": "Keys such as `date: 2022-01-24` are below the front matter, so they are shown as text.",
    "text-as-definition": '`~` at the start of a line, meant as "about", makes it the definition of the line above.',
    "blank-note": "The file has only headings and comments below its front matter, so it gets no page and "
    "does not count.",
}
TEAMS: Mapping[str, str] = {
    "wrong-team": "`team` does not match the folder.",
    "similar-team": "A team's name is spelled almost like another's, or its folder is named like a copy.",
    "unregistered-team": "The site requires a `_team.md` from every team, and this one has none.",
    "unknown-team": "The name is not that of a team.",
    "name-taken": "Two teams claim the same name.",
    "two-folders-one-team": "The names of two folders have the same slug.",
    "folder-without-name": "`formerly` is set, and neither it nor `name` contains the folder's name.",
    "note-outside-folder": "The note names a team that has its own folder, and is not in it.",
    "misplaced-note": "The note is in a subfolder that is named like another team's folder.",
    "misplaced-team-file": "A `_team.md` counts only at the top of a team's folder.",
    "name-without-slug": "A name has no letter or digit that an address could use.",
}
ADDRESSES: Mapping[str, str] = {
    "reserved-slug": "The site or Windows reserves the address that the note, page, person, tag or team would have.",
    "two-notes-one-page": "Two notes would be published at the same address.",
    "two-notes-one-id": "Two notes have the same permanent id.",
    "missing-original": "`translates` does not name a note that this one can translate.",
    "two-translations": "Two files are the same note in the same language.",
    "unlisted-language": "A file or a name has a language that the settings do not list, or no dot before its "
    "language, so it is not a translation.",
    "translation-differs": "A translation contradicts its original or its file name.",
    "two-files-one-address": "Two files would be published at the same address.",
    "file-name": "A file's name cannot be part of an address.",
    "broken-link": "A link leads to a file that does not exist.",
    "broken-fragment": "A link leads to a heading that does not exist.",
    "missing-picture": "A picture's file does not exist.",
    "link-to-unpublished": "A link of a published note leads to a draft or a blank note.",
    "link-to-left-out": "A link leads to a note that was left out of this build, so it is shown as text.",
    "link-to-old-folder": "A link leads into a folder that has been renamed.",
    "link-leaves-notes": "A link in a note, or a symbolic link, leads out of `notes/`; or a symbolic link in "
    "`static/` leads out of the site.",
    "link-from-root": "A link starts with `/`, so where it leads depends on where the site is hosted.",
    "empty-link": "A link has no target.",
    "unclear-reference": "Text refers to a note by a number that none of the team's notes has, or that several have.",
    "link-without-words": "A link has no text.",
    "link-scheme": "A link uses a scheme that is not allowed, or misspells one; `link_schemes` can allow some.",
    "local-link": "A link leads to the reader's own computer, such as `http://localhost`.",
    "link-to-source": "A link leads to a note's source in the site's repository, not to its page.",
    "redirected-link": "A link goes through a redirect that a mail program, search engine or social network added.",
    "wrong-kind-of-file": "Files of this kind are not published, or a note is used as a picture.",
}
FILES: Mapping[str, str] = {
    "no-notes-folder": "The site's folder has no `notes/`.",
    "no-notes": "The build would publish a site without notes.",
    "most-notes-lost": "Errors would remove more than half of the published notes from a site that has 20 or more.",
    "other-site": "The build would remove notes of another site: the output was published with another `site_id`.",
    "lost-address": "A published note or plain page has a new address and the old one does not redirect to it, or a "
    "former address would no longer redirect. Only `build` reports it: it compares the site with the one it "
    "published before.",
    "new-feed-ids": "Published notes get new ids, so feed readers show them as new. Only `build` reports it, once.",
    "unreadable": "A file could not be read.",
    "unreadable-folder": "A folder could not be opened. Even `--keep-going` then publishes nothing, because it would "
    "remove the pages of all notes in it.",
    "attachment-too-large": "A file that a note links to has more than 50,000,000 bytes.",
    "picture-too-large": "A picture has more than 25,000,000 bytes.",
    "too-many-pixels": "A picture has more than 50 million pixels, or an animated one more than 100 million in all.",
    "too-many-parts": "A picture's file has so many parts that reading it would take too long.",
    "not-a-picture": "A picture's file is damaged, or not a picture.",
    "heic-picture": "A picture is a HEIC photo, and pillow-heif, which converts it to JPEG, is not installed.",
    "unusable-dark-picture": "A picture for the dark theme, such as `chart-dark.png`, cannot be shown, or "
    "`chart.png` has another size.",
    "page-in-folder": "A plain page is in a folder below `notes/_pages/`.",
    "misnamed-note": "A file is named like a note, but only files that end in `.md` are read.",
    "misnamed-file": "A file has almost the name of one that the site reads, such as `_team.md` or `weeknotes.toml`.",
    "linked-folder": "A folder in `notes/` or `static/` is a symbolic link to another one.",
    "not-a-file": "An entry of `notes/`, `templates/` or `static/` is neither a file nor a folder.",
    "folders-too-deep": "Folders are nested more than 32 levels deep.",
    "note-exists": "The file that `new` would write already exists.",
    "unwritable": "A file could not be written.",
    "unreadable-source": "A file or folder to import could not be read, or was refused as dangerous.",
    "unreadable-import-map": "`import-map.toml` could not be read.",
    "missing-library": "A required library is not installed.",
}
REVIEW: Mapping[str, str] = {
    "wrong-year": "A date or week looks a year off, judging by the file's name, the title, the number or the "
    "notes around it.",
    "published-draft": "A note's folder, file name or title says that it is a draft, but only `draft: true` holds a "
    "note back.",
    "distant-week": "A note's `week` is months away from its date, and neither its title nor its file's name says so.",
    "future-date": "A note is dated more than a week ahead.",
    "date-and-file-differ": "The date and the file's name differ by weeks or the month, or have day and month swapped, "
    "or the name gives another week.",
    "title-names-another-date": "The date in the title is not the one in the front matter.",
    "title-names-another-week": "The week in the title is not the one that the note covers.",
    "title-names-another-number": "The number in the title is not the one in the front matter.",
    "several-names": "An author's name contains several people, has the surname first, is in curly quotes or "
    "includes an e-mail address.",
    "updated-before-date": "`updated` is earlier than `date`.",
    "after-team-ended": "A note is about a week after the team ended.",
    "number-jumps": "A note's number does not follow the previous one.",
    "two-notes-one-week": "A team has two notes for the same week.",
    "two-notes-one-file": "A heading has the title of another note, or repeats the title of the file's note.",
    "copied-text": "A note has the same text as an earlier note of its team, or a translation the same as its "
    "original.",
    "reworded-heading": "A heading is almost the same as another heading of the team.",
    "picture-without-alt": "A picture has no alt text, which screen readers read out.",
    "vague-link": "A link's text does not say where it leads.",
    "placeholder": "A title, summary, author or the whole text is only a placeholder such as `TODO`, or a summary "
    "repeats the title.",
    "heading-skips-level": "A heading is more than one level below the one above it.",
    "heading-without-space": "`##` directly before a word does not make a heading.",
    "footnote-without-text": "The text refers to a footnote that the note does not have.",
    "missing-lang": "A note's script runs in the other direction than its `lang` or, without one, the site's "
    "language, so its lines and lists begin on the wrong side.",
}
SITE: Mapping[str, str] = {
    "two-configs": "Settings are in both `weeknotes.toml` and `pyproject.toml`.",
    "unreadable-config": "The settings could not be read.",
    "invalid-config": "The settings are not TOML.",
    "unknown-setting": "The setting does not exist.",
    "wrong-setting": "The value is not valid for the setting.",
    "unknown-forge": "The forge at the repository's host is unknown, so pages have no edit links.",
    "site-in-subfolder": "The site is in another folder of its repository than `repository_folder` says, so edit links "
    "do not find its notes.",
    "glossary-entry": "An entry of `glossary.toml` is invalid, or names an unknown team.",
    "broken-setting-link": "`menu` or `footer` leads to a page or heading that does not exist.",
    "no-base-url": "A build has no `base_url`, so the site has no feeds. `check` does not report it, because many "
    "pipelines give it to `build` alone.",
    "no-search": "Pagefind is missing or failed, so the site, or a year of it, cannot be searched.",
    "worker-died": "A process died while it read or rendered a file.",
    "missing-template": "A template extends or includes another one that does not exist.",
    "unused-template": "A template is not used by any page.",
    "unknown-block": "A template has a block that the template it extends lacks, so no page shows it.",
    "text-outside-block": "A template that extends another has text outside blocks, so no page shows it.",
    "unused-stylesheet": "A file `site.css` in `static/` is not where pages look for it.",
    "template-error": "A template has a mistake.",
}
GROUPS: Mapping[str, Mapping[str, str]] = {
    "Front matter": FRONT_MATTER,
    "Text": TEXT,
    "Teams and names": TEAMS,
    "Links and addresses": ADDRESSES,
    "Files": FILES,
    "Review": REVIEW,
    "The site": SITE,
}
CODES: frozenset[str] = frozenset(code for group in GROUPS.values() for code in group)
_WARNINGS_OF_FRONT_MATTER = {
    *("unknown-key", "lost-to-comment", "unusable-code", "markup-in-value", "odd-tag", "odd-address"),
}
NEVER_WARNINGS: frozenset[str] = frozenset(FRONT_MATTER).difference(_WARNINGS_OF_FRONT_MATTER) | {
    *("not-utf-8", "not-text", "note-too-large", "nested-too-deep", "picture-as-data", "unknown-team", "wrong-team"),
    *("two-notes-one-page", "two-notes-one-id", "two-files-one-address", "two-folders-one-team", "name-taken"),
    *("unknown-setting", "wrong-setting", "invalid-config", "two-configs", "unreadable-config", "unregistered-team"),
    *("broken-fragment", "broken-link", "missing-picture", "link-from-root", "link-leaves-notes"),
    *("link-to-unpublished", "missing-original", "two-translations", "translation-differs", "html-too-deep"),
    *("not-a-picture", "too-many-pixels", "wrong-kind-of-file", "folder-without-name", "no-notes"),
    *("no-notes-folder", "note-outside-folder", "page-in-folder", "missing-template", "template-error"),
}
"""Codes that are always errors, and so cannot be ignored."""
KEPT_GOING: Mapping[str, str] = {
    "broken link, link to a draft or to a note that is left out, missing heading": "its text",
    "missing, broken or refused picture": "its alt text",
    "missing or refused attachment": "the link's text",
    "`date` missing or unreadable, file name begins with an ISO date": "that date",
    "`author` missing or unreadable": "the team's name",
    "an optional key that cannot be read": "as if the key were not there",
    "a path under `formerly` that something else has": "as if the path were not there",
    "an `id` that another note of the team has": "the id made from the file's name",
    "`draft` neither true nor false, given twice, or a key one typo away from it (`dratf`)": "held back, as a draft",
    "`team` contradicts the folder, or names a team that has a folder elsewhere": "not placed",
    "no front matter, invalid YAML, not UTF-8, too large, nested too deep, left by a merge": "not placed",
    "no date anywhere": "not placed",
    "two notes of a team at one address": "neither is placed",
    "`translates` names no note that can be the original": "a note of its own",
    "a translation that contradicts its original, or is one of two in a language": "the original in its place",
    "`_team.cy.md` that cannot be read": "`_team.md` in its place",
    "a plain page at an address that something else has, or in a folder below `_pages/`": "left out",
    "a plain page that cannot be read": "a page that says so",
    "`_team.md` whose names cannot be read, or do not explain the folder's": "no note of the team is placed",
    "a second folder with a team's slug, or a folder with a reserved name or without a letter or digit": "left out, "
    "with everything in it",
}
"""What `build --keep-going` publishes in spite of each error."""

FIXABLE: Mapping[str, str] = {
    "no-front-matter": "Safe for lines of dashes that are not three hyphens, and for keys without such lines.",
    "unclosed-front-matter": "Safe where an empty line follows the last key (adds the line), or a line of dashes.",
    "front-matter-not-first": "Safe: deletes the empty lines, or the empty block, above it.",
    "invalid-yaml": "Safe for one line of text: puts its value in quotes, writes a colon and a space after its key, "
    "deletes spaces and marks around the key, or starts a comment with `#`. Unsafe for a list of hashtags.",
    "tab-in-front-matter": "Safe: writes spaces.",
    "yaml-alias": "Safe for one line of text: puts its value in quotes.",
    "yaml-tag": "Safe for one line of text: puts its value in quotes.",
    "unknown-key": "Safe for a key with one letter too many, too few or wrong, whose value is valid for the right key; "
    "unsafe for other misspellings, and for the name that another tool has for it.",
    "ambiguous-date": "Safe for an unambiguous date with a year of four digits. Unsafe for an ambiguous "
    "date that the file's name settles.",
    "invalid-date": "Safe for a date whose numbers have too few or too many digits.",
    "invalid-week": "Unsafe: adds the year closest to the date, writes a range as a list, or a day as its week.",
    "invalid-language": "Safe for `UK`, for a region that repeats the language, and for `en_GB`.",
    "lost-to-comment": "Unsafe: puts the value in quotes, or writes it as a list.",
    "markup-in-value": "Unsafe: removes it from the value.",
    "odd-tag": "Unsafe: writes each tag by itself.",
    "odd-address": "Unsafe: writes the address that was meant.",
    "unusable-code": "Unsafe: writes the most similar code.",
    "not-utf-8": "Unsafe: writes each byte of Windows-1252 as UTF-8. None for UTF-16, or if it looks like another "
    "encoding.",
    "control-character": "Safe: deletes it, or writes the quote or dash that it is in Windows-1252. Unsafe if it is a "
    "letter in Windows-1252. None for an escape in front matter.",
    "note-too-large": "Unsafe: saves pictures embedded as `data:` as files, if that makes the note small enough.",
    "raw-html": "Unsafe: completes the marks of a comment. None for other HTML.",
    "picture-as-data": "Unsafe: saves the picture next to the note.",
    "undefined-reference": "Unsafe: uses a label of the note with almost the same spelling, adds the empty line above "
    "a definition, or puts `<…>` around its target.",
    "target-with-spaces": "Safe: puts `<…>` around the target, if that target exists. Unsafe: writes a title in "
    "straight quotes, deletes the space before `#heading`, or the size of a picture.",
    "foreign-markup": "Safe for a wiki link by the name of a note's file, for headings, bold text, highlights, "
    "subscripts, superscripts and nested list items. Unsafe for other words on a wiki link, for links of Slack, Jira, "
    "wikis and forums, for comments, boxes, and for markup that can only be deleted, such as attributes. None for "
    "tags, formulas, fences, macros, tables and most pictures, whose meaning is unknown.",
    "emoji-shortcode": "Unsafe: writes the emoji.",
    "no-break-space": "Safe: writes a space.",
    "pasted-bullet": "Safe: writes `- `, indented for the second level of a list. Unsafe for `o` and a space, as it is "
    "a word in many languages. None for lettered lists.",
    "list-without-space": "Safe: adds the space.",
    "list-in-text": "Safe for numbers: adds the empty line, unless it is in a quote.",
    "broken-table": "Safe: writes the line below the header, deletes an empty line between rows, or writes `|` for "
    "signs that look like it. None for a table drawn with `+`, or if cells are missing in the header.",
    "text-as-code": "Safe: deletes the indentation, if it does not mix tabs and spaces. None in a list item.",
    "lost-signs": "Unsafe: puts it between backticks.",
    "literal-asterisks": "Safe: deletes the spaces within, or adds the one after. Unsafe for an abbreviation. "
    "None if it is never closed.",
    "link-as-text": 'Safe for a space between the brackets, a missing `]`, `>` or `"` and brackets that are full-width '
    "or the wrong way round. Unsafe for a missing `)`, and for brackets after a backslash.",
    "text-in-list": "Safe: adds the empty line.",
    "markdown-in-html": "Safe: adds the empty line directly below a tag.",
    "tabbed-table": "Safe: writes a table with the first row as its header, unless it is in a list or quote.",
    "invisible-character": "Safe: deletes it.",
    "wrong-encoding": "Unsafe: writes the intended character. None if it is lost.",
    "list-not-nested": "Safe: indents the whole list, or indents it less unless it is in a quote.",
    "text-in-table": "Safe: adds the empty line, unless the table is in a quote.",
    "heading-in-list": "Safe: adds the empty line and deletes the indentation, unless code or an inner list follows.",
    "text-as-heading": "Safe for three hyphens or more: adds the empty line.",
    "text-as-definition": "Safe: writes a backslash in front of it.",
    "broken-link": "Safe if the intended file, URL or e-mail address is certain.",
    "missing-picture": "Safe if the intended file is certain.",
    "link-from-root": "Safe for `//host/…`, and for `/notes/…` if that file exists.",
    "link-scheme": "Safe for a missing or misspelled `https://` or `mailto:`.",
    "link-to-source": "Safe: writes the relative link to the file.",
    "picture-from-elsewhere": "Safe if the picture is in this repository: writes the relative link to its file.",
    "redirected-link": "Safe if the address that it leads to is certain; unsafe if the note shows its address.",
    "misnamed-note": "Unsafe: renames the file, unless it is a document.",
    "misnamed-file": "Unsafe: renames the file of a team.",
    "several-names": "Unsafe if the value is one text: writes the names as a list, or the name in the right order "
    "and without its address.",
    "placeholder": "Unsafe: deletes a summary that repeats the title.",
    "heading-skips-level": "Safe: raises the heading with its siblings and subheadings, or writes a single `#` "
    "among `##` as `##`. None if one of them is underlined.",
    "heading-without-space": "Safe: adds the space.",
    "footnote-without-text": "Unsafe: replaces the spaces in a mark with hyphens, or puts its `^` in the right place.",
}
"""What `weeknotes check --fix` does for these codes; unsafe fixes need `--unsafe-fixes`.

All fixes of the keys in `GUARDED` (`content/front_matter/fixes.py`) are unsafe.
"""
