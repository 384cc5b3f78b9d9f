weeknotes digest --last-week --keep-going --eml @BASE_URL@ > week.eml
if [ -s week.eml ]; then
  curl -sS --max-time 60 --ssl-reqd --user "$SMTP_USER" --mail-from "$MAIL_FROM" --mail-rcpt "$MAIL_TO" -T week.eml "$SMTP_URL"
fi
