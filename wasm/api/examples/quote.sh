#!/bin/sh
# Asks the quote API with curl: sh quote.sh https://host SHOT [folder for the receipt]
# SHOT is a query such as seller=ID&model=ID&seconds=8; /v1/models lists what there is.
set -eu
api=${1:?the host} shot=${2:?the shot, as a query}
folder=${3:-.}

# member NAME takes one text out of compact JSON, which does for a look. A real
# script uses jq.
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -n 1; }

# json QUERY writes the members of a query as an object.
json() { printf '{"%s"}' "$1" | sed 's/&/","/g; s/=/":"/g'; }

unknown=$(echo "$shot" | sed 's/model=[^&]*/&-x/') # which nobody has

echo '-- a quote'
curl -sS -w '\n' "$api/v1/quote?$shot" |
  sed 's/.*"steps":\[\([^]]*\)\].*/\1/'

echo '-- a batch'
curl -sS -w '\n' "$api/v1/quotes" -H 'Content-Type: application/json' \
  -d "{\"quotes\": [$(json "$shot"), $(json "$unknown")]}" |
  sed 's/.*"refused":\([0-9]*\).*/refused: \1/'

echo '-- a refusal'
problem=$(curl -sS "$api/v1/quote?$unknown")
echo "code: $(echo "$problem" | member code)"
echo "detail: $(echo "$problem" | member detail)"

echo '-- a receipt'
if curl -sS "$api/healthz" | grep -q '"signing":true'; then
  curl -sS "$api/v1/quote?$shot" -H 'Accept: application/jose+json' -o "$folder/receipt.json"
  curl -sS "$api/.well-known/jwks.json" -o "$folder/keys.json"
  echo "saved: rates verify --keys keys.json receipt.json"
else
  echo 'this server does not sign'
fi
