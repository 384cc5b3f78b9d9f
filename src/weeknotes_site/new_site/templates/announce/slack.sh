weeknotes digest --last-week --keep-going --slack @BASE_URL@ > message.json
if [ -s message.json ]; then
  curl -sS --fail-with-body --max-time 60 -H "Content-Type: application/json" -d @message.json "$SLACK_WEBHOOK"
fi
