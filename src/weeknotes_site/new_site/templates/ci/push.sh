# One commit without a parent, so that removed pages are not kept in the branch's history.
export GIT_AUTHOR_NAME=Weeknotes GIT_AUTHOR_EMAIL=weeknotes@localhost.invalid
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
export GIT_INDEX_FILE="$PWD/.git/index-of-the-site"
git --git-dir="$PWD/.git" --work-tree=_site add --all --force
git push -q --force origin "$(git commit-tree -m Publish "$(git write-tree)"):refs/heads/pages"
